"""What a program sends in place of a session: whose token it is, and whether it counts.

That a token is used is noted once a day, as a sign-in is; that one is refused, always.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from casework.access.events import note
from casework.access.sessions import hash_of
from casework.access.sights import sight_of_account
from casework.context import Context
from engine.access.sight import Sight
from engine.local_time import in_words, london_day
from storage.access_tokens import find_token, note_used
from storage.database import reading, writing
from storage.rows import Row

_NOTED_EVERY = timedelta(minutes=1)
_UNKNOWN = (
    "This token is not known here. Check that the whole of it was sent; or get a new "
    "one, under Your account."
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Presented:
    """A token that counts: what its holder sees now, and whether it may only read."""

    sight: Sight
    read_only: bool


@dataclass(frozen=True, slots=True)
class NotAdmitted:
    """A token that does not count, and what to do, as a sentence."""

    sentence: str


def use_token(context: Context, token: str, now: datetime) -> Presented | NotAdmitted:
    """Find out for whom a program asks, with the rights that they have at this moment.

    Raises:
        StorageError: the database is missing, busy or gone.
    """
    with reading(context.database) as connection:
        row = find_token(connection, hash_of(token))
        against = _against(row, now)
        if row is not None and not against:
            sight = sight_of_account(context, connection, row, now)
    if row is None or against:
        _note_refusal(context, row, now)
        return NotAdmitted(against)
    _note_use(context, row, now)
    asks = replace(sight, token=row["name"])
    return Presented(sight=asks, read_only=row["read_only"])


def _against(row: Row | None, now: datetime) -> str:
    if row is None:
        return _UNKNOWN
    name = row["name"]
    if row["ended_at"] is not None:
        when = in_words(row["ended_at"])
        return f"The token ‘{name}’ was ended on {when}. Use another one."
    if row["expires_at"] <= now:
        when = in_words(row["expires_at"])
        return f"The token ‘{name}’ expired on {when}. Make a new one."
    if not row["active"]:
        return "The account of this token is closed. Ask an administrator."
    return ""


def _note_refusal(context: Context, row: Row | None, now: datetime) -> None:
    user, name = (row["user"], row["name"]) if row is not None else ("(unknown)", "")
    with writing(context.database) as connection:
        note(connection, now, user, "token refused", detail=name)


def _note_use(context: Context, row: Row, now: datetime) -> None:
    used = row["used_at"]
    if used is not None and now - used < _NOTED_EVERY:
        return
    with writing(context.database) as connection:
        note_used(connection, row["token_hash"], now)
        if used is None or london_day(used) != london_day(now):
            note(connection, now, row["user"], "token used", detail=row["name"])
