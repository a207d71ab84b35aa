"""Letters: writing them, and claiming some to send.

A claim is committed before anything is sent, so that a letter is in one process's
hands at a time. One that is found `sending` long after its claim was dropped by a
process that died: it is claimed anew, as one in doubt.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, bindparam, delete, select, update

from storage.addressees import enclose
from storage.held import Held, Order, ask_together, write, write_together
from storage.rows import Row, inline, insert_rows, table_of
from storage.tables import Letter, LetterAttempt

Key = Mapping[Any, Any]
"""A letter's district, id and kind, or its whole row."""

_letter = table_of(Letter)
_attempt = table_of(LetterAttempt)

MINE = and_(
    _letter.c.district_id == bindparam("of_district"),
    _letter.c.id == bindparam("of_letter"),
)
THIS_ATTEMPT = and_(
    _attempt.c.district_id == bindparam("of_district"),
    _attempt.c.letter_id == bindparam("of_letter"),
    _attempt.c.attempt == bindparam("of_attempt"),
)
_CLAIM = Held(
    update(_letter)
    .where(MINE)
    .values(
        state="sending",
        next_try_at=None,
        claimed_at=bindparam("at"),
        attempts=bindparam("of_attempt"),
        channel=bindparam("by_channel"),
    )
)
_OURS = and_(
    MINE,
    _letter.c.state == "sending",
    _letter.c.attempts == bindparam("of_attempt"),
)
_PUT_BACK = Held(
    update(_letter)
    .where(_OURS)
    .values(
        state="waiting",
        next_try_at=bindparam("at"),
        claimed_at=None,
        attempts=_letter.c.attempts - 1,
    )
)
_WAITS_AGAIN = (
    select(_letter.c.id).where(MINE, _letter.c.attempts < _attempt.c.attempt).exists()
)
_NOT_BEGUN = Held(
    delete(_attempt).where(THIS_ATTEMPT, _attempt.c.outcome == "", _WAITS_AGAIN)
)
_PARTS = Held(
    select(_letter.c.district_id).where(
        _letter.c.home == bindparam("of_district"),
        _letter.c.home != inline(""),
        _letter.c.id == bindparam("of_letter"),
    )
)


def write_letters(
    connection: Connection, letters: Sequence[tuple[dict[str, Any], Sequence[Row]]]
) -> None:
    """Write letters that wait to be sent, and the messages that each encloses.

    One with a `home` waits for the letter of the same id there, and goes out with it.
    """
    usual = {
        "home": "",
        "state": "waiting",
        "attempts": 0,
        "earlier": 0,
        "claimed_at": None,
        "sent_at": None,
        "channel": "",
        "reference": "",
        "why": "",
    }
    rows = [
        usual | {"next_try_at": letter["written_at"]} | letter for letter, _ in letters
    ]
    insert_rows(connection, Letter, rows)
    enclose(connection, letters)


def next_letters(
    connection: Connection,
    districts: Collection[str],
    now: datetime,
    doubtful_since: datetime,
    most: int,
) -> list[Row]:
    """Find letters to send, and hold their rows; `claim_letters` makes them ours.

    Args:
        connection: a writing transaction.
        districts: those whose people may be written to now.
        now: the moment, in UTC.
        doubtful_since: claims from before this moment were dropped by the dead.
        most: no more than this many.
    """
    due = (_letter.c.state == inline("waiting"), _letter.c.next_try_at <= now)
    doubtful = (
        _letter.c.state == inline("sending"),
        _letter.c.claimed_at <= doubtful_since,
    )
    for which, order in (
        (due, _letter.c.next_try_at),
        (doubtful, _letter.c.claimed_at),
    ):
        statement = (
            select(_letter)
            .where(*which, _letter.c.home == "", _letter.c.district_id.in_(districts))
            .order_by(order, _letter.c.district_id, _letter.c.id)
            .limit(most)
            .with_for_update(skip_locked=True)
        )
        found = connection.execute(statement).mappings().all()
        if found:
            return list(found)
    return []


def claim_letters(
    connection: Connection, letters: Iterable[tuple[Row, str]], now: datetime
) -> None:
    """Write that letters are being sent, each by its channel, in their next attempt."""
    mine = list(letters)
    claims, attempts = [], []
    parts = parts_of(connection, [letter for letter, _ in mine])
    for (letter, channel), theirs in zip(mine, parts, strict=True):
        attempt = int(letter["attempts"]) + 1
        values = {"of_attempt": attempt, "at": now, "by_channel": channel}
        claims += [part | values for part in theirs]
        attempts.append(
            {
                "district_id": letter["district_id"],
                "letter_id": letter["id"],
                "attempt": attempt,
                "began_at": now,
                "channel": channel,
                "outcome": "",
                "said": "",
            }
        )
    write(connection, _CLAIM, claims)
    insert_rows(connection, LetterAttempt, attempts)


def put_back(
    connection: Connection, letters: Iterable[tuple[Key, int]], now: datetime
) -> None:
    """Let letters wait again whose attempt was claimed and not begun."""
    mine = list(letters)
    parts = parts_of(connection, [letter for letter, _ in mine])
    ours = [
        part | {"of_attempt": attempt, "at": now}
        for (_, attempt), theirs in zip(mine, parts, strict=True)
        for part in theirs
    ]
    write_together(connection, [Order(_PUT_BACK, ours), Order(_NOT_BEGUN, ours)])


def parts_of(
    connection: Connection, letters: Sequence[Key]
) -> list[list[dict[str, Any]]]:
    """Give the keys of letters' rows: each its own first, then those elsewhere.

    Only a digest has others, in other districts.
    """
    own = [key_of(letter) for letter in letters]
    asked = [
        (_PARTS, key)
        for key, letter in zip(own, letters, strict=True)
        if letter["kind"] == "digest"
    ]
    answers = iter(ask_together(connection, *asked) if asked else ())
    return [
        [key, *(_elsewhere(key, next(answers)) if letter["kind"] == "digest" else ())]
        for key, letter in zip(own, letters, strict=True)
    ]


def _elsewhere(key: dict[str, Any], rows: Iterable[Row]) -> list[dict[str, Any]]:
    return [key | {"of_district": row["district_id"]} for row in rows]


def key_of(letter: Key) -> dict[str, Any]:
    """Give the key of a letter's own row, as statements bind it."""
    return {"of_district": letter["district_id"], "of_letter": letter["id"]}
