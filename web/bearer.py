"""Access tokens as they are sent: `Authorization: Bearer`, to the API and nowhere else.

A request that sends one goes by it alone: no cookie is looked at, and none is given. A
page of another site can not send one without asking first, which nobody answers.
"""

from collections.abc import Mapping
from http import HTTPStatus
from typing import NoReturn

from fastapi import Request

from casework.access.sessions import hash_of
from casework.access.token_use import NotAdmitted, use_token
from engine.access.sight import Sight
from web.api.problems import ProblemError, ProblemReason
from web.api.shape import V1
from web.state import state_of

_HEADER = "authorization"
_READS = frozenset({"GET", "HEAD"})
_WHY = "token"
_REALM = 'Bearer realm="api"'
_WAIT = "900"
"""Seconds: as long as the throttle looks back."""
WHO_ARE_YOU: Mapping[str, str] = {"WWW-Authenticate": _REALM}
"""The header of an answer to somebody who has not said who they are."""
_NO_TOKEN = "Send the token as it was shown: Authorization: Bearer fce_..."  # noqa: S105
_TOO_OFTEN = (
    "This token, or tokens from this machine, were refused too often. Wait 15 minutes, "
    "then send one that counts."
)
_READS_ONLY = (
    "This token may only read, and this would change something. Make one that may also "
    "change what you may change."
)


def sends_token(request: Request) -> bool:
    """Say whether a request goes by a token, or by what should be one."""
    return request.url.path.startswith(f"{V1}/") and _HEADER in request.headers


def sight_by_token(request: Request) -> Sight:
    """Give what the holder of the token sees now.

    Raises:
        ProblemError: 401 it does not count; 403 it may only read, and this would
            change something; 429 it or others from there were refused too often.
        StorageError: the database is missing, busy or gone.
    """
    state, token = state_of(request), _token_in(request)
    counted = hash_of(token), f"tokens of {_machine(request)}"
    if not state.throttle.open_to(*counted):
        _refuse(HTTPStatus.TOO_MANY_REQUESTS, _TOO_OFTEN, {"Retry-After": _WAIT})
    found = use_token(state.context, token, state.wall())
    if isinstance(found, NotAdmitted):
        state.throttle.failed(*counted)
        _refuse(HTTPStatus.UNAUTHORIZED, found.sentence, _invalid())
    if found.read_only and request.method not in _READS:
        _refuse(HTTPStatus.FORBIDDEN, _READS_ONLY)
    return found.sight


def _token_in(request: Request) -> str:
    scheme, _, token = request.headers[_HEADER].partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        _refuse(HTTPStatus.UNAUTHORIZED, _NO_TOKEN, WHO_ARE_YOU)
    return token.strip()


def _machine(request: Request) -> str:
    return request.client.host if request.client else "unknown"


def _invalid() -> Mapping[str, str]:
    return {"WWW-Authenticate": f'{_REALM}, error="invalid_token"'}


def _refuse(
    status: HTTPStatus, sentence: str, headers: Mapping[str, str] | None = None
) -> NoReturn:
    reason = ProblemReason(why=_WHY, sentence=sentence)
    raise ProblemError(status, (reason,), headers=headers or {})
