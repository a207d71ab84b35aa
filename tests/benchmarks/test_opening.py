"""The floor of an opening is honest: it leaves the database as the engine does."""

from pathlib import Path

from benchmarks.databases import Kind, open_driver, open_engine
from benchmarks.floor.opening import OpeningFloor
from benchmarks.generator import MORNING_AFTER
from benchmarks.store import Store
from benchmarks.work.opening import learn_pattern, open_list
from casework.context import Context
from demo.sample_districts import sample_district
from demo.sample_families import write_sample_list
from tests.benchmarks.conftest import SMALL
from tests.builders.storage import everything


def test_both_leave_every_row_of_every_table_the_same(
    store: Store, kind: Kind, tmp_path: Path
) -> None:
    file = tmp_path / "families.csv"
    where = sample_district("maidstone")
    write_sample_list(file, count=30, seed=100, district=where)
    with store.two_copies(kind, SMALL) as (ours, theirs):
        engine, other = open_engine(kind, ours), open_engine(kind, theirs)
        context = Context(database=engine, clock=lambda: MORNING_AFTER)
        assert open_list(context, file) == 30
        with open_driver(kind, theirs) as driver:
            floor = OpeningFloor(driver, learn_pattern(engine), MORNING_AFTER)
            assert floor.open(file) == 30
        assert everything(other) == everything(engine)
        engine.dispose()
        other.dispose()
