"""Fire the rungs of clocks whose day has come: reminders, and tasks for the overdue.

Each rung fires once: its row in `firing` is written before anything it causes, in
the same transaction. A rung whose day was missed fires late. A batch is planned clock
by clock and written at once. One bad case is set aside with its reason; the run goes
on.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection

from casework.context import Context
from casework.jobs.planning import POISON, Planner, why
from casework.jobs.tally import Tally
from engine.messages import named
from engine.reminders import Firing, FiringRung
from engine.workflow.definition import WORKER
from storage.database import writing
from storage.rows import Row
from storage.sweep import Fired, clocks_to_fire, set_aside, write_fired

BATCH = 1000
UNTIL_CLEARED = "It is tried again when somebody has cleared it."


def raise_reminders(context: Context) -> Tally:
    """Fire every rung that is due; one that is told to stop ends with its batch.

    Raises:
        StorageError: the database is missing, busy, gone or full; a batch that did
            not finish is not written.
    """
    tally = Tally()
    while True:
        with writing(context.database) as connection:
            clocks = clocks_to_fire(connection, context.today(), BATCH)
            _Batch(context=context, connection=connection, tally=tally).fire(clocks)
        if len(clocks) < BATCH or context.stopping():
            return tally


class _Planned(NamedTuple):
    """A clock with its plan, as rows."""

    firing: Firing
    fired: Fired


@dataclass(frozen=True, kw_only=True, slots=True)
class _Batch:
    """The clocks of one transaction."""

    context: Context
    connection: Connection
    tally: Tally

    def fire(self, clocks: Sequence[Row]) -> None:
        """Plan each clock, and write those that could be planned."""
        context, now = self.context, self.context.now()
        planner = Planner(
            context=context, connection=self.connection, today=context.today()
        )
        planned: list[_Planned] = []
        for clock in clocks:
            self.tally.examined += 1
            try:
                firing = planner.plan(clock)
                planned.append(
                    _Planned(firing=firing, fired=_fired(clock, firing, now))
                )
            except POISON as error:
                self._set_aside(clock, error)
        self._write(planned, now)

    def _write(self, planned: Sequence[_Planned], now: datetime) -> None:
        """Write all at once; where that fails, halve them to find the bad one."""
        if not planned:
            return
        try:
            with self.connection.begin_nested():
                write_fired(self.connection, [each.fired for each in planned], now)
        except POISON as error:
            if len(planned) == 1:
                self._set_aside(planned[0].fired.clock, error)
                return
            half = len(planned) // 2
            self._write(planned[:half], now)
            self._write(planned[half:], now)
            return
        for each in planned:
            self.tally.fired += len(each.firing.rungs)
            self.tally.caught_up += sum(rung.late for rung in each.firing.rungs)

    def _set_aside(self, clock: Row, error: Exception) -> None:
        reason = why(error)
        set_aside(self.connection, clock, reason)
        what = f"{clock['reference']}, clock {clock['clock']}"
        self.tally.failures.append(f"{what}: {reason}. {UNTIL_CLEARED}")


def _fired(clock: Row, firing: Firing, now: datetime) -> Fired:
    """Give what a plan for any case writes for this one."""
    return Fired(
        clock=clock,
        rungs=tuple(rung.rung for rung in firing.rungs),
        tasks=tuple(
            _task(clock, firing, rung, now) for rung in firing.rungs if rung.task
        ),
        messages=tuple(
            row for rung in firing.rungs for row in _messages(clock, rung, now)
        ),
        next_rung_on=firing.next_rung_on,
    )


def _messages(clock: Row, rung: FiringRung, now: datetime) -> Iterator[dict[str, Any]]:
    for told in rung.told:
        if told.written:
            yield {
                "district_id": clock["district_id"],
                "case_number": clock["case_number"],
                "id": f"{clock['id']}/{rung.rung}/{told.role}",
                "role": told.role,
                "user": clock["worker"] if told.user else "",
                "subject": named(told.worded.subject, clock["reference"]),
                "body": named(told.worded.body, clock["reference"]),
                "about": clock["due_on"],
                "created_at": now,
                "urgent": told.worded.urgent,
            }


def _task(
    clock: Row, firing: Firing, rung: FiringRung, now: datetime
) -> dict[str, Any]:
    return {
        "district_id": clock["district_id"],
        "case_number": clock["case_number"],
        "id": f"{clock['id']}/{rung.rung}",
        "title": rung.task,
        "role": firing.owner,
        "user": clock["worker"] if firing.owner == WORKER else "",
        "subject": clock["subject"],
        "clock_id": clock["id"],
        "raised_at": now,
    }
