"""Letters: writing them, claiming one to send, and writing what became of it.

A claim is committed before anything is sent, so that a letter is in one process's
hands at a time. One that is found `sending` long after its claim was dropped by a
process that died: it is claimed anew, as one in doubt.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Connection,
    and_,
    bindparam,
    select,
    tuple_,
    update,
)

from engine.delivery.outcome import Verdict
from storage.addressees import ITS_MESSAGE, enclose
from storage.clocks import CaseKey
from storage.outbox import note_not_reached, note_sent, note_tried_anew
from storage.rows import Row, inline, insert_rows, table_of
from storage.tables import Addressee, Letter, LetterAttempt, OutboxMessage

_letter = table_of(Letter)
_attempt = table_of(LetterAttempt)
_addressee = table_of(Addressee)
_outbox = table_of(OutboxMessage)

_MINE = and_(
    _letter.c.district_id == bindparam("of_district"),
    _letter.c.id == bindparam("of_letter"),
)
_ITS_LETTER = and_(
    _letter.c.district_id == _attempt.c.district_id,
    _letter.c.id == _attempt.c.letter_id,
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
        _letter.c.state == "sending",
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
_SETTLE_ATTEMPT = (
    update(_attempt)
    .where(_THIS_ATTEMPT)
    .values(outcome=bindparam("how"), said=bindparam("answer"))
)


def write_letter(
    connection: Connection, letter: dict[str, Any], messages: Sequence[Row]
) -> None:
    """Write a letter that waits to be sent, and that it encloses these messages."""
    usual = {
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
            .where(*which, _letter.c.district_id.in_(districts))
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
    values = _key(letter) | {"of_attempt": attempt, "at": now, "by_channel": channel}
    connection.execute(_CLAIM, values)
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
    connection: Connection, letter: Row, attempt: int, verdict: Verdict, now: datetime
) -> bool:
    """Write what became of an attempt; False when somebody else has it by now."""
    values = _key(letter) | {
        "of_attempt": attempt,
        "then": verdict.state,
        "again_at": verdict.next_try_at,
        "done_at": now if verdict.state == "sent" else None,
        "provider": verdict.reference,
        "said": verdict.why,
    }
    if connection.execute(_SETTLE, values).rowcount != 1:
        return False
    how = {"sent": "sent", "waiting": "not_now", "failed": "never"}[verdict.state]
    answer = {"how": how, "answer": verdict.why or verdict.reference}
    connection.execute(_SETTLE_ATTEMPT, _key(letter) | {"of_attempt": attempt} | answer)
    district, id_ = letter["district_id"], letter["id"]
    if verdict.state == "sent":
        note_sent(connection, district, id_)
    if verdict.state == "failed":
        note_not_reached(connection, district, id_, verdict.why)
    return True


def try_anew(connection: Connection, district: str, now: datetime) -> int:
    """Let a district's letters that were set aside be tried again, at once."""
    found = connection.execute(
        select(_letter.c.district_id, _letter.c.id)
        .where(_letter.c.district_id == district, _letter.c.state == inline("failed"))
        .with_for_update()
    ).all()
    for _, letter in found:
        connection.execute(
            update(_letter)
            .where(tuple_(_letter.c.district_id, _letter.c.id) == (district, letter))
            .values(
                state="waiting", why="", next_try_at=now, earlier=_letter.c.attempts
            )
        )
        note_tried_anew(connection, district, letter)
    return len(found)


def attempts_of(connection: Connection, case: CaseKey) -> list[Row]:
    """Give the attempts to send letters that tell of a case, in order."""
    district, number = case
    told = (
        select(_addressee.c.letter_id)
        .join(_outbox, ITS_MESSAGE)
        .where(_outbox.c.district_id == district, _outbox.c.case_number == number)
    )
    statement = (
        select(_attempt, _letter.c.user)
        .join(_letter, _ITS_LETTER)
        .where(_attempt.c.district_id == district, _attempt.c.letter_id.in_(told))
        .order_by(_attempt.c.began_at, _attempt.c.letter_id, _attempt.c.attempt)
    )
    return list(connection.execute(statement).mappings())


def _key(letter: Row) -> dict[str, Any]:
    return {"of_district": letter["district_id"], "of_letter": letter["id"]}
