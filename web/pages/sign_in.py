"""Signing in and out."""

from http import HTTPStatus

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import HTMLResponse, RedirectResponse, Response

from casework.access.sessions import end_session
from casework.access.sign_in import sign_in_by_password
from web.forms import FieldError, Form, form_of, text_of
from web.page import not_found
from web.sight import look_who_it_is, signed_in
from web.signing_in import (
    SIGN_IN,
    Onward,
    let_in,
    machine_of,
    onward_of,
    set_cookie,
    sign_in_text,
)
from web.state import state_of

router = APIRouter()
_NOT_FINISHED = "Signing in was not finished. Start again"
_WRONG = "The user name or the password is not right"
_TOO_OFTEN = "Too many tries. Wait 15 minutes, then try again"
_NOT_KNOWN = (
    "You have no account here. Ask an administrator to make one under your user name"
)


@router.get(SIGN_IN, response_class=HTMLResponse)
def show_sign_in(request: Request) -> Response:
    """Show the page to sign in; whoever is signed in goes on."""
    # What is to be sent again comes from our own form, never with a link to here.
    onward = Onward(onward_of(request.query_params).path)
    if look_who_it_is(request) is not None:
        return RedirectResponse(onward.path, status_code=HTTPStatus.SEE_OTHER)
    return HTMLResponse(sign_in_text(request, onward))


@router.post(SIGN_IN, response_class=HTMLResponse)
def sign_in(request: Request, form: Form) -> Response:
    """Sign in by a user name and a password."""
    state, onward = state_of(request), onward_of(form)
    if not state.settings.local_accounts:
        not_found()
    user, machine = text_of(form, "user"), machine_of(request)
    if not state.throttle.open_to(user, machine):
        return _refused(request, form, _TOO_OFTEN, HTTPStatus.TOO_MANY_REQUESTS)
    password = form.get("password", "")
    admitted = sign_in_by_password(state.context, user, str(password), state.wall())
    if admitted is None:
        state.throttle.failed(user, machine)
        return _refused(request, form, _WRONG)
    return let_in(request, admitted.account, onward)


def _refused(
    request: Request,
    form: Form,
    sentence: str,
    status: int = HTTPStatus.UNPROCESSABLE_ENTITY,
) -> Response:
    errors = (FieldError("user", sentence),)
    user = text_of(form, "user")
    text = sign_in_text(request, onward_of(form), errors=errors, user=user)
    return HTMLResponse(text, status_code=status)


@router.post("/sign-in/provider")
async def start_sign_on(request: Request) -> Response:
    """Go to the council's sign-on."""
    provider = state_of(request).provider
    if provider is None:
        not_found()
    from web import sign_on  # noqa: PLC0415 - only for who has a provider

    async with form_of(request) as sent:
        onward = onward_of(sent)
    try:
        return await sign_on.start(request, provider, onward)
    except sign_on.SignOnError:
        return _not_let_in(request, onward, _NOT_FINISHED)


@router.get("/sign-in/provider/back", response_class=HTMLResponse)
async def back_from_sign_on(request: Request) -> Response:
    """Come back from the council's sign-on, and come in."""
    provider = state_of(request).provider
    if provider is None:
        not_found()
    from web import sign_on  # noqa: PLC0415 - only for who has a provider

    try:
        account, onward = await sign_on.finish(request, provider)
    except sign_on.SignOnError:
        return _not_let_in(request, Onward(), _NOT_FINISHED)
    if account is None:
        return _not_let_in(request, onward, _NOT_KNOWN)
    return await run_in_threadpool(let_in, request, account, onward)


def _not_let_in(request: Request, onward: Onward, sentence: str) -> Response:
    errors = (FieldError("", sentence),)
    text = sign_in_text(request, onward, errors=errors)
    return HTMLResponse(text, status_code=HTTPStatus.FORBIDDEN)


@router.post("/sign-out")
def sign_out(request: Request) -> Response:
    """End this session."""
    state, found = state_of(request), signed_in(request)
    if found is not None:
        end_session(state.context, found.session, state.wall())
    response = RedirectResponse(SIGN_IN, status_code=HTTPStatus.SEE_OTHER)
    set_cookie(request, response, "")
    return response
