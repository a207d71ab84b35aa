"""What became of letters: written by the process whose attempt it was, and no other."""

from datetime import datetime

from sqlalchemy import Connection, bindparam, select, update

from engine.delivery.outcome import Verdict
from storage.held import Held, Order, write, write_together
from storage.letters import MINE, THIS_ATTEMPT, Key, key_of, parts_of
from storage.outbox import became_of, note_tried_anew
from storage.rows import inline, table_of
from storage.tables import Letter, LetterAttempt

_letter = table_of(Letter)
_attempt = table_of(LetterAttempt)
_SETTLE = Held(
    update(_letter)
    .where(
        MINE,
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
    .where(MINE, _letter.c.state == "failed")
    .values(
        state="waiting",
        why="",
        next_try_at=bindparam("at"),
        earlier=_letter.c.attempts,
    )
)
_SETTLE_ATTEMPT = Held(
    update(_attempt)
    .where(THIS_ATTEMPT)
    .values(outcome=bindparam("how"), said=bindparam("answer"))
)


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
    (parts,) = parts_of(connection, [letter])
    if write(connection, _SETTLE, [part | values for part in parts]) != len(parts):
        return False
    how = {"sent": "sent", "waiting": "not_now", "failed": "never"}[verdict.state]
    answer = {"how": how, "answer": verdict.why or verdict.reference}
    told = key_of(letter) | {"of_attempt": attempt} | answer
    notes = (became_of(part, verdict.state, verdict.why) for part in parts)
    write_together(connection, [*notes, Order(_SETTLE_ATTEMPT, [told])])
    return True


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
        (parts,) = parts_of(connection, [whole])
        for part in parts:
            connection.execute(_TRY_ANEW, part | {"at": now})
            note_tried_anew(connection, part["of_district"], part["of_letter"])
    return len(letters)
