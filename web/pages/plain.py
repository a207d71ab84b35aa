"""Pages that are the same for everybody: accessibility, cookies, privacy."""

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from web.page import page
from web.sight import look_who_it_is

router = APIRouter()


@router.get("/accessibility", response_class=HTMLResponse)
def accessibility(request: Request) -> HTMLResponse:
    """Say how far everybody can use these pages, as the law asks."""
    return _page(request, "accessibility.html", "Accessibility statement")


@router.get("/cookies", response_class=HTMLResponse)
def cookies(request: Request) -> HTMLResponse:
    """Say which cookies are used."""
    return _page(request, "cookies.html", "Cookies")


@router.get("/privacy", response_class=HTMLResponse)
def privacy(request: Request) -> HTMLResponse:
    """Say what is recorded of those who use these pages."""
    return _page(request, "privacy.html", "What is recorded of you")


def _page(request: Request, template: str, title: str) -> HTMLResponse:
    look_who_it_is(request)
    return page(request, f"plain/{template}", title=title)
