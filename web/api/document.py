"""The OpenAPI document of the API, for those who have signed in."""

from functools import cache
from typing import Any

from fastapi import APIRouter
from fastapi.openapi.utils import get_openapi
from starlette.responses import JSONResponse

from web.api import cases, clocks, commands, meetings, restrictions, watching
from web.api.office import (
    agendas,
    bulk,
    closures,
    covers,
    families,
    handovers,
    jobs,
)
from web.api.parameters import KNOWN_ALONE
from web.api.problems import Problem
from web.api.shape import V1
from web.settings import WebSettings

router = APIRouter(dependencies=KNOWN_ALONE)
ROUTERS = (
    cases.router,
    commands.router,
    clocks.router,
    restrictions.router,
    bulk.router,
    meetings.router,
    agendas.router,
    families.router,
    handovers.router,
    covers.router,
    closures.router,
    watching.router,
    jobs.router,
)
_TOLD = (
    "The use cases of the pages as JSON. You see here what you see there: what is not "
    "for you is not there (404). A program sends an access token, which is made under "
    "Your account; a page of ours goes by the session's cookie, and says with a change "
    "that it comes from here (`Sec-Fetch-Site: same-origin`)."
)
_WAYS_IN = {
    "token": {
        "type": "http",
        "scheme": "bearer",
        "bearerFormat": "fce_ and 64 hexadecimal digits",
        "description": "An access token. It can do what its holder can, or only read.",
    },
    "session": {
        "type": "apiKey",
        "in": "cookie",
        "name": WebSettings().cookie,
        "description": "The cookie of somebody who has signed in on the pages.",
    },
}


@router.get(f"{V1}/openapi.json")
def api_document() -> JSONResponse:
    """Give the OpenAPI document."""
    return JSONResponse(document())


@cache
def document() -> dict[str, Any]:
    """Write the OpenAPI document, with the one shape that all problems have."""
    routes = [route for each in ROUTERS for route in each.routes]
    written: dict[str, Any] = get_openapi(
        title="Family Case Engine", version="1", description=_TOLD, routes=routes
    )
    template = "#/components/schemas/{model}"
    problem = Problem.model_json_schema(ref_template=template)
    schemas = written["components"]["schemas"]
    schemas |= problem.pop("$defs") | {"Problem": problem}
    written["components"]["securitySchemes"] = _WAYS_IN
    written["security"] = [{name: []} for name in _WAYS_IN]
    return written
