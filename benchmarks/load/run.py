"""One load: an office is set up, people and ticks work on it, then it is proved."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.failover.server import servers
from benchmarks.load.book import Act, acts_in
from benchmarks.load.clock import FastClock
from benchmarks.load.crew import Plan, at_work
from benchmarks.load.figures import Operation, operations
from benchmarks.load.office import an_office
from benchmarks.load.proof import Finding, prove
from casework.context import Context, calendar_of
from casework.jobs.run_due import ClockSetBack, run_due
from engine.delivery.hours import next_hours

OFFICE_DAYS = 60
"""So many days go by in the office, however long the load takes."""
MOST_TICKS = 100


@dataclass(frozen=True, kw_only=True, slots=True)
class Wish:
    """What is to be loaded: `sqlite`, `postgresql`, or the address of an empty one."""

    database: str = "postgresql"
    seconds: float = 120
    people: int = 4
    tickers: int = 2
    families: int = 400


@dataclass(frozen=True, kw_only=True, slots=True)
class Loaded:
    """What came of a load. `unwell` names processes that did not end by themselves."""

    wish: Wish
    operations: tuple[Operation, ...]
    findings: tuple[Finding, ...]
    unwell: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """Whether everything holds that has to."""
        return not self.unwell and all(finding.holds for finding in self.findings)


def load(wish: Wish) -> Loaded:
    """Load a database for a while, then prove that nothing was lost or done twice.

    Raises:
        NotEmptyError: the database that was named holds something already.
        StorageError: it can not be reached.
    """
    with _database(wish.database) as url, TemporaryDirectory() as folder:
        plan = a_plan(url, wish, Path(folder))
        with at_work(plan, people=wish.people, tickers=wish.tickers) as crew:
            unwell = crew.wait()
        acts = tuple(acts_in(plan.folder))
        return Loaded(
            wish=wish,
            operations=operations(acts, wish.seconds),
            findings=settled_and_proved(plan, acts, undisturbed=True),
            unwell=unwell,
        )


@contextmanager
def _database(kind: str) -> Iterator[str]:
    if kind == "sqlite":
        with TemporaryDirectory() as folder:
            yield f"sqlite:///{folder}/cases.db"
    elif kind == "postgresql":
        with servers("one") as (server,):
            server.make()
            yield server.url()
    else:
        yield kind


def a_plan(url: str, wish: Wish, folder: Path) -> Plan:
    """Set the office up, and plan to begin at once."""
    workflow, references = an_office(url, wish.families)
    began = time.monotonic()
    return Plan(
        url=url,
        clock=FastClock(began=began, seconds_a_day=wish.seconds / OFFICE_DAYS),
        until=began + wish.seconds,
        references=references,
        workflow=workflow,
        folder=folder,
    )


def settled_and_proved(
    plan: Plan, acts: tuple[Act, ...], *, undisturbed: bool
) -> tuple[Finding, ...]:
    """Let what is still due be done in peace, then check everything."""
    calendar = calendar_of(plan.workflow.district)
    context = plan.context()
    later = next_hours(plan.clock() + timedelta(hours=1), calendar)  # doubts are over
    quiet = replace(context, clock=lambda: later)
    try:
        _tick_until_nothing_is_due(quiet)
        return prove(quiet, acts, plan.letters, undisturbed=undisturbed)
    finally:
        context.database.dispose()


def _tick_until_nothing_is_due(context: Context) -> None:
    for _ in range(MOST_TICKS):
        runs = run_due(context)
        if isinstance(runs, ClockSetBack):
            raise TypeError(runs.sentence)
        if not any(run.fired for run in runs):
            return
    raise RuntimeError(f"After {MOST_TICKS} ticks there is still something due.")
