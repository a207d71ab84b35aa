"""Whether the jobs raised everything once: rungs, payments, tasks, messages.

The runs say how many rungs, payments and letters they counted; so many there have to
be. The id of a task or message names what caused it, a rung or an entry of the history.
The primary key refuses an id twice; one that names no cause is found here.
"""

from collections.abc import Iterator, Mapping

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    func,
    literal,
    select,
)

from benchmarks.load.finding import Finding, finding, how_many
from storage.rows import table_of
from storage.tables import (
    Firing,
    HistoryEntry,
    JobRun,
    Letter,
    OutboxMessage,
    PaymentTrigger,
    Task,
)

_run, _firing, _history = table_of(JobRun), table_of(Firing), table_of(HistoryEntry)
_task, _payment = table_of(Task), table_of(PaymentTrigger)
_message, _letter = table_of(OutboxMessage), table_of(Letter)
_COUNTED: Mapping[tuple[str, str], ColumnElement[bool]] = {
    ("reminders", "rung"): _firing.c.rung != "",
    ("payments", "payment"): _payment.c.state == "raised",
    ("deliver", "letter"): and_(_letter.c.state == "sent", _letter.c.home == ""),
}
"""What a job counts in its runs, and which rows those are."""


def raised_once(connection: Connection, *, undisturbed: bool) -> Iterator[Finding]:
    """Check everything that the jobs raised.

    Args:
        connection: the database, when nobody works on it any more.
        undisturbed: whether the database was there all the time; else a run whose
            end could not be recorded is no fault.
    """
    for (job, what), which in _COUNTED.items():
        there = how_many(connection, select(func.count()).where(which))
        told = _told(connection, job)
        wrong = told != there if undisturbed else told > there
        against = (f"the runs raised {told}, there are {there}",) if wrong else ()
        yield finding(f"no {what} was raised twice", there, against)
    yield _one_task_a_clock(connection)
    roles = {"task": literal(""), "message": _message.c.role}
    for what, table in (("task", _task), ("message", _message)):
        asked = select(table.c.district_id, table.c.id, roles[what])
        of_cases = asked.where(table.c.case_number.is_not(None))
        yield _each_has_a_cause(connection, what, of_cases)


def _told(connection: Connection, job: str) -> int:
    fired = func.coalesce(func.sum(_run.c.fired), 0)
    return how_many(connection, select(fired).where(_run.c.job == job))


def _one_task_a_clock(connection: Connection) -> Finding:
    """Nobody is asked twice for the same: what a clock chases is one task."""
    key = (_task.c.district_id, _task.c.clock_id, _task.c.kind)
    of_clocks = select(*key, func.count()).where(_task.c.clock_id != "").group_by(*key)
    tasks = connection.execute(of_clocks).all()
    against = (
        f"{clock}: {times} tasks ({kind})"
        for _, clock, kind, times in tasks
        if times > 1
    )
    return finding("no task was raised twice", sum(each[3] for each in tasks), against)


def _each_has_a_cause(
    connection: Connection, what: str, rows: Select[str, str, str]
) -> Finding:
    """Nothing is raised again under another id: each id names a cause that there is."""
    causes = _causes(connection)
    found = connection.execute(rows).all()
    against = (
        f"{id_}: a {what} of nothing that happened"
        for district, id_, role in found
        if (district, _cause(id_, role)) not in causes
    )
    return finding(f"each {what} names what caused it", found, against)


def _cause(id_: str, role: str) -> str:
    """Give a clock and its rung, or a case and its entry; a message adds its role."""
    return id_.removesuffix(f"/{role}") if "/" in id_ else id_.rpartition("-")[0]


def _causes(connection: Connection) -> set[tuple[str, str]]:
    rungs = select(_firing.c.district_id, _firing.c.clock_id, _firing.c.rung)
    entries = select(_history.c.district_id, _history.c.case_number, _history.c.entry)
    return {
        *((d, f"{clock}/{rung}") for d, clock, rung in connection.execute(rungs)),
        *((d, f"{case}-{entry}") for d, case, entry in connection.execute(entries)),
    }
