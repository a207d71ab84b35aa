"""Access tokens, by the hash of what a program sends."""

from datetime import datetime

from sqlalchemy import (
    ColumnElement,
    Connection,
    and_,
    bindparam,
    delete,
    or_,
    select,
    update,
)

from storage.held import Held, ask_one
from storage.rows import Row, insert_rows, table_of
from storage.tables import AccessToken, Account

_token = table_of(AccessToken)
_account = table_of(Account)
_OF_HASH = Held(
    select(_token, _account.c.user, _account.c.title, _account.c.active)
    .join(_account, _account.c.account_id == _token.c.account_id)
    .where(_token.c.token_hash == bindparam("token"))
)


def find_token(connection: Connection, token_hash: str) -> Row | None:
    """Read a token, ended or not, with its account and whether that is active."""
    return ask_one(connection, _OF_HASH, {"token": token_hash})


def open_tokens(connection: Connection, account: str, now: datetime) -> list[Row]:
    """Read the tokens of an account that are of use now, the newest first."""
    statement = (
        select(_token)
        .where(_token.c.account_id == account, _is_open(now))
        .order_by(_token.c.made_at.desc(), _token.c.number)
    )
    return list(connection.execute(statement).mappings())


def write_token(connection: Connection, token: dict[str, object]) -> None:
    """Write a new token."""
    insert_rows(connection, AccessToken, [token])


def note_used(connection: Connection, token_hash: str, at: datetime) -> None:
    """Write when a token was used last."""
    mine = _token.c.token_hash == token_hash
    connection.execute(update(_token).where(mine).values(used_at=at))


def end_tokens_of(
    connection: Connection, account: str, at: datetime, because: str, *, number: str
) -> tuple[str, ...]:
    """End the open tokens of an account: the one of a number, or all for ''.

    Returns:
        The names of those that were ended.
    """
    which = (_token.c.account_id == account) & _is_open(at)
    if number:
        which &= _token.c.number == number
    statement = (
        update(_token)
        .where(which)
        .values(ended_at=at, ended_because=because)
        .returning(_token.c.name)
    )
    return tuple(connection.execute(statement).scalars())


def clear_old_tokens(connection: Connection, before: datetime) -> None:
    """Forget the tokens that ended or expired before a moment."""
    gone = or_(_token.c.ended_at < before, _token.c.expires_at < before)
    connection.execute(delete(_token).where(gone))


def _is_open(now: datetime) -> ColumnElement[bool]:
    return and_(_token.c.ended_at.is_(None), _token.c.expires_at > now)
