"""The floor of an advance is honest: it leaves the database as the engine does."""

import re

from benchmarks.databases import Kind, open_driver, open_engine
from benchmarks.floor.advance import AdvanceFloor
from benchmarks.generator import MORNING_AFTER, Wish
from benchmarks.store import Store
from benchmarks.work.advance import SOURCE, advance_all, advance_by_hand, waiting
from benchmarks.work.learning import learn
from casework.context import Context
from tests.builders.statements import statements
from tests.builders.storage import everything

WISH = Wish(cases=20, districts=3, standing={"/".join(SOURCE): 12}, templates=40)


def test_both_leave_every_row_of_every_table_the_same(store: Store, kind: Kind) -> None:
    with store.two_copies(kind, WISH) as (ours, theirs):
        engine, other = open_engine(kind, ours), open_engine(kind, theirs)
        before = everything(engine)
        context = Context(database=engine, clock=lambda: MORNING_AFTER)
        pilot, *targets = waiting(context)
        outcome = learn(context, pilot, lambda: advance_all(context, [pilot]))
        assert advance_all(context, targets) >= 11
        with open_driver(kind, theirs) as driver:
            floor = AdvanceFloor(driver, outcome)
            advance_by_hand(floor, [pilot, *targets])
        after = everything(engine)
        assert everything(other) == after
        changed = {name for name, rows in after.items() if rows != before[name]}
        assert {"family_case", "history", "clock", "consent"} <= changed
        engine.dispose()
        other.dispose()


def test_the_floor_reads_and_writes_no_table_that_the_engine_leaves_alone(
    store: Store,
) -> None:
    kind: Kind = "sqlite-normal"
    with store.two_copies(kind, WISH) as (ours, theirs):
        engine = open_engine(kind, ours)
        context = Context(database=engine, clock=lambda: MORNING_AFTER)
        pilot, target, *_ = waiting(context)
        outcome = learn(context, pilot, lambda: advance_all(context, [pilot]))
        with statements(engine) as sent:
            advance_all(context, [target])
        by_hand: list[str] = []
        with open_driver(kind, theirs) as driver:
            driver.cursor.connection.set_trace_callback(by_hand.append)
            AdvanceFloor(driver, outcome).take(target)
        assert touched(by_hand) <= touched([each.text for each in sent])
        engine.dispose()


def touched(texts: list[str]) -> set[tuple[str, str]]:
    """Give what statements do to which tables: `("UPDATE", "clock")`."""
    named = re.compile(r"\b(FROM|JOIN|UPDATE|INTO)\s+(\w+)")
    found = {pair for text in texts for pair in named.findall(text)}
    return {("FROM" if verb == "JOIN" else verb, table) for verb, table in found}
