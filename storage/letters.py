"""Letters: writing them, claiming one to send, and writing what became of it.

A claim is committed before anything is sent, so that a letter is in one process's
hands at a time. One that is found `sending` long after its claim was dropped by a
process that died: it is claimed anew, as one in doubt.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Connection,
    and_,
    bindparam,
    select,
    update,
)

from engine.delivery.outcome import Verdict
from storage.addressees import enclose
from storage.outbox import (
    note_not_reached,
    note_sent,
    note_taken_back,
    note_tried_anew,
)
from storage.rows import Row, inline, insert_rows, table_of
from storage.tables import Letter, LetterAttempt

Key = Mapping[Any, Any]
"""A letter's district, id and kind, or its whole row."""

_letter = table_of(Letter)
_attempt = table_of(LetterAttempt)

_MINE = and_(
    _letter.c.district_id == bindparam("of_district"),
    _letter.c.id == bindparam("of_letter"),
)
_THIS_ATTEMPT = and_(
    _attempt.c.district_id == bindparam("of_district"),
    _attempt.c.letter_id == bindparam("of_letter"),
    _attempt.c.attempt == bindparam("of_attempt"),
)
_CLAIM = (
    update(_letter)
    .where(_MINE)
    .values(
        state="sending",
        next_try_at=None,
        claimed_at=bindparam("at"),
        attempts=bindparam("of_attempt"),
        channel=bindparam("by_channel"),
    )
)
_SETTLE = (
    update(_letter)
    .where(
        _MINE,
        _letter.c.state == bindparam("before"),
        _letter.c.attempts == bindparam("of_attempt"),
    )
    .values(
        state=bindparam("then"),
        next_try_at=bindparam("again_at"),
        sent_at=bindparam("done_at"),
        reference=bindparam("provider"),
        why=bindparam("said"),
        claimed_at=None,
    )
)
_TRY_ANEW = (
    update(_letter)
    .where(_MINE, _letter.c.state == "failed")
    .values(
        state="waiting",
        why="",
        next_try_at=bindparam("at"),
        earlier=_letter.c.attempts,
    )
)
_PARTS = select(_letter.c.district_id).where(
    _letter.c.home == bindparam("of_district"),
    _letter.c.home != inline(""),
    _letter.c.id == bindparam("of_letter"),
)
_SETTLE_ATTEMPT = (
    update(_attempt)
    .where(_THIS_ATTEMPT)
    .values(outcome=bindparam("how"), said=bindparam("answer"))
)


def write_letter(
    connection: Connection, letter: dict[str, Any], messages: Sequence[Row]
) -> None:
    """Write a letter that waits to be sent, and that it encloses these messages.

    One with a `home` waits for the letter of the same id there, and goes out with it.
    """
    usual = {
        "home": "",
        "state": "waiting",
        "attempts": 0,
        "earlier": 0,
        "claimed_at": None,
        "sent_at": None,
        "next_try_at": letter["written_at"],
        "channel": "",
        "reference": "",
        "why": "",
    }
    insert_rows(connection, Letter, [usual | letter])
    enclose(connection, letter, messages)


def next_letter(
    connection: Connection,
    districts: Collection[str],
    now: datetime,
    doubtful_since: datetime,
) -> Row | None:
    """Find one letter to send, and hold its row; `claim_letter` makes it ours.

    Args:
        connection: a writing transaction.
        districts: those whose people may be written to now.
        now: the moment, in UTC.
        doubtful_since: claims from before this moment were dropped by the dead.
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
            .limit(1)
            .with_for_update(skip_locked=True)
        )
        found = connection.execute(statement).mappings().one_or_none()
        if found is not None:
            return found
    return None


def claim_letter(
    connection: Connection, letter: Row, channel: str, now: datetime
) -> int:
    """Write that a letter is being sent; give the number of this attempt."""
    attempt = int(letter["attempts"]) + 1
    values = {"of_attempt": attempt, "at": now, "by_channel": channel}
    for part in _parts(connection, letter):
        connection.execute(_CLAIM, part | values)
    row = {
        "district_id": letter["district_id"],
        "letter_id": letter["id"],
        "attempt": attempt,
        "began_at": now,
        "channel": channel,
        "outcome": "",
        "said": "",
    }
    insert_rows(connection, LetterAttempt, [row])
    return attempt


def settle_letter(
    connection: Connection, letter: Key, attempt: int, verdict: Verdict, now: datetime
) -> bool:
    """Write what became of an attempt; False when somebody else has it by now."""
    return _settle(connection, letter, attempt, verdict, now, before="sending")


def take_back(
    connection: Connection, letter: Key, attempt: int, verdict: Verdict, now: datetime
) -> bool:
    """Write that a letter which a channel had taken was not delivered after all.

    Returns:
        False when it was sent again, or is being sent, by now.
    """
    return _settle(connection, letter, attempt, verdict, now, before="sent")


def _settle(  # noqa: PLR0913 - what became of which attempt, and when
    connection: Connection,
    letter: Key,
    attempt: int,
    verdict: Verdict,
    now: datetime,
    *,
    before: str,
) -> bool:
    values = {
        "of_attempt": attempt,
        "before": before,
        "then": verdict.state,
        "again_at": verdict.next_try_at,
        "done_at": now if verdict.state == "sent" else None,
        "provider": verdict.reference,
        "said": verdict.why,
    }
    for part in _parts(connection, letter):
        if connection.execute(_SETTLE, part | values).rowcount != 1:
            return False
        _note(connection, part, verdict)
    how = {"sent": "sent", "waiting": "not_now", "failed": "never"}[verdict.state]
    answer = {"how": how, "answer": verdict.why or verdict.reference}
    connection.execute(_SETTLE_ATTEMPT, _key(letter) | {"of_attempt": attempt} | answer)
    return True


def _note(connection: Connection, part: dict[str, Any], verdict: Verdict) -> None:
    """Write what the verdict on a letter means for the messages that it encloses."""
    district, id_ = part["of_district"], part["of_letter"]
    if verdict.state == "sent":
        note_sent(connection, district, id_)
    elif verdict.state == "failed":
        note_not_reached(connection, district, id_, verdict.why)
    elif verdict.state == "waiting":
        note_taken_back(connection, district, id_)


def try_anew(connection: Connection, district: str, now: datetime) -> int:
    """Let a district's letters that were set aside be tried again, at once."""
    found = connection.execute(
        select(_letter)
        .where(_letter.c.district_id == district, _letter.c.state == inline("failed"))
        .with_for_update()
    ).mappings()
    letters = list(found)
    for letter in letters:
        whole = dict(letter) | {"district_id": letter["home"] or district}
        for part in _parts(connection, whole):
            connection.execute(_TRY_ANEW, part | {"at": now})
            note_tried_anew(connection, part["of_district"], part["of_letter"])
    return len(letters)


def _parts(connection: Connection, letter: Key) -> list[dict[str, Any]]:
    """Give the keys of a letter's rows: its own first, then those in other districts.

    Only a digest has others.
    """
    own = _key(letter)
    if letter["kind"] != "digest":
        return [own]
    others = connection.execute(_PARTS, own).scalars()
    return [own, *(own | {"of_district": district} for district in others)]


def _key(letter: Key) -> dict[str, Any]:
    return {"of_district": letter["district_id"], "of_letter": letter["id"]}
