"""The OpenAPI document of the API, for those who have signed in."""

from functools import cache
from typing import Any

from fastapi import APIRouter
from fastapi.openapi.utils import get_openapi
from starlette.responses import JSONResponse

from web.api import cases, commands, meetings, watching
from web.api.problems import Problem
from web.api.shape import V1

router = APIRouter()
ROUTERS = (cases.router, commands.router, meetings.router, watching.router)
_TOLD = (
    "The use cases of the pages as JSON. You see here what you see there: what is not "
    "for you is not there (404). Sign in on the pages; the session's cookie, sent with "
    "`Sec-Fetch-Site: same-origin`, lets you in here too."
)


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
    return written
