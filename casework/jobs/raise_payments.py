"""Raise the payments that cases have given rise to, each once.

A batch is judged one by one and written at once. One that can not be judged is set
aside with its reason; the run goes on.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from casework.context import Context
from casework.jobs.planning import POISON, Planner, why
from casework.jobs.raise_reminders import UNTIL_CLEARED
from casework.jobs.tally import Tally
from engine.advance.derived import facts_of
from engine.payment import Payable, Withheld, judge
from storage.cases import stored_case
from storage.database import writing
from storage.payments import Judgement, payments_to_judge, record_judgements
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
            _Batch(
                connection=connection,
                planner=Planner(
                    context=context, connection=connection, today=context.today()
                ),
                now=context.now(),
                tally=tally,
            ).judge(rows)
        if len(rows) < BATCH or context.stopping():
            return tally


_Verdict = tuple[Row, Judgement]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Batch:
    """The payments of one transaction."""

    connection: Connection
    planner: Planner
    now: datetime
    tally: Tally
    _groups: set[tuple[str, int, str]] = field(default_factory=set)

    def judge(self, rows: Sequence[Row]) -> None:
        """Judge each payment, and write what became of them."""
        self._write([(row, self._verdict(row)) for row in rows])

    def _verdict(self, row: Row) -> Judgement:
        """Judge one; what can not be judged is set aside."""
        self.tally.examined += 1
        group = (row["district_id"], row["number"], row["once"])
        try:
            superseded = group in self._groups
            found = SUPERSEDED if superseded else judgement_of(self.planner, row)
        except POISON as error:
            reason = why(error)
            what = f"{row['reference']}, payment {row['payment']}"
            self.tally.failures.append(f"{what}: {reason}. {UNTIL_CLEARED}")
            return Judgement(payment=row["payment"], why=reason, set_aside=True)
        if isinstance(found, Payable):
            self._groups.add(group)
        return self._worded(row, found)

    def _worded(self, row: Row, found: Payable | Withheld) -> Judgement:
        payment = row["payment"]
        if isinstance(found, Withheld):
            return Judgement(payment=payment, why=" ".join(found.reasons))
        return Judgement(payment=payment, pence=found.pence, raised_at=self.now)

    def _write(self, verdicts: Sequence[_Verdict]) -> None:
        """Write them at once; where that fails, halve them to find the one.

        Another process has raised one of its group meanwhile.
        """
        raised = [each for each in verdicts if each[1].raised_at is not None]
        try:
            with self.connection.begin_nested():
                record_judgements(
                    self.connection, [v for v in verdicts if v[1].raised_at is None]
                )
                written = record_judgements(self.connection, raised)
        except IntegrityError:
            if len(verdicts) == 1:
                ((row, _),) = verdicts
                superseded = self._worded(row, SUPERSEDED)
                record_judgements(self.connection, [(row, superseded)])
                return
            half = len(verdicts) // 2
            self._write(verdicts[:half])
            self._write(verdicts[half:])
            return
        self.tally.fired += written


def judgement_of(planner: Planner, row: Row) -> Payable | Withheld:
    """Judge a payment's row by the framework that its case is pinned to.

    Raises:
        LookupError: its district, definition or payment is missing.
        ValueError: the facts of its case can not be read.
    """
    if row["group_raised"]:
        return SUPERSEDED
    workflow = planner.workflow(row)
    facts = facts_of(stored_case(row).view, today=planner.today)
    return judge(workflow.framework, row["payment"], facts)
