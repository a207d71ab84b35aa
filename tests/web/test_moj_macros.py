"""The components of MOJ Frontend that were ported, against the HTML of the original."""

import re
from collections.abc import Mapping

from jinja2 import Environment
from markupsafe import Markup

from web.assets_served import read_assets
from web.templating import make_templates

TEMPLATES: Environment = make_templates(read_assets())


def rendered(file: str, macro: str, params: Mapping[str, object]) -> str:
    """Render a macro; spaces between elements do not count, those within do."""
    module = TEMPLATES.get_template(f"moj/{file}.html").module
    html = str(getattr(module, macro)(params))
    return re.sub(r">\s+<", "><", html).strip()


def test_the_timeline_keeps_the_space_between_the_title_and_who_did_it() -> None:
    item = {
        "label": "Board approved",
        "byline": "J Hill",
        "datetime": "2013-01-28T09:00:00+00:00",
        "said": "28 January 2013 at 09:00",
        "html": Markup("<p>Minute 33</p>"),
    }
    html = rendered("timeline", "mojTimeline", {"items": [item]})
    assert html == (
        '<div class="moj-timeline"><div class="moj-timeline__item">'
        '<div class="moj-timeline__header">'
        '<h2 class="moj-timeline__title">Board approved</h2>'
        '<p class="moj-timeline__byline">by J Hill</p></div>'
        '<p class="moj-timeline__date"><time datetime="2013-01-28T09:00:00+00:00">'
        "28 January 2013 at 09:00</time></p>"
        '<div class="moj-timeline__description"><p>Minute 33</p></div></div></div>'
    )


def test_the_sub_navigation_marks_the_page_that_is_shown() -> None:
    links = [
        {"text": "Summary", "href": "/a", "active": True},
        {"text": "History", "href": "/b", "active": False},
    ]
    html = rendered(
        "sub_navigation", "mojSubNavigation", {"label": "Pages", "items": links}
    )
    assert html.count("moj-sub-navigation__item") == 2
    assert 'aria-current="page" href="/a">Summary</a>' in html
    assert 'class="moj-sub-navigation__link" href="/b">History</a>' in html


def test_what_somebody_typed_is_never_html() -> None:
    html = rendered("badge", "mojBadge", {"text": "<b>9 days</b>"})
    assert html == '<span class="moj-badge">&lt;b&gt;9 days&lt;/b&gt;</span>'


def test_the_header_with_actions_has_a_button_each() -> None:
    params = {"heading": "Cases", "items": [{"text": "Download", "href": "/x"}]}
    html = rendered("page_header_actions", "mojPageHeaderActions", params)
    assert '<h1 class="govuk-heading-l">Cases</h1>' in html
    assert 'href="/x"' in html
