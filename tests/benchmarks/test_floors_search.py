"""The floor looks no row up in a way that its database would take long over.

SQLite says how it searches: by which columns of which index. One that reads a table, or
a whole district of it, makes itself slow, and us fast beside it.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from benchmarks.databases import Driver, open_driver, open_engine
from benchmarks.floor.advance import AdvanceFloor
from benchmarks.floor.meeting import MeetingFloor
from benchmarks.floor.sweep import SweepFloor
from benchmarks.generator import MORNING_AFTER, Wish
from benchmarks.store import Store
from benchmarks.work import meeting
from benchmarks.work.advance import SOURCE, advance_all, waiting
from benchmarks.work.learning import learn
from benchmarks.work.meeting import decide, profiled
from benchmarks.work.sweep import next_rungs, what_was_raised
from casework.context import Context
from casework.jobs.raise_reminders import raise_reminders

APPROVED = Wish(cases=20, districts=3, standing={"/".join(SOURCE): 12}, templates=40)
PROFILED = Wish(
    cases=24, districts=1, standing={"/".join(meeting.SOURCE): 12}, templates=40
)
DUE = Wish(cases=60, districts=3, due=23, open_only=True, templates=40)
GROWS = {"family_case", "clock", "firing", "task", "history", "outbox", "decision"}
"""The tables of which a district has thousands of rows."""


@contextmanager
def overheard(driver: Driver) -> Iterator[list[str]]:
    """Gather what is sent meanwhile, with its values."""
    sent: list[str] = []
    driver.cursor.connection.set_trace_callback(sent.append)
    yield sent
    driver.cursor.connection.set_trace_callback(None)


def wide_searches(driver: Driver, sent: list[str]) -> list[str]:
    """Give what would be read whole, or by the district alone."""
    verbs = ("SELECT", "UPDATE")
    assert any(each.startswith("UPDATE clock") for each in sent), "nothing was heard"
    found = []
    for text in dict.fromkeys(each for each in sent if each.startswith(verbs)):
        for *_, step in driver.cursor.execute(f"EXPLAIN QUERY PLAN {text}").fetchall():
            of = set(step.split()) & GROWS
            if of and (step.startswith("SCAN") or step.endswith("(district_id=?)")):
                found.append(f"{step}: {text}")
    return found


def test_the_floor_of_an_advance_finds_its_rows(store: Store) -> None:
    with store.two_copies("sqlite-normal", APPROVED) as (ours, theirs):
        engine = open_engine("sqlite-normal", ours)
        context = Context(database=engine, clock=lambda: MORNING_AFTER)
        pilot, target, *_ = waiting(context)
        outcome = learn(context, pilot, lambda: advance_all(context, [pilot]))
        with open_driver("sqlite-normal", theirs) as driver:
            with overheard(driver) as sent:
                AdvanceFloor(driver, outcome).take(target)
            assert wide_searches(driver, sent) == []
        engine.dispose()


def test_the_floor_of_a_meeting_finds_its_rows(store: Store) -> None:
    with store.two_copies("sqlite-normal", PROFILED) as (ours, theirs):
        engine = open_engine("sqlite-normal", ours)
        context = Context(database=engine, clock=lambda: MORNING_AFTER)
        pilot, *targets = profiled(context)
        outcome = learn(context, pilot, lambda: decide(context, "first", [pilot]))
        with open_driver("sqlite-normal", theirs) as driver:
            with overheard(driver) as sent:
                MeetingFloor(driver, outcome, MORNING_AFTER).hold("2", "{}", targets)
            assert wide_searches(driver, sent) == []
        engine.dispose()


def test_the_floor_of_a_sweep_finds_its_rows(store: Store) -> None:
    with store.two_copies("sqlite-normal", DUE) as (ours, theirs):
        engine = open_engine("sqlite-normal", ours)
        raise_reminders(Context(database=engine, clock=lambda: MORNING_AFTER))
        raised = what_was_raised(engine, MORNING_AFTER)
        rungs = next_rungs(engine, raised["firing"])
        with open_driver("sqlite-normal", theirs) as driver:
            with overheard(driver) as sent:
                SweepFloor(driver, raised, rungs, MORNING_AFTER).sweep()
            assert wide_searches(driver, sent) == []
        engine.dispose()
