"""Sessions: who is signed in, on which browser, and until when.

The token is in the browser's cookie only; here is its hash. A new sign-in has a new
token, so that nobody can prepare one for somebody else.
"""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from secrets import token_urlsafe

from casework.access.sights import sight_of_account
from casework.context import Context
from engine.access.sight import Sight
from storage import web_sessions as stored
from storage.database import reading, writing
from storage.rows import Row

Limits = tuple[timedelta, timedelta]
"""How long a session may stand idle, and how long it may last in all."""
_NOTED_EVERY = timedelta(minutes=1)
_KEPT_FOR = timedelta(days=30)
_BYTES = 32
_LONGEST_BROWSER = 120


@dataclass(frozen=True, kw_only=True, slots=True)
class Alert:
    """What the next page says: that something was done, or was not.

    `kind` is `success`, `information`, `warning` or `error`; `href` and `link` lead on.
    """

    sentence: str
    kind: str = "success"
    href: str = ""
    link: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class SignedIn:
    """Somebody who is signed in. `session` is the hash of their token."""

    sight: Sight
    session: str
    number: str
    must_change: bool
    alert: Alert | None


@dataclass(frozen=True, kw_only=True, slots=True)
class SessionLine:
    """One open session of an account."""

    number: str
    browser: str
    started_at: datetime
    seen_at: datetime


def start_session(context: Context, account: str, browser: str, now: datetime) -> str:
    """Start a session, and give its token: it goes into the cookie and nowhere else.

    Args:
        context: the database.
        account: the id of the account that has signed in.
        browser: what the browser calls itself.
        now: the moment by the wall clock.

    Raises:
        StorageError: the database is missing, busy or gone.
    """
    token = token_urlsafe(_BYTES)
    row: dict[str, object] = {
        "token_hash": hash_of(token),
        "account_id": account,
        "number": token_urlsafe(9),
        "browser": browser[:_LONGEST_BROWSER],
        "started_at": now,
        "seen_at": now,
    }
    with writing(context.database) as connection:
        stored.clear_old_sessions(connection, now - _KEPT_FOR)
        stored.write_session(connection, row)
    return token


def hash_of(token: str) -> str:
    """Give the hash under which a token is kept."""
    return hashlib.sha256(token.encode()).hexdigest()


def find_session(
    context: Context, token: str, now: datetime, limits: Limits
) -> SignedIn | None:
    """Find out who is signed in, if the session is open and neither limit has passed.

    Raises:
        StorageError: the database is missing, busy or gone.
    """
    with reading(context.database) as connection:
        row = stored.find_open_session(connection, hash_of(token))
        if row is None or not _lasts(row, now, limits):
            return None
        sight = sight_of_account(context, connection, row, now)
    if now - row["seen_at"] >= _NOTED_EVERY:
        with writing(context.database) as connection:
            stored.change_session(connection, row["token_hash"], seen_at=now)
    alert = Alert(**json.loads(row["alert"])) if row["alert"] else None
    return SignedIn(
        sight=sight,
        session=row["token_hash"],
        number=row["number"],
        must_change=row["must_change"],
        alert=alert,
    )


def _lasts(row: Row, now: datetime, limits: Limits) -> bool:
    idle, longest = limits
    seen, started = row["seen_at"], row["started_at"]
    return bool(now - seen < idle and now - started < longest)


def leave_alert(context: Context, session: str, alert: Alert) -> None:
    """Leave what the next page of a session is to say."""
    text = json.dumps(asdict(alert))
    with writing(context.database) as connection:
        stored.change_session(connection, session, alert=text)


def take_alert(context: Context, session: str) -> None:
    """Forget the alert of a session: it was shown."""
    with writing(context.database) as connection:
        stored.change_session(connection, session, alert="")


def end_session(context: Context, session: str, now: datetime) -> None:
    """End a session at the wish of the one who is signed in."""
    with writing(context.database) as connection:
        stored.end_session(connection, session, now, "signed out")


def end_sessions(
    context: Context,
    account: str,
    now: datetime,
    *,
    because: str = "ended by the user",
    number: str = "",
) -> int:
    """End the sessions of an account: the one of a number, or all of them.

    Returns:
        How many were ended.
    """
    with writing(context.database) as connection:
        return stored.end_sessions_of(connection, account, now, because, number=number)


def list_sessions(
    context: Context, account: str, now: datetime, limits: Limits
) -> tuple[SessionLine, ...]:
    """List the sessions of an account that are open now, the latest used first."""
    with reading(context.database) as connection:
        rows = stored.open_sessions(connection, account)
    return tuple(
        SessionLine(
            number=row["number"],
            browser=row["browser"],
            started_at=row["started_at"],
            seen_at=row["seen_at"],
        )
        for row in rows
        if _lasts(row, now, limits)
    )
