"""What has to hold after the work, whatever happened meanwhile.

Every check reads the database, the processes' books or the delivered letters; none
asks the code that did the work.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Sized
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Select, func, select

from benchmarks.load.book import UNANSWERED, Act
from casework.context import Context
from casework.reading.history import Verified, verify_history
from storage.database import reading
from storage.rows import table_of
from storage.tables import (
    FamilyCase,
    Firing,
    HistoryEntry,
    JobRun,
    Letter,
    PaymentTrigger,
    Task,
)

_case, _history = table_of(FamilyCase), table_of(HistoryEntry)
_run, _firing = table_of(JobRun), table_of(Firing)
_task, _payment = table_of(Task), table_of(PaymentTrigger)
_letter = table_of(Letter)
EXAMPLES = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """Something that has to hold: what was checked, and what is against it."""

    what: str
    checked: int
    against: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether nothing is against it."""
        return not self.against


def prove(
    context: Context, acts: Sequence[Act], letters: Path, *, undisturbed: bool
) -> tuple[Finding, ...]:
    """Check everything that has to hold.

    Args:
        context: the database, when nobody works on it any more.
        acts: what every process asked for and was told.
        letters: the folder that letters were delivered to.
        undisturbed: whether the database was there all the time; else a run whose
            end could not be recorded is no fault.
    """
    with reading(context.database) as connection:
        return (
            _acknowledged(connection, acts),
            _nothing_else(connection, acts),
            _versions(connection),
            _fired_once(connection, undisturbed=undisturbed),
            _paid_once(connection, undisturbed=undisturbed),
            _asked_once(connection),
            _delivered(connection, letters),
            _nobody_set_aside(connection),
            _chains(context),
        )


def _acknowledged(connection: Connection, acts: Sequence[Act]) -> Finding:
    """Nothing is lost: what somebody was told is done is in the history, once."""
    found = connection.execute(
        select(_history.c.command_id, _case.c.reference, _history.c.entry).join(
            _case,
            (_case.c.district_id == _history.c.district_id)
            & (_case.c.number == _history.c.case_number),
        )
    ).all()
    times = Counter((command, reference) for command, reference, _ in found)
    entries = {command: entry for command, _, entry in found}
    told = [act for act in acts if act.acknowledged]

    def against() -> Iterator[str]:
        for act in told:
            count = times[act.command, act.reference]
            if count != 1:
                yield f"{act.reference}: {act.command} is {count} times in its history"
            elif act.version not in {0, entries[act.command]}:
                there = entries[act.command]
                yield f"{act.reference}: {act.command} is entry {there}, not as told"

    what = "every change that was acknowledged is in the history, once"
    return _finding(what, told, against())


def _nothing_else(connection: Connection, acts: Sequence[Act]) -> Finding:
    """Nothing is made up: each entry is one that somebody was told of, or asked for."""
    asked = {
        act.command for act in acts if act.acknowledged or act.outcome == UNANSWERED
    }
    later = select(_history.c.command_id).where(_history.c.entry > 1)
    commands = connection.execute(later).scalars().all()
    strange = (f"nobody was told of {each}" for each in commands if each not in asked)
    return _finding("the history holds nothing else", commands, strange)


def _versions(connection: Connection) -> Finding:
    """No update is lost: a case's version is the number of its entries."""
    entries = (
        select(func.count())
        .where(
            _history.c.district_id == _case.c.district_id,
            _history.c.case_number == _case.c.number,
        )
        .scalar_subquery()
    )
    cases = connection.execute(
        select(_case.c.reference, _case.c.version, entries)
    ).all()
    lost = (
        f"{reference}: version {version}, {count} entries"
        for reference, version, count in cases
        if version != count
    )
    return _finding("each case's version is the number of its entries", cases, lost)


def _fired_once(connection: Connection, *, undisturbed: bool) -> Finding:
    """No rung fires twice: the runs have fired as many as there are rows of rungs."""
    rows = _count(connection, select(func.count()).select_from(_firing))
    return _runs_agree(connection, "reminders", "rung", rows, undisturbed=undisturbed)


def _paid_once(connection: Connection, *, undisturbed: bool) -> Finding:
    """No payment is raised twice."""
    raised = select(func.count()).where(_payment.c.state == "raised")
    rows = _count(connection, raised)
    return _runs_agree(connection, "payments", "payment", rows, undisturbed=undisturbed)


def _runs_agree(
    connection: Connection, job: str, what: str, rows: int, *, undisturbed: bool
) -> Finding:
    of_job = select(func.coalesce(func.sum(_run.c.fired), 0)).where(_run.c.job == job)
    told = _count(connection, of_job)
    wrong = told != rows if undisturbed else told > rows
    against = (f"the runs raised {told}, there are {rows}",) if wrong else ()
    return Finding(what=f"no {what} was raised twice", checked=rows, against=against)


def _asked_once(connection: Connection) -> Finding:
    """Nobody is chased twice for the same: one task a clock and title."""
    key = (_task.c.district_id, _task.c.clock_id, _task.c.title)
    overdue = _task.c.kind == "overdue"
    twice = select(*key).where(overdue).group_by(*key).having(func.count() > 1)
    rows = _count(connection, select(func.count()).where(overdue))
    against = (f"{clock}: {title}" for _, clock, title in connection.execute(twice))
    return _finding("no overdue task was raised twice", rows, against)


def _delivered(connection: Connection, letters: Path) -> Finding:
    """Each letter that counts as sent has its file, and each file its letter."""
    sent = select(_letter.c.reference).where(_letter.c.state == "sent")
    names = set(connection.execute(sent).scalars())
    files = {path.name for path in letters.glob("*.eml")}
    against = [f"{name}: sent, but there is no file" for name in sorted(names - files)]
    against += [f"{name}: a file of no letter" for name in sorted(files - names)]
    return _finding("each letter that was sent is one file", names, against)


def _nobody_set_aside(connection: Connection) -> Finding:
    """A database that goes away is no fault of a case."""
    failed = select(_run.c.job, _run.c.failures).where(_run.c.failed > 0)
    rows = connection.execute(failed).all()
    runs = _count(connection, select(func.count()).select_from(_run))
    return _finding("no run set a case aside", runs, (f"{j}: {f}" for j, f in rows))


def _chains(context: Context) -> Finding:
    """Every case's hash chain holds, as `verify` proves it."""
    verified = verify_history(context)
    if not isinstance(verified, Verified):
        raise TypeError("\n".join(verified.sentences()))
    broken = (str(each) for each in verified.breaks)
    return _finding("every hash chain holds", verified.entries, broken)


def _count(connection: Connection, statement: Select[Any]) -> int:
    return int(connection.execute(statement).scalar_one())


def _finding(what: str, checked: Sized | int, against: Iterable[str]) -> Finding:
    count = checked if isinstance(checked, int) else len(checked)
    found = tuple(against)
    more = len(found) - EXAMPLES
    shown = (*found[:EXAMPLES], f"and {more} more") if more > 0 else found
    return Finding(what=what, checked=count, against=shown)
