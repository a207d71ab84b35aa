"""Everything that belongs to one case, each kind in one query."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, func, select
from sqlmodel import SQLModel

from storage.clocks import CaseKey
from storage.rows import Row, table_of
from storage.tables import (
    Clock,
    Consent,
    Decision,
    Evidence,
    Meeting,
    OutboxMessage,
    PaymentTrigger,
    Result,
    Review,
)


def evidence_of(connection: Connection, case: CaseKey) -> list[Row]:
    """Give the evidence on criteria, the oldest first."""
    return _rows(connection, case, Evidence, ("dated", "id"))


def consents_of(connection: Connection, case: CaseKey) -> list[Row]:
    """Give what the family said when asked, in order."""
    return _rows(connection, case, Consent, ("recorded_at", "id"))


def reviews_of(connection: Connection, case: CaseKey) -> list[Row]:
    """Give the reviews held, in order."""
    return _rows(connection, case, Review, ("held_on", "id"))


def results_of(connection: Connection, case: CaseKey) -> list[Row]:
    """Give the results evidenced, in order."""
    return _rows(connection, case, Result, ("recorded_at", "id"))


def payments_of(connection: Connection, case: CaseKey) -> list[Row]:
    """Give the payments that the case may give rise to, in order."""
    return _rows(connection, case, PaymentTrigger, ("triggered_on", "payment"))


def running_clocks_of(connection: Connection, case: CaseKey) -> list[Row]:
    """Give the clocks that have not ended: the next one due first, then the resting."""
    clock = table_of(Clock)
    open_ones = (clock.c.stopped_on.is_(None),)
    # Sorted here: asked for by due day, SQLite would look through a whole district's.
    rows = _rows(connection, case, Clock, ("clock", "subject"), open_ones)
    return sorted(rows, key=_next_due)


def _next_due(clock: Row) -> tuple[bool, date, str]:
    due = clock["due_on"]
    return (due is None, due or date.max, clock["id"])


def decisions_of(connection: Connection, case: CaseKey) -> list[Row]:
    """Give what boards decided of the case, each with its meeting, in order."""
    decision, meeting = table_of(Decision), table_of(Meeting)
    district, number = case
    statement = (
        select(decision, meeting.c.held_on, meeting.c.body)
        .join(
            meeting,
            (meeting.c.district_id == decision.c.district_id)
            & (meeting.c.reference == decision.c.meeting),
        )
        .where(decision.c.district_id == district, decision.c.case_number == number)
        .order_by(meeting.c.held_on, decision.c.meeting)
    )
    return list(connection.execute(statement).mappings())


def messages_of(connection: Connection, case: CaseKey) -> list[Row]:
    """Give the case's messages, the oldest first."""
    return _rows(connection, case, OutboxMessage, ("created_at", "id"))


def message_counts_of(connection: Connection, case: CaseKey) -> dict[str, int]:
    """Count the case's messages by what became of them."""
    outbox = table_of(OutboxMessage)
    district, number = case
    statement = (
        select(outbox.c.state, func.count())
        .where(outbox.c.district_id == district, outbox.c.case_number == number)
        .group_by(outbox.c.state)
    )
    return dict(connection.execute(statement).all())


def _rows(
    connection: Connection,
    case: CaseKey,
    model: type[SQLModel],
    order: Sequence[str],
    more: Sequence[Any] = (),
) -> list[Row]:
    table = table_of(model)
    district, number = case
    statement = (
        select(table)
        .where(table.c.district_id == district, table.c.case_number == number, *more)
        .order_by(*(table.c[name] for name in order))
    )
    return list(connection.execute(statement).mappings())
