"""Sessions of the pages, by the hash of their token."""

from datetime import datetime

from sqlalchemy import ColumnElement, Connection, bindparam, delete, select, update

from storage.held import Held, ask_one
from storage.rows import Row, insert_rows, table_of
from storage.tables import Account, SignInAttempt, WebSession

_session = table_of(WebSession)
_account = table_of(Account)
_attempt = table_of(SignInAttempt)
_OPEN = Held(
    select(_session, _account.c.user, _account.c.title, _account.c.must_change)
    .join(_account, _account.c.account_id == _session.c.account_id)
    .where(
        _session.c.token_hash == bindparam("token"),
        _session.c.ended_at.is_(None),
        _account.c.active,
    )
)


def find_open_session(connection: Connection, token_hash: str) -> Row | None:
    """Read a session that was not ended, with its account, if that is active."""
    return ask_one(connection, _OPEN, {"token": token_hash})


def open_sessions(connection: Connection, account: str) -> list[Row]:
    """Read the sessions of an account that were not ended, the latest first."""
    statement = (
        select(_session)
        .where(_session.c.account_id == account, _session.c.ended_at.is_(None))
        .order_by(_session.c.seen_at.desc(), _session.c.number)
    )
    return list(connection.execute(statement).mappings())


def write_session(connection: Connection, session: dict[str, object]) -> None:
    """Write a new session."""
    insert_rows(connection, WebSession, [session])


def change_session(connection: Connection, token_hash: str, **values: object) -> None:
    """Write columns of a session: when it was seen, what its next page says."""
    statement = update(_session).where(_session.c.token_hash == token_hash)
    connection.execute(statement.values(**values))


def end_session(
    connection: Connection, token_hash: str, at: datetime, because: str
) -> None:
    """End one session, if it was not ended before."""
    _end(connection, _session.c.token_hash == token_hash, at, because)


def end_sessions_of(
    connection: Connection, account: str, at: datetime, because: str, *, number: str
) -> int:
    """End the sessions of an account: the one of a number, or all for ''.

    Returns:
        How many were ended.
    """
    which = _session.c.account_id == account
    if number:
        which &= _session.c.number == number
    return _end(connection, which, at, because)


def _end(
    connection: Connection, which: ColumnElement[bool], at: datetime, because: str
) -> int:
    statement = (
        update(_session)
        .where(which, _session.c.ended_at.is_(None))
        .values(ended_at=at, ended_because=because)
    )
    return connection.execute(statement).rowcount


def clear_old_sessions(connection: Connection, before: datetime) -> None:
    """Forget the sessions, and the sign-ins under way, that ended before a moment."""
    connection.execute(delete(_session).where(_session.c.seen_at < before))
    connection.execute(delete(_attempt).where(_attempt.c.ends_at < before))


def write_attempt(
    connection: Connection, token_hash: str, content: str, ends_at: datetime
) -> None:
    """Write a sign-in that is under way."""
    row = {"token_hash": token_hash, "content": content, "ends_at": ends_at}
    insert_rows(connection, SignInAttempt, [row])


def take_attempt(connection: Connection, token_hash: str, now: datetime) -> str:
    """Read a sign-in that is under way, and forget it; '' when there is none."""
    statement = (
        delete(_attempt)
        .where(_attempt.c.token_hash == token_hash)
        .returning(_attempt.c.content, _attempt.c.ends_at)
    )
    found = connection.execute(statement).mappings().one_or_none()
    return str(found["content"]) if found and found["ends_at"] > now else ""
