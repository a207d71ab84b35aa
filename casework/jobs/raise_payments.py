"""Raise the payments that cases have given rise to, each once."""

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from casework.context import Context
from casework.jobs.tally import Tally
from engine.advance.derived import facts_of
from engine.payment import Payable, Withheld, judge
from storage.cases import stored_case
from storage.database import writing
from storage.districts import find_district
from storage.payments import (
    Judgement,
    payments_to_judge,
    raised_group,
    record_judgement,
)
from storage.rows import Row

BATCH = 500
_SUPERSEDED = "A payment of the same kind was raised for this family already."


def raise_payments(context: Context) -> Tally:
    """Judge every payment that waits, or whose case has changed since it was withheld.

    Raises:
        StorageError: the database is missing, busy, gone or full; a batch that did
            not finish is not written.
    """
    tally = Tally()
    while True:
        with writing(context.database) as connection:
            rows = payments_to_judge(connection, BATCH)
            for row in rows:
                tally.examined += 1
                tally.fired += _judge(context, connection, row, tally)
        if len(rows) < BATCH:
            return tally


def _judge(context: Context, connection: Connection, row: Row, tally: Tally) -> int:
    """Judge one; give 1 when it was raised. One that can not be judged is withheld."""
    try:
        verdict = _verdict(context, connection, row)
    except (LookupError, ValueError, TypeError) as error:
        why = f"It could not be judged ({type(error).__name__}: {error})."
        verdict = Judgement(payment=row["payment"], why=why)
        tally.failures.append(f"{row['reference']}, payment {row['payment']}: {why}")
    try:
        with connection.begin_nested():
            written = record_judgement(connection, row, verdict)
    except IntegrityError:  # another process has raised one of the group meanwhile
        verdict = Judgement(payment=row["payment"], why=_SUPERSEDED)
        written = record_judgement(connection, row, verdict)
    return int(written and verdict.raised_at is not None)


def _verdict(context: Context, connection: Connection, row: Row) -> Judgement:
    payment = row["payment"]
    if raised_group(connection, row, row["once"]):
        return Judgement(payment=payment, why=_SUPERSEDED)
    found = judgement_of(context, connection, row)
    if isinstance(found, Withheld):
        return Judgement(payment=payment, why=" ".join(found.reasons))
    return Judgement(payment=payment, pence=found.pence, raised_at=context.now())


def judgement_of(
    context: Context, connection: Connection, row: Row
) -> Payable | Withheld:
    """Judge a payment's row by the framework that its case is pinned to."""
    stored = find_district(connection, row["district_id"])
    if stored is None:
        return Withheld(reasons=(f"There is no district '{row['district_id']}'.",))
    workflow = context.workflow(connection, row["workflow_hash"], stored.district)
    facts = facts_of(stored_case(row).view, today=context.today())
    return judge(workflow.framework, row["payment"], facts)
