"""The one Jinja environment: our templates, and the GOV.UK components."""

from pathlib import Path

from jinja2 import (
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    PackageLoader,
    PrefixLoader,
)

from engine.local_time import day_in_words, in_words
from engine.payment import pounds
from web.assets_served import Assets
from web.forms import error_list, error_of
from web.who_may import may

_OURS = Path(__file__).parent / "templates"
_THEIRS = "govuk_frontend_jinja"


def make_templates(assets: Assets) -> Environment:
    """Make the environment. Whatever a template shows is escaped."""
    templates = Environment(
        loader=ChoiceLoader(
            [
                FileSystemLoader(_OURS),
                PrefixLoader({_THEIRS: PackageLoader(_THEIRS)}),
            ]
        ),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.globals.update(
        asset=assets.url,
        asset_path=assets.path,
        error_of=error_of,
        error_list=error_list,
        may=may,
    )
    templates.filters.update(day=day_in_words, moment=in_words, pounds=pounds)
    return templates
