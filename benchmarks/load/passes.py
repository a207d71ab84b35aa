"""What lets the office's people in at its web processes."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from benchmarks.errors import NotDoneError
from casework.access.accounts import AccountRequest, make_accounts
from casework.access.sessions import start_session
from casework.access.tokens import MadeToken, TokenRequest, make_token
from casework.context import Context, wall_clock
from storage.accounts import find_account
from storage.database import reading
from web.settings import WebSettings

_BY = "load"


@dataclass(frozen=True, kw_only=True, slots=True)
class Pass:
    """What lets somebody in: their access token, and the cookie of their session."""

    token: str = field(repr=False)
    cookie: str = field(repr=False)

    @property
    def to_the_api(self) -> dict[str, str]:
        """The header that a program of theirs sends."""
        return {"Authorization": f"Bearer {self.token}"}

    @property
    def to_the_pages(self) -> dict[str, str]:
        """The header that their browser sends."""
        return {"Cookie": f"{WebSettings().cookie}={self.cookie}"}


def let_in(context: Context, users: Iterable[str]) -> dict[str, Pass]:
    """Give each of these users an account, and what lets them in."""
    now, names = wall_clock(), tuple(users)
    asked = [AccountRequest(user=name, title=name) for name in names]
    make_accounts(context, asked, _BY, now)
    return {name: _pass(context, name) for name in names}


def _pass(context: Context, user: str) -> Pass:
    now = wall_clock()
    made = make_token(context, TokenRequest(user=user, name=_BY, days=1), _BY, now)
    with reading(context.database) as connection:
        account = find_account(connection, user)
    if not isinstance(made, MadeToken) or account is None:
        raise NotDoneError(f"{user} is not let in.")
    cookie = start_session(context, account["account_id"], "A browser", now)
    return Pass(token=made.token, cookie=cookie)
