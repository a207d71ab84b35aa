"""The floor of a meeting is honest: it leaves the database as the engine does."""

from benchmarks.databases import Kind, open_driver, open_engine, rows_of
from benchmarks.floor.meeting import MeetingFloor
from benchmarks.generator import MORNING_AFTER, Wish
from benchmarks.store import Store
from benchmarks.work.learning import learn
from benchmarks.work.meeting import SOURCE, decide, profiled
from casework.context import Context
from casework.decide_meeting import BATCH
from storage.tables import Meeting
from tests.builders.storage import everything

MORE_THAN_A_BATCH = BATCH + 2
WISH = Wish(
    cases=2 * MORE_THAN_A_BATCH,
    districts=1,
    standing={"/".join(SOURCE): MORE_THAN_A_BATCH},
    templates=40,
)


def test_both_leave_every_row_of_every_table_the_same(store: Store, kind: Kind) -> None:
    with store.two_copies(kind, WISH) as (ours, theirs):
        engine, other = open_engine(kind, ours), open_engine(kind, theirs)
        context = Context(database=engine, clock=lambda: MORNING_AFTER)
        pilot, *targets = profiled(context)
        outcome = learn(context, pilot, lambda: decide(context, "first", [pilot]))
        assert decide(context, "second", targets) > BATCH
        body = str(rows_of(engine, Meeting, reference="first")[0]["body"])
        with open_driver(kind, theirs) as driver:
            floor = MeetingFloor(driver, outcome, MORNING_AFTER)
            floor.hold("first", body, [pilot])
            floor.hold("second", body, targets)
        after, by_hand = everything(engine), everything(other)
        meetings, held = after.pop("meeting"), by_hand.pop("meeting")
        assert by_hand == after
        assert len(held) == len(meetings)  # the floor words the digest its own way
        assert len(after["decision"]) > BATCH
        engine.dispose()
        other.dispose()
