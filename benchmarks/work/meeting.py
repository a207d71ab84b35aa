"""A board's batch: so many families approved in one transaction."""

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import islice

from sqlalchemy import select

from benchmarks.databases import TITLES, Kind, open_driver, open_engine, rows_of
from benchmarks.errors import NotDoneError
from benchmarks.floor.meeting import MeetingFloor
from benchmarks.floor.outcome import Target
from benchmarks.generator import MORNING_AFTER, Wish
from benchmarks.results import Goal, Measured
from benchmarks.rounds import at_once, take_turns
from benchmarks.sizes import Sizes
from benchmarks.store import Store
from benchmarks.work.learning import learn
from casework.context import Context
from casework.decide_meeting import (
    FamilyDecision,
    MeetingRecorded,
    MeetingRequest,
    decide_meeting,
)
from engine.advance.refusal import Refusal
from storage.database import reading
from storage.rows import table_of
from storage.tables import FamilyCase, Meeting

SOURCE = ("profiled", "not_offered")
"""The states in which the families have to stand."""
DISTRICT = "d001"
SECRETARY = f"{DISTRICT}.secretary"
MANY = 100
"""From here on a meeting is a batch; below, what each meeting costs weighs in."""
GOAL = Goal(limit=1.5, aim=1.0)
Turn = tuple[str, list[Target]]
"""A meeting of a round: its reference, and its families."""


def measure_meetings(
    store: Store, kinds: Sequence[Kind], sizes: Sizes
) -> Iterator[Measured]:
    """Measure meetings of 10, 100 and 1,000 families."""
    families = (sizes.cases,) if sizes.cases else (10, 100, 1000)
    waiting = sum(families) * (sizes.rounds + 1) + 1
    wish = Wish(cases=2 * waiting, districts=1, standing={"/".join(SOURCE): waiting})
    for kind in kinds:
        with store.two_copies(kind, wish) as (ours, theirs):
            yield from _measure(kind, (ours, theirs), families, sizes.rounds)
    store.finished(wish)


def _measure(
    kind: Kind, copies: tuple[str, str], families: Sequence[int], rounds: int
) -> Iterator[Measured]:
    database = open_engine(kind, copies[0])
    context = Context(database=database, clock=lambda: MORNING_AFTER)
    with open_driver(kind, copies[1]) as driver:
        pilot, *targets = profiled(context)
        approve = partial(decide, context, "the pilot's", [pilot])
        floor = MeetingFloor(driver, learn(context, pilot, approve), MORNING_AFTER)
        pilots = rows_of(database, Meeting, reference="the pilot's")
        body = str(pilots[0]["body"])
        floor.hold("the pilot's", body, [pilot])
        left = iter(targets)
        for size in families:
            turns = [
                (f"{size} families, round {n}", list(islice(left, size)))
                for n in range(rounds + 1)
            ]
            yield Measured(
                what=f"a meeting of {size:,}",
                kind=kind,
                timings=take_turns(
                    f"a meeting of {size}, {TITLES[kind]}",
                    at_once(partial(_decided, context, turns)),
                    at_once(partial(_by_hand, floor, body, turns)),
                    rounds=rounds,
                ),
                unit="a family",
                goal=GOAL if size >= MANY else None,
            )
    database.dispose()


def _decided(context: Context, turns: Sequence[Turn], number: int) -> int:
    return decide(context, *turns[number])


def _by_hand(floor: MeetingFloor, body: str, turns: Sequence[Turn], number: int) -> int:
    meeting, targets = turns[number]
    return floor.hold(meeting, body, targets)


def decide(context: Context, meeting: str, targets: Sequence[Target]) -> int:
    """Let the board approve families by the engine; give how many.

    Raises:
        NotDoneError: one was refused: the database is not what was prepared.
    """
    request = MeetingRequest(
        district_id=DISTRICT,
        meeting=meeting,
        held_on=context.today(),
        user=SECRETARY,
        decisions=tuple(
            FamilyDecision(reference=target.reference, outcome="approve", minute="1")
            for target in targets
        ),
    )
    recorded = decide_meeting(context, request)
    if not isinstance(recorded, MeetingRecorded):
        raise NotDoneError(" ".join(recorded.sentences()))
    for _, outcome in recorded.outcomes:
        if isinstance(outcome, Refusal):
            raise NotDoneError(" ".join(outcome.sentences()))
    return len(targets)


def profiled(context: Context) -> list[Target]:
    """Give the families that the board can approve."""
    case = table_of(FamilyCase)
    programme, service = SOURCE
    statement = (
        select(case.c.reference)
        .where(
            case.c.district_id == DISTRICT,
            case.c.programme == programme,
            case.c.service == service,
        )
        .order_by(case.c.number)
    )
    with reading(context.database) as connection:
        return [
            Target(district=DISTRICT, reference=name, user=SECRETARY, command="")
            for name in connection.execute(statement).scalars()
        ]
