"""Making a page: a template, its values, and what every page has."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any, NoReturn

from fastapi import HTTPException, Request
from starlette.responses import HTMLResponse, RedirectResponse

from casework.access.sessions import Alert, leave_alert, take_alert
from web.forms import FieldError
from web.navigation import links_for
from web.sight import forget_alert, signed_in
from web.state import state_of


def page(
    request: Request,
    template: str,
    *,
    status: int = HTTPStatus.OK,
    errors: Sequence[FieldError] = (),
    **values: Any,  # noqa: ANN401 - whatever the template shows
) -> HTMLResponse:
    """Make a page from a template that extends `base.html`.

    An alert that was left for this session is shown, once.

    Args:
        request: what is answered.
        template: its place in `web/templates/`, such as `cases/list.html`.
        status: of the answer; with `errors` it is 422 unless another one is given.
        errors: what is wrong with a form: the page starts with them, and its title
            with 'Error: '.
        values: what the template shows. `title` is the page's title.
    """
    found = signed_in(request)
    alert = found.alert if found else None
    values |= {"alert": alert, "errors": errors}
    if errors and status == HTTPStatus.OK:
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    made = HTMLResponse(render(request, template, **values), status_code=status)
    if alert is not None and found is not None:
        take_alert(state_of(request).context, found.session)
        forget_alert(request)
    return made


def render(request: Request, template: str, **values: Any) -> str:  # noqa: ANN401
    """Give a page's text, without asking the database for anything."""
    state, found = state_of(request), signed_in(request)
    path = request.url.path
    return state.templates.get_template(template).render(
        request=request,
        path=path,
        settings=state.settings,
        sight=found.sight if found else None,
        navigation=links_for(found.sight, path) if found else [],
        **values,
    )


def go_to(request: Request, path: str, alert: Alert | None = None) -> RedirectResponse:
    """Send the browser to a page after something was done, with an alert on it."""
    found = signed_in(request)
    if alert is not None and found is not None:
        leave_alert(state_of(request).context, found.session, alert)
    return RedirectResponse(path, status_code=HTTPStatus.SEE_OTHER)


def not_found() -> NoReturn:
    """Answer with the page for what is not there, or not in this person's sight.

    Raises:
        HTTPException: 404, always.
    """
    raise HTTPException(HTTPStatus.NOT_FOUND)


__all__ = ["Alert", "FieldError", "go_to", "not_found", "page", "render"]
