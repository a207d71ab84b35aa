"""The way in: where a sign-in leads to, and what was typed before it was needed.

Somebody whose session has ended while they typed sends a form, and is asked to sign in.
The page that asks carries what they typed; once they have signed in they are shown a
page that sends it again at the press of a button. Files are the exception.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import quote, urlsplit

from fastapi import Request
from starlette.datastructures import UploadFile
from starlette.responses import HTMLResponse, RedirectResponse, Response

from casework.access.sessions import end_session, start_session
from web.forms import form_of
from web.page import render
from web.sight import look_who_it_is
from web.state import state_of

SIGN_IN = "/sign-in"
HOME = "/"
_LONGEST = 100_000


@dataclass(frozen=True, slots=True)
class Onward:
    """Where to go once signed in; `kept` are the fields to be sent there, if any."""

    path: str = HOME
    kept: tuple[tuple[str, str], ...] = ()

    @property
    def kept_json(self) -> str:
        """The fields as the sign-in page carries them; '' for none."""
        return json.dumps(self.kept) if self.kept else ""


def onward_of(form: Mapping[str, Any]) -> Onward:
    """Read where to go from the sign-in page's own fields; home if they are odd."""
    path, kept = str(form.get("next") or HOME), str(form.get("kept") or "")
    if not is_our_own(path):
        return Onward()
    try:
        fields = json.loads(kept) if 0 < len(kept) <= _LONGEST else []
        return Onward(path, tuple((str(name), str(value)) for name, value in fields))
    except (TypeError, ValueError):
        return Onward(path)


def is_our_own(path: str) -> bool:
    """Say whether an address is a path of this site, and nothing that leads away."""
    parts = urlsplit(path)
    plain = path.isprintable() and "\\" not in path and not path.startswith("//")
    return path.startswith("/") and plain and not (parts.scheme or parts.netloc)


async def ask_to_sign_in(request: Request) -> Response:
    """Answer somebody who is not signed in, or no longer."""
    here = request.url.path
    if request.method != "POST":
        onward = f"{here}?{request.url.query}" if request.url.query else here
        address = SIGN_IN if onward == HOME else f"{SIGN_IN}?next={quote(onward)}"
        return RedirectResponse(address, status_code=HTTPStatus.SEE_OTHER)
    async with form_of(request) as typed:
        kept = tuple(
            (n, v) for n, v in typed.multi_items() if not isinstance(v, UploadFile)
        )
    text = sign_in_text(request, Onward(here, kept), expired=True)
    return HTMLResponse(text, status_code=HTTPStatus.UNAUTHORIZED)


def sign_in_text(request: Request, onward: Onward, **values: Any) -> str:  # noqa: ANN401
    """Give the text of the page to sign in."""
    usual = {"alert": None, "errors": (), "user": "", "expired": False}
    return render(request, "sign_in.html", onward=onward, **usual | values)


def let_in(request: Request, account: str, onward: Onward) -> Response:
    """Start a session, and go on: to a page, or to what was typed before.

    The session that this browser had before ends.
    """
    state, before = state_of(request), look_who_it_is(request)
    if before is not None:
        end_session(state.context, before.session, state.wall())
    browser = request.headers.get("user-agent", "a browser without a name")
    token = start_session(state.context, account, browser, state.wall())
    if onward.kept:
        text = render(request, "carry_on.html", alert=None, errors=(), onward=onward)
        response: Response = HTMLResponse(text)
    else:
        response = RedirectResponse(onward.path, status_code=HTTPStatus.SEE_OTHER)
    set_cookie(request, response, token)
    return response


def set_cookie(request: Request, response: Response, token: str) -> None:
    """Give the browser its token, until it is closed; or take it back with ''."""
    settings = state_of(request).settings
    response.set_cookie(
        settings.cookie,
        token,
        max_age=None if token else 0,
        path="/",
        secure=settings.secure,
        httponly=True,
        samesite="lax",
    )


def machine_of(request: Request) -> str:
    """Name the machine that a request comes from, for the throttle."""
    return request.client.host if request.client else "unknown"
