"""Pausing and resuming share this: one clock of one case, in one transaction."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection

from casework.advance_case import (
    Advanced,
    AdvanceRequest,
    FoundCase,
    advanced,
    find_for_change,
    refused,
)
from casework.context import Context
from engine.advance.case import Actor
from engine.advance.open_clock import ClockCommand, OpenClock
from engine.advance.pausing import decide_on_clock
from engine.advance.refusal import Reason, Refusal
from storage.cases import StoredCase, write_advance
from storage.database import writing
from storage.pauses import fired_of, open_clocks_of, pauses_of, time_of


@dataclass(frozen=True, kw_only=True, slots=True)
class ClockChange:
    """What is asked of which clock of which case, and by whom."""

    reference: str
    event: str
    clock: str
    subject: str
    reason: str
    note: str
    user: str
    command_id: str
    seen_version: int | None


def change_clock(context: Context, change: ClockChange) -> Advanced | Refusal:
    """Pause or resume a clock, or say every reason why not.

    Raises:
        StorageError: the database is missing, busy, gone or full; nothing is written.
    """
    request = AdvanceRequest(
        reference=change.reference,
        event=change.event,
        user=change.user,
        answers=_answers(change),
        command_id=change.command_id,
        seen_version=change.seen_version,
    )
    with writing(context.database) as connection:
        found = find_for_change(context, connection, request)
        if not isinstance(found, FoundCase):
            return found
        setting, actor = found.setting, found.actor
        if isinstance(actor, Reason):
            return refused(request, actor)
        clocks = tuple(open_clocks(connection, found.case))
        view, command = found.case.view, _command(change, actor)
        decision = decide_on_clock(setting, view, clocks, command)
        if isinstance(decision, Refusal):
            return decision
        write_advance(connection, found.case, decision)
        return advanced(decision)


def _answers(change: ClockChange) -> dict[str, object]:
    """Give what the history keeps of a change: a repeat is told from another one."""
    said = {
        "clock": change.clock,
        "subject": change.subject,
        "reason": change.reason,
        "note": _note(change),
    }
    return {name: text for name, text in said.items() if text}


def _note(change: ClockChange) -> str:
    return " ".join(change.note.split())


def open_clocks(connection: Connection, case: StoredCase) -> Iterator[OpenClock]:
    """Give the clocks of a case that have not ended, with their rests."""
    rows = open_clocks_of(connection, (case.district_id, case.number))
    pauses, fired = pauses_of(connection, rows), fired_of(connection, rows)
    for row in rows:
        key = (row["district_id"], row["id"])
        yield OpenClock(
            id=row["id"],
            clock=row["clock"],
            subject=row["subject"],
            time=time_of(row, pauses.get(key, ())),
            fired=fired.get(key, frozenset()),
            why=row["pause_reason"],
        )


def _command(change: ClockChange, actor: Actor) -> ClockCommand:
    return ClockCommand(
        reference=change.reference,
        event=change.event,
        clock=change.clock,
        subject=change.subject,
        reason=change.reason,
        note=_note(change),
        actor=actor,
        command_id=change.command_id,
        seen_version=change.seen_version,
    )
