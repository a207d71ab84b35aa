"""The sweep: everything that is due is fired, however many cases are open."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy import Engine, select
from sqlmodel import SQLModel

from benchmarks.databases import (
    TITLES,
    Kind,
    Row,
    open_driver,
    open_engine,
    rows_of,
)
from benchmarks.floor.sweep import Key, SweepFloor
from benchmarks.generator import MORNING_AFTER, Wish
from benchmarks.putting_back import due_clocks, put_back
from benchmarks.results import Goal, Measured
from benchmarks.rounds import Play, Timings, take_turns
from benchmarks.sizes import Sizes
from benchmarks.store import Store
from casework.context import Context
from casework.jobs.raise_reminders import raise_reminders
from storage.database import reading
from storage.rows import table_of
from storage.tables import Clock, Firing, OutboxMessage, Task

GOAL = Goal(limit=1.5, aim=1.2)
QUICK, FULL = (5_000, 50_000), (10_000, 100_000, 1_000_000)
LONGEST = 8
"""Only young cases, of few rows: a million of them fit on a laptop."""


def measure_sweep(
    store: Store, kinds: Sequence[Kind], sizes: Sizes
) -> Iterator[Measured]:
    """Measure the same sweep among few open cases, and among many."""
    due = 10_000 if sizes.full else 2_000
    open_cases = (sizes.cases,) if sizes.cases else FULL if sizes.full else QUICK
    first: dict[Kind, Timings] = {}
    for cases in open_cases:
        wish = Wish(cases=cases, due=due, open_only=True, longest=LONGEST)
        for kind in kinds:
            timings = _sweeps(store, kind, wish, sizes.rounds)
            before = first.setdefault(kind, timings)
            yield Measured(
                what=f"sweep, {due:,} due of {cases:,}",
                kind=kind,
                timings=timings,
                unit="a due clock",
                goal=GOAL,
                remark=_growth(before, timings, open_cases[0]),
            )
        store.finished(wish)


def _growth(first: Timings, now: Timings, cases: int) -> str:
    if first is now:
        return ""
    engine = now.engine_median / first.engine_median
    floor = now.floor_median / first.floor_median
    return f"×{engine:.2f} of {cases:,} open; by hand ×{floor:.2f}"


@dataclass(kw_only=True)
class _Sweeps:
    """The rounds of one sweep; each is put back before the next."""

    url: str
    kind: Kind
    context: Context
    clocks: list[Row]
    raised: dict[str, list[Row]] = field(default_factory=dict)
    next_rungs: dict[Key, object] = field(default_factory=dict)

    @property
    def database(self) -> Engine:
        """What is swept."""
        return self.context.database

    def measure(self, name: str, rounds: int) -> Timings:
        return take_turns(
            f"{name}, {TITLES[self.kind]}", self.engine, self.by_hand, rounds=rounds
        )

    @contextmanager
    def engine(self, number: int) -> Iterator[Play]:
        """Make the engine's round ready; of the first, the floor learns."""
        yield lambda: raise_reminders(self.context).examined
        if number == 0:
            self.raised = what_was_raised(self.database, MORNING_AFTER)
            self.next_rungs = next_rungs(self.database, self.raised["firing"])
        put_back(self.database, self.raised, self.clocks)

    @contextmanager
    def by_hand(self, _number: int) -> Iterator[Play]:
        """Make the floor's round ready."""
        with open_driver(self.kind, self.url) as driver:
            floor = SweepFloor(driver, self.raised, self.next_rungs, MORNING_AFTER)
            yield floor.sweep
        put_back(self.database, self.raised, self.clocks)


def _sweeps(store: Store, kind: Kind, wish: Wish, rounds: int) -> Timings:
    with store.copy(kind, wish) as url:
        database = open_engine(kind, url)
        sweeps = _Sweeps(
            url=url,
            kind=kind,
            context=warmed_up(None, database),
            clocks=due_clocks(database, MORNING_AFTER),
        )
        timings = sweeps.measure(f"sweep of {wish.cases:,}", rounds)
        database.dispose()
    return timings


def warmed_up(context: Context | None, database: Engine) -> Context:
    """Give a context on a database, with a connection that is open already."""
    context = context or Context(database=database, clock=lambda: MORNING_AFTER)
    with reading(database) as connection:
        connection.execute(select(1))
    return replace(context, database=database)


def what_was_raised(database: Engine, now: datetime) -> dict[str, list[Row]]:
    """Give the rows that a sweep at a moment has written, by table."""
    moments: Mapping[type[SQLModel], str] = {
        Firing: "fired_at",
        Task: "raised_at",
        OutboxMessage: "created_at",
    }
    return {
        str(model.__tablename__): [*rows_of(database, model, **{at: now})]
        for model, at in moments.items()
    }


def next_rungs(database: Engine, firings: Sequence[Row]) -> dict[Key, object]:
    """Give the day of the next rung of each clock that has fired."""
    fired = {(row["district_id"], row["clock_id"]) for row in firings}
    clock = table_of(Clock)
    running = select(clock.c.district_id, clock.c.id, clock.c.next_rung_on).where(
        clock.c.stopped_on.is_(None)
    )
    with reading(database) as connection:
        found = connection.execute(running)
        return {(d, id_): day for d, id_, day in found if (d, id_) in fired}
