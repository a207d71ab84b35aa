"""One load: an office is set up, people and ticks work on it, then it is proved."""

import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.failover.server import free_ports, servers
from benchmarks.load.book import ANSWERED, Act, acts_in
from benchmarks.load.clock import FIRST_MORNING, FastClock
from benchmarks.load.crew import Crew, Plan, at_work, make_ready, wait_until_ready
from benchmarks.load.figures import Operation, operations
from benchmarks.load.finding import Finding
from benchmarks.load.office import an_office
from benchmarks.load.passes import Pass, let_in
from benchmarks.load.proof import prove
from benchmarks.load.web_person import ADVANCE, PAGE
from casework.context import Context, calendar_of
from casework.delivery.settings import DeliverySettings
from casework.jobs.run_due import ClockSetBack, run_due
from engine.delivery.hours import next_hours
from engine.workflow.workflow import Workflow
from storage.database import open_database

OFFICE_DAYS = 60
"""So many days go by in the office, however long the load takes."""
MOST_TICKS = 100
PATIENCE_SECONDS = 60
"""So much longer it may take, on a busy machine, until everybody was answered."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Wish:
    """What is to be loaded: `sqlite`, `postgresql`, or the address of an empty one.

    `people` go to the use cases themselves, `visitors` by the web, which so many
    `sites` serve, a process each. The tables that grow lie in so many `parts`.
    """

    database: str = "postgresql"
    seconds: float = 120
    people: int = 4
    visitors: int = 0
    sites: int = 1
    tickers: int = 2
    families: int = 400
    parts: int = 1

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of request that are sent all the time; meetings are rare."""
        kinds = ("advance", "look") + ("tick",) * (self.tickers > 0)
        return kinds + (ADVANCE, PAGE) * (self.visitors > 0)


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
        NotSplitError: its tables were to have parts, and can not.
        StorageError: it can not be reached.
    """
    make_ready()
    with _database(wish.database) as url, TemporaryDirectory() as folder:
        plan = a_plan(url, wish, Path(folder))
        with working(plan, wish) as crew:
            sleep_until(plan.clock.began + wish.seconds)
            wait_for_answers(crew, plan, wish, since=plan.clock.began)
            crew.stop.set()
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


def working(plan: Plan, wish: Wish) -> AbstractContextManager[Crew]:
    """Let everybody work who was wished for."""
    return at_work(
        plan, people=wish.people, tickers=wish.tickers, visitors=wish.visitors
    )


def sleep_until(moment: float) -> None:
    """Sleep until a moment of the machine's monotonic clock."""
    time.sleep(max(0, moment - time.monotonic()))


def wait_for_answers(crew: Crew, plan: Plan, wish: Wish, *, since: float) -> None:
    """Wait until a request of each kind was done, for as long as patience lasts.

    On a quiet machine they have been by now.
    """
    give_up = time.monotonic() + PATIENCE_SECONDS
    while crew.at_work and time.monotonic() < give_up:
        acts = (act for act in acts_in(plan.folder) if act.at > since)
        if {act.what for act in acts if act.outcome in ANSWERED}.issuperset(wish.kinds):
            return
        time.sleep(0.1)


def a_plan(url: str, wish: Wish, folder: Path, *, waits: int = 1) -> Plan:
    """Set the office up, and plan to begin at once.

    Args:
        url: where the office is.
        wish: how much load, for how long.
        folder: for the books and the letters.
        waits: how often it is waited for answers, while people go on.
    """
    workflow, references = an_office(url, wish.families, parts=wish.parts)
    passes = _passes(url, workflow) if wish.visitors else {}
    wait_until_ready()
    began = time.monotonic()
    return Plan(
        url=url,
        clock=FastClock(began=began, seconds_a_day=wish.seconds / OFFICE_DAYS),
        until=began + wish.seconds + waits * PATIENCE_SECONDS,
        references=references,
        workflow=workflow,
        folder=folder,
        passes=passes,
        ports=tuple(free_ports(wish.sites)) if wish.visitors else (),
    )


def _passes(url: str, workflow: Workflow) -> dict[str, Pass]:
    database = open_database(url)
    try:
        context = Context(database=database, clock=lambda: FIRST_MORNING)
        return let_in(context, workflow.district.staff)
    finally:
        database.dispose()


def settled_and_proved(
    plan: Plan, acts: tuple[Act, ...], *, undisturbed: bool
) -> tuple[Finding, ...]:
    """Let what is still due be done in peace, then check everything."""
    calendar = calendar_of(plan.workflow.district)
    context = plan.context()
    later = next_hours(plan.clock() + timedelta(hours=1), calendar)  # doubts are over
    nobody_sends = DeliverySettings(folder=plan.letters)  # what was lost is so by now
    quiet = replace(context, clock=lambda: later, delivery=nobody_sends)
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
