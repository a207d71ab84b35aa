"""The floor of a sweep is honest: it leaves the database as the engine does."""

import pytest
from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError

from benchmarks.databases import Kind, open_driver, open_engine
from benchmarks.floor.sweep import SweepFloor
from benchmarks.generator import MORNING_AFTER, Wish
from benchmarks.putting_back import due_clocks, put_back
from benchmarks.store import Store
from benchmarks.work.sweep import next_rungs, what_was_raised
from casework.context import Context
from casework.jobs.raise_reminders import raise_reminders
from storage.database import writing
from storage.rows import table_of
from storage.tables import Firing
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


def test_a_sweep_that_is_put_back_leaves_no_row_changed(
    store: Store, kind: Kind
) -> None:
    with store.copy(kind, WISH) as url:
        database = open_engine(kind, url)
        before, clocks = everything(database), due_clocks(database, MORNING_AFTER)
        raise_reminders(Context(database=database, clock=lambda: MORNING_AFTER))
        raised = what_was_raised(database, MORNING_AFTER)
        assert everything(database) != before
        put_back(database, raised, clocks)
        assert everything(database) == before
        with pytest.raises(IntegrityError), writing(database) as connection:
            connection.execute(delete(table_of(Firing)))
        database.dispose()
