"""The floor of a sweep is honest: it leaves the database as the engine does."""

from benchmarks.databases import Kind, open_driver, open_engine
from benchmarks.floor.sweep import SweepFloor
from benchmarks.generator import MORNING_AFTER, Wish
from benchmarks.store import Store
from benchmarks.work.sweep import next_rungs, what_was_raised
from casework.context import Context
from casework.jobs.raise_reminders import raise_reminders
from tests.builders.storage import everything

WISH = Wish(cases=60, districts=3, due=23, open_only=True, templates=40)


def test_both_leave_every_row_of_every_table_the_same(store: Store, kind: Kind) -> None:
    with store.two_copies(kind, WISH) as (ours, theirs):
        engine, other = open_engine(kind, ours), open_engine(kind, theirs)
        context = Context(database=engine, clock=lambda: MORNING_AFTER)
        tally = raise_reminders(context)
        assert (tally.examined, tally.failures) == (23, [])
        raised = what_was_raised(engine, MORNING_AFTER)
        rungs = next_rungs(engine, raised["firing"])
        assert len(raised["outbox"]) >= 23
        with open_driver(kind, theirs) as driver:
            assert SweepFloor(driver, raised, rungs, MORNING_AFTER).sweep() == 23
        assert everything(other) == everything(engine)
        engine.dispose()
        other.dispose()
