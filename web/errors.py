"""Answers to what goes wrong: in plain English, and without a word about the inside."""

from collections.abc import Mapping
from http import HTTPStatus
from pathlib import Path

import yaml
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import (
    HTMLResponse,
    JSONResponse,
    RedirectResponse,
    Response,
)

from casework.errors import InDoubtError, StorageError
from web.api.problems import (
    Problem,
    ProblemError,
    answer_invalid,
    answer_problem,
    answer_with,
)
from web.bearer import WHO_ARE_YOU
from web.page import render
from web.sight import (
    CHANGE_PASSWORD,
    PasswordChangeNeededError,
    SignInNeededError,
)
from web.signing_in import ask_to_sign_in

API = "/api/"
_WORDS = Path(__file__).with_name("errors.yaml")
_OTHER = 0
"""The wording for a status that has none of its own."""
_IN_DOUBT = "in doubt"
"""The wording for a database that went away while it committed."""
_SEND_A_TOKEN = (
    "Say first who you are",
    (
        "Send an access token: `Authorization: Bearer fce_...`. It is made under Your "
        "account on the pages, or by an administrator."
    ),
)
_CHANGE_FIRST = (
    "Change your password first",
    "It was given to you by somebody else. Sign in on the pages, and change it there.",
)


def add_error_pages(app: FastAPI) -> None:
    """Answer every fault that an application knows with a page of its own."""

    def by_status(request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 500
        return answer(request, status)

    def not_understood(request: Request, error: Exception) -> Response:
        if isinstance(error, RequestValidationError) and _is_api(request):
            return answer_invalid(error)
        return answer(request, HTTPStatus.UNPROCESSABLE_ENTITY)

    def no_database(request: Request, error: Exception) -> Response:
        status = HTTPStatus.SERVICE_UNAVAILABLE
        in_doubt = isinstance(error, InDoubtError)
        return answer(request, status, _IN_DOUBT if in_doubt else status)

    app.add_exception_handler(HTTPException, by_status)
    app.add_exception_handler(RequestValidationError, not_understood)
    app.add_exception_handler(ProblemError, answer_problem)
    app.add_exception_handler(StorageError, no_database)
    app.add_exception_handler(PasswordChangeNeededError, _change_password)
    app.add_exception_handler(SignInNeededError, _signed_out)


def _change_password(request: Request, _error: Exception) -> Response:
    if _is_api(request):
        return problem(HTTPStatus.FORBIDDEN, *_CHANGE_FIRST)
    return RedirectResponse(CHANGE_PASSWORD, status_code=HTTPStatus.SEE_OTHER)


async def _signed_out(request: Request, _error: Exception) -> Response:
    if _is_api(request):
        return problem(HTTPStatus.UNAUTHORIZED, *_SEND_A_TOKEN)
    try:
        return await ask_to_sign_in(request)
    except HTTPException as error:  # the form is too large, or none
        return answer(request, error.status_code)


def read_wording() -> Mapping[int | str, Mapping[str, str]]:
    """Read what is said of each status."""
    words: dict[int | str, dict[str, str]] = yaml.safe_load(_WORDS.read_text("utf-8"))
    return words


def answer(request: Request, status: int, said: int | str | None = None) -> Response:
    """Answer with the page of a status, or its JSON for the API.

    It asks the database for nothing: that may be what has failed.

    Args:
        request: what was asked.
        status: of the answer.
        said: whose wording it has; None takes the status's own.
    """
    wording = request.app.state.wording
    words = wording.get(said or status, wording[_OTHER])
    if _is_api(request):
        return problem(status, words["title"], words["sentence"])
    values = {"alert": None, "errors": (), "status": status}
    text = render(request, "error.html", **values, **words)
    return HTMLResponse(text, status_code=status)


def _is_api(request: Request) -> bool:
    return request.url.path.startswith(API)


def problem(status: int, title: str, detail: str) -> JSONResponse:
    """Answer the API with problem+json (RFC 9457)."""
    told = Problem(title=title, status=status, detail=detail)
    return answer_with(told, WHO_ARE_YOU if status == HTTPStatus.UNAUTHORIZED else {})
