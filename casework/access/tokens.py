"""Access tokens: made for an account, listed, ended.

A token carries no rights of its own. Whoever sends it is, at that moment, the person
whose account it is, with the roles of that moment; or less, if it may only read.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import token_hex

from sqlalchemy import Connection

from casework.access.events import note
from casework.access.sessions import hash_of
from casework.context import Context
from engine.advance.refusal import Reason, Refusal, Why
from engine.text import UNSTORABLE, is_storable
from storage import access_tokens as stored
from storage.accounts import find_account
from storage.database import reading, writing
from storage.rows import Row

PREFIX = "fce_"
"""What every token begins with, so that a search for lost secrets finds it."""
MOST_DAYS = 365
MOST = 20
"""No more tokens than this are open for one account."""
LONGEST_NAME = 60
_BYTES = 32
_KEPT_FOR = timedelta(days=30)


@dataclass(frozen=True, kw_only=True, slots=True)
class TokenRequest:
    """A token that is asked for: for whom, what for, for how long, and for how much.

    `name` says what uses it; `days` is when it expires, a year ahead at most.
    """

    user: str
    name: str
    days: int
    read_only: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class MadeToken:
    """A token that was made. `token` is told now and never again."""

    token: str
    number: str
    name: str
    expires_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class TokenLine:
    """An open token in a list; `used_at` is None while nothing has used it."""

    number: str
    name: str
    read_only: bool
    made_by: str
    made_at: datetime
    expires_at: datetime
    used_at: datetime | None


def make_token(
    context: Context, asked: TokenRequest, by: str, now: datetime
) -> MadeToken | Refusal:
    """Make a token for an account, or say every reason why not.

    Raises:
        StorageError: the database is missing, busy, gone or full; nothing is written.
    """
    name, token = " ".join(asked.name.split()), PREFIX + token_hex(_BYTES)
    number, expires_at = token_hex(6), now + timedelta(days=asked.days)
    with writing(context.database) as connection:
        account = find_account(connection, asked.user)
        if account is None or not account["active"]:
            return _refuse(asked, [_no_account(asked.user)])
        stored.clear_old_tokens(connection, now - _KEPT_FOR)
        there = stored.open_tokens(connection, account["account_id"], now)
        reasons = list(_against(asked, name, there))
        if reasons:
            return _refuse(asked, reasons)
        row: dict[str, object] = {
            "token_hash": hash_of(token),
            "account_id": account["account_id"],
            "number": number,
            "name": name,
            "read_only": asked.read_only,
            "made_by": by,
            "made_at": now,
            "expires_at": expires_at,
        }
        stored.write_token(connection, row)
        note(connection, now, by, "token made", about=asked.user, detail=name)
    return MadeToken(token=token, number=number, name=name, expires_at=expires_at)


def _against(asked: TokenRequest, name: str, there: Sequence[Row]) -> Iterator[Reason]:
    if not 0 < len(name) <= LONGEST_NAME or not is_storable(name):
        sentence = (
            f"Enter what the token is for, in {LONGEST_NAME} letters or fewer"
            if is_storable(name)
            else f"The name holds {UNSTORABLE}"
        )
        yield Reason(why=Why.ANSWER, about="name", sentence=f"{sentence}.")
    if name in {row["name"] for row in there}:
        sentence = f"There is a token ‘{name}’ already. End it first, or choose a name."
        yield Reason(why=Why.ANSWER, about="name", sentence=sentence)
    if not 1 <= asked.days <= MOST_DAYS:
        sentence = f"A token is for 1 to {MOST_DAYS} days, not for {asked.days}."
        yield Reason(why=Why.ANSWER, about="days", sentence=sentence)
    if len(there) >= MOST:
        sentence = f"There are {MOST} tokens already. End one that is not used."
        yield Reason(why=Why.ANSWER, about="name", sentence=sentence)


def _no_account(user: str) -> Reason:
    sentence = f"There is no account of '{user}', or it is closed."
    return Reason(why=Why.STAFF, about="user", sentence=sentence)


def _refuse(asked: TokenRequest, reasons: Sequence[Reason]) -> Refusal:
    return Refusal(reference=asked.user, event="make_token", reasons=tuple(reasons))


def list_tokens(
    context: Context, user: str, now: datetime
) -> tuple[TokenLine, ...] | Refusal:
    """List the tokens of an account that can be used, the newest first.

    Raises:
        StorageError: the database is missing, busy or gone.
    """
    with reading(context.database) as connection:
        account = find_account(connection, user)
        if account is None:
            return Refusal(reference=user, event="list", reasons=(_no_account(user),))
        rows = stored.open_tokens(connection, account["account_id"], now)
    names = TokenLine.__slots__
    return tuple(TokenLine(**{name: row[name] for name in names}) for row in rows)


def end_token(
    context: Context, user: str, number: str, by: str, now: datetime
) -> str | None:
    """End a token at once: the next request that sends it is refused.

    Returns:
        Its name; None when the account has no open token of this number.

    Raises:
        StorageError: the database is missing, busy, gone or full; nothing is written.
    """
    if not number or not is_storable(number):
        return None
    with writing(context.database) as connection:
        account = find_account(connection, user)
        if account is None:
            return None
        of = account["account_id"]
        ended = end_all_tokens(connection, of, by, now, about=user, number=number)
    return next(iter(ended), None)


def end_all_tokens(  # noqa: PLR0913 - an ending is said in one breath
    connection: Connection,
    account: str,
    by: str,
    now: datetime,
    *,
    about: str,
    because: str = "",
    number: str = "",
) -> tuple[str, ...]:
    """End an account's tokens, in the transaction of what ends them; give the names."""
    why = because or f"ended by {by}"
    ended = stored.end_tokens_of(connection, account, now, why, number=number)
    for name in ended:
        note(connection, now, by, "token ended", about=about, detail=name)
    return ended
