"""One's own account: what one is, the sessions that are open, and the password."""

from http import HTTPStatus

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from casework.access.districts import district_titles
from casework.access.sessions import end_sessions, list_sessions
from casework.access.sign_in import change_password
from engine.access.roles import TITLES
from web.forms import FieldError, Form, text_of
from web.page import Alert, go_to, page
from web.sight import CHANGE_PASSWORD, Seer, Work, signed_in
from web.signing_in import SIGN_IN, machine_of, set_cookie
from web.state import state_of

router = APIRouter()
_TOO_OFTEN = "Too many tries. Wait 15 minutes, then try again"


@router.get("/account", response_class=HTMLResponse)
def show_account(request: Request, sight: Seer, context: Work) -> Response:
    """Show what somebody is in which district, and where they are signed in."""
    state, found = state_of(request), signed_in(request)
    limits = state.settings.idle, state.settings.longest
    titles = district_titles(context)
    return page(
        request,
        "account/account.html",
        title="Your account",
        sessions=list_sessions(context, sight.account, sight.at, limits),
        here=found.number if found else "",
        roles=[
            (titles.get(district, district), sorted(TITLES[a] for a in seen.access))
            for district, seen in sight.districts.items()
        ],
    )


@router.post("/account/sessions/end")
def end_some(request: Request, sight: Seer, context: Work, form: Form) -> Response:
    """End one of one's own sessions, on whichever browser it is."""
    number = text_of(form, "number")
    ended = end_sessions(context, sight.account, sight.at, number=number or "none")
    found = signed_in(request)
    if found is not None and found.number == number:
        return _signed_out(request)
    sentence = "The session was ended" if ended else "That session had ended already"
    kind = "success" if ended else "information"
    return go_to(request, "/account", Alert(sentence=sentence, kind=kind))


@router.get(CHANGE_PASSWORD, response_class=HTMLResponse)
def show_password(request: Request) -> Response:
    """Show the page to change one's password."""
    return _password_page(request)


@router.post(CHANGE_PASSWORD, response_class=HTMLResponse)
def set_password(request: Request, sight: Seer, context: Work, form: Form) -> Response:
    """Change one's password; every session ends, this one too."""
    old, new = str(form.get("old", "")), str(form.get("new", ""))
    throttle, machine = state_of(request).throttle, machine_of(request)
    if not throttle.open_to(sight.user, machine):
        return _password_page(request, FieldError("old", _TOO_OFTEN))
    if new != str(form.get("again", "")):
        wrong = FieldError("again", "The new password is not the same both times")
        return _password_page(request, wrong)
    why = change_password(context, sight.account, old, new, sight.at)
    if why.startswith("The present"):
        throttle.failed(sight.user, machine)
        return _password_page(request, FieldError("old", why))
    if why:
        return _password_page(request, FieldError("new", why))
    return _signed_out(request)


def _password_page(request: Request, *errors: FieldError) -> Response:
    found = signed_in(request)
    return page(
        request,
        "account/password.html",
        errors=errors,
        title="Change your password",
        first=found.must_change if found else False,
    )


def _signed_out(request: Request) -> Response:
    response = RedirectResponse(SIGN_IN, status_code=HTTPStatus.SEE_OTHER)
    set_cookie(request, response, "")
    return response
