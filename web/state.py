"""What every request of one application shares, put together once."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fastapi import Request
from jinja2 import Environment

from casework.context import Clock, Context
from web.assets_served import Assets
from web.metrics import Metrics
from web.settings import WebSettings
from web.throttle import Throttle

if TYPE_CHECKING:
    from authlib.integrations.starlette_client import StarletteOAuth2App


@dataclass(frozen=True, kw_only=True)
class WebState:
    """The database and its clock, the settings, the templates, and the wall clock.

    `context` goes by the clock of its database, which stands in a demonstration;
    sessions go by `wall`, which never does.
    """

    context: Context
    settings: WebSettings
    templates: Environment
    assets: Assets
    wall: Clock
    throttle: Throttle
    metrics: Metrics
    provider: "StarletteOAuth2App | None" = None


def state_of(request: Request) -> WebState:
    """Give what the application behind a request shares."""
    state = request.app.state.web
    assert isinstance(state, WebState)  # noqa: S101 - create_app has put it there
    return state


def context_of(request: Request) -> Context:
    """Give the database and the clock that the use cases work with."""
    return state_of(request).context
