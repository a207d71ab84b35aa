"""What has to hold after the work, whatever happened meanwhile.

Every check reads the database, the processes' books or the delivered letters; none
asks the code that did the work.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from sqlalchemy import Connection, func, select

from benchmarks.load.book import UNANSWERED, Act
from benchmarks.load.finding import Finding, finding, how_many
from benchmarks.load.letters import letters_once
from benchmarks.load.raised import raised_once
from casework.context import Context
from casework.reading.history import Verified, verify_history
from storage.database import reading
from storage.rows import table_of
from storage.tables import FamilyCase, HistoryEntry, JobRun

_case, _history = table_of(FamilyCase), table_of(HistoryEntry)
_run = table_of(JobRun)


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
            *raised_once(connection, undisturbed=undisturbed),
            *letters_once(connection, letters, undisturbed=undisturbed),
            _nobody_set_aside(connection),
            *_chains(context, connection),
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
    return finding(what, told, against())


def _nothing_else(connection: Connection, acts: Sequence[Act]) -> Finding:
    """Nothing is made up: each entry is one that somebody was told of, or asked for."""
    asked = {
        act.command for act in acts if act.acknowledged or act.outcome == UNANSWERED
    }
    later = select(_history.c.command_id).where(_history.c.entry > 1)
    commands = connection.execute(later).scalars().all()
    strange = (f"nobody was told of {each}" for each in commands if each not in asked)
    return finding("the history holds nothing else", commands, strange)


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
    return finding("each case's version is the number of its entries", cases, lost)


def _nobody_set_aside(connection: Connection) -> Finding:
    """A database that goes away is no fault of a case."""
    failed = select(_run.c.job, _run.c.failures).where(_run.c.failed > 0)
    rows = connection.execute(failed).all()
    runs = how_many(connection, select(func.count()).select_from(_run))
    return finding("no run set a case aside", runs, (f"{j}: {f}" for j, f in rows))


def _chains(context: Context, connection: Connection) -> Iterator[Finding]:
    """Every case's hash chain holds, as `verify` proves it, and no entry is in none."""
    verified = verify_history(context)
    if not isinstance(verified, Verified):
        raise TypeError("\n".join(verified.sentences()))
    broken = (f"{each.reference}: {each.sentence}" for each in verified.breaks)
    yield finding("the hash chain of each case holds", verified.cases, broken)
    entries = how_many(connection, select(func.count()).select_from(_history))
    outside = entries - verified.entries
    against = (f"entries in no chain: {outside}",) if outside else ()
    yield finding("each entry of the history is in a chain", entries, against)
