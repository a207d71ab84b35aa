"""The application put together: guards, who may, pages, assets."""

from typing import TYPE_CHECKING

from fastapi import Depends, FastAPI

from casework.context import Clock, Context, wall_clock
from web.assets_served import read_assets, serve_assets
from web.errors import add_error_pages, answer, read_wording
from web.gate import check_gate, pass_gate
from web.guards import add_guards
from web.metrics import Counted, Metrics
from web.pages.every_page import ROUTERS
from web.settings import WebSettings
from web.sight import admit
from web.state import WebState
from web.templating import make_templates
from web.throttle import Throttle
from web.who_may import check_table

if TYPE_CHECKING:
    from authlib.integrations.starlette_client import StarletteOAuth2App


def create_app(
    context: Context, settings: WebSettings, *, wall: Clock = wall_clock
) -> FastAPI:
    """Put the pages together on a database.

    Args:
        context: the database, and the clock that cases go by.
        settings: how the pages are served.
        wall: the clock that sessions go by, which goes on when a demonstration's
            stands.

    Raises:
        RuntimeError: `who_may.py` and the routes differ.
    """
    app = FastAPI(
        title=settings.service_name,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        telemetry={"logs": False},  # a message may hold what somebody typed
        dependencies=[Depends(admit), Depends(pass_gate)],
        redirect_slashes=False,
    )
    assets, metrics = read_assets(), Metrics()
    app.state.wording = read_wording()
    app.state.web = WebState(
        context=context,
        settings=settings,
        templates=make_templates(assets),
        assets=assets,
        wall=wall,
        throttle=Throttle(),
        metrics=metrics,
        provider=_connected(settings),
    )
    for router in ROUTERS:
        app.include_router(router)
    serve_assets(app, assets)
    check_table(app)
    check_gate()
    add_error_pages(app)
    add_guards(app, settings, answer)
    app.add_middleware(Counted, metrics=metrics)  # outermost: it counts refusals too
    return app


def _connected(settings: WebSettings) -> "StarletteOAuth2App | None":
    if settings.provider is None:
        return None
    from web.sign_on import connect  # noqa: PLC0415 - 12 MB, only for who has one

    return connect(settings.provider)
