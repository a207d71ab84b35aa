"""Raise the payments that cases have given rise to, each once.

One that can not be judged is set aside with its reason; the run goes on.
"""

from datetime import date

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from casework.context import Context
from casework.jobs.planning import POISON, district_of, why
from casework.jobs.raise_reminders import UNTIL_CLEARED
from casework.jobs.tally import Tally
from engine.advance.derived import facts_of
from engine.payment import Payable, Withheld, judge
from storage.cases import stored_case
from storage.database import writing
from storage.payments import (
    Judgement,
    payments_to_judge,
    raised_group,
    record_judgement,
)
from storage.rows import Row

BATCH = 500
SUPERSEDED = Withheld(
    reasons=("A payment of the same kind was raised for this family already.",)
)


def raise_payments(context: Context) -> Tally:
    """Judge every payment that waits, or whose case has changed since it was withheld.

    Told to stop, it ends with its batch.

    Raises:
        StorageError: the database is missing, busy, gone or full; a batch that did
            not finish is not written.
    """
    tally = Tally()
    while True:
        with writing(context.database) as connection:
            rows = payments_to_judge(connection, BATCH)
            for row in rows:
                _judge_safely(context, connection, row, tally)
        if len(rows) < BATCH or context.stopping():
            return tally


def _judge_safely(
    context: Context, connection: Connection, row: Row, tally: Tally
) -> None:
    """Judge one; what can not be judged is set aside."""
    tally.examined += 1
    try:
        found = judgement_of(context, connection, row, context.today())
        tally.fired += _record(context, connection, row, found)
    except POISON as error:
        reason = why(error)
        aside = Judgement(payment=row["payment"], why=reason, set_aside=True)
        record_judgement(connection, row, aside)
        what = f"{row['reference']}, payment {row['payment']}"
        tally.failures.append(f"{what}: {reason}. {UNTIL_CLEARED}")


def _record(
    context: Context, connection: Connection, row: Row, found: Payable | Withheld
) -> int:
    """Write what became of one; give 1 when it was raised."""
    verdict = _verdict(context, row, found)
    try:
        with connection.begin_nested():
            written = record_judgement(connection, row, verdict)
    except IntegrityError:  # another process has raised one of the group meanwhile
        verdict = _verdict(context, row, SUPERSEDED)
        written = record_judgement(connection, row, verdict)
    return int(written and verdict.raised_at is not None)


def _verdict(context: Context, row: Row, found: Payable | Withheld) -> Judgement:
    payment = row["payment"]
    if isinstance(found, Withheld):
        return Judgement(payment=payment, why=" ".join(found.reasons))
    return Judgement(payment=payment, pence=found.pence, raised_at=context.now())


def judgement_of(
    context: Context, connection: Connection, row: Row, today: date
) -> Payable | Withheld:
    """Judge a payment's row by the framework that its case is pinned to, on a day.

    Raises:
        LookupError: its district, definition or payment is missing.
        ValueError: the facts of its case can not be read.
    """
    if raised_group(connection, row, row["once"]):
        return SUPERSEDED
    district = district_of(connection, row).district
    workflow = context.workflow(connection, row["workflow_hash"], district)
    facts = facts_of(stored_case(row).view, today=today)
    return judge(workflow.framework, row["payment"], facts)
