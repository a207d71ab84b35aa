"""For machines: whether the program lives, whether it can work, and its figures."""

from http import HTTPStatus

from fastapi import APIRouter, Request
from prometheus_client import CONTENT_TYPE_LATEST
from starlette.responses import JSONResponse, Response

from casework.access.readiness import is_ready
from web.page import not_found
from web.state import state_of

router = APIRouter()


@router.get("/health/live")
def live() -> JSONResponse:
    """Say that the program answers."""
    return JSONResponse({"status": "live"})


@router.get("/health/ready")
def ready(request: Request) -> JSONResponse:
    """Say whether the database is there, with the tables that this program needs."""
    if is_ready(state_of(request).context):
        return JSONResponse({"status": "ready"})
    return JSONResponse(
        {"status": "not ready", "why": "the database, or its tables"},
        status_code=HTTPStatus.SERVICE_UNAVAILABLE,
    )


@router.get("/metrics")
def metrics(request: Request) -> Response:
    """Give the figures for Prometheus, to the machines that may read them."""
    state = state_of(request)
    machine = request.client.host if request.client else ""
    if machine not in state.settings.metrics_from:
        not_found()
    return Response(state.metrics.text(state.context), media_type=CONTENT_TYPE_LATEST)
