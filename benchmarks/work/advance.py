"""One durable advance, one commit each: a family agrees to support.

It leaves a state of both machines and enters another, so that clocks of both end and
start; it writes a history entry and a record.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import select

from benchmarks.counting import counting, counting_driver, each, in_words
from benchmarks.databases import (
    TITLES,
    Driver,
    Kind,
    open_driver,
    open_engine,
)
from benchmarks.errors import NotDoneError
from benchmarks.floor.advance import AdvanceFloor
from benchmarks.floor.outcome import Target
from benchmarks.generator import ENGLISH_AUTHORITIES, MORNING_AFTER, Wish
from benchmarks.results import Goal, Measured
from benchmarks.rounds import at_once, take_turns
from benchmarks.sizes import Sizes
from benchmarks.store import Store
from benchmarks.work.learning import learn
from casework.advance_case import Advanced, AdvanceRequest, advance_case
from casework.context import Context
from storage.database import reading
from storage.rows import table_of
from storage.tables import FamilyCase

EVENT = "agree_caf"
SOURCE = ("board_approved", "not_offered")
"""The states in which the cases have to stand."""
GOALS: dict[Kind, Goal] = {
    "sqlite-normal": Goal(limit=2.5, aim=1.5),
    "sqlite-full": Goal(limit=1.9, aim=1.3),
    "postgresql": Goal(limit=1.5, aim=1.0),
}
COUNTED = ENGLISH_AUTHORITIES
"""How many advances are looked at to count what they send, after as many before: so
that each district has been there once before anything is timed."""


def measure_advance(
    store: Store, kinds: Sequence[Kind], sizes: Sizes
) -> Iterator[Measured]:
    """Measure one durable advance: 2,000 of 20,000 cases, or 12,000 of 100,000."""
    moved = sizes.pick(2_000, 12_000)
    wish = Wish(
        cases=max(moved + 1, 100_000 if sizes.full else 10 * moved),
        standing={"/".join(SOURCE): moved + 1 + 2 * COUNTED},
    )
    for kind in kinds:
        with store.two_copies(kind, wish) as (ours, theirs):
            yield _measure(kind, ours, theirs, moved, sizes.rounds)
    store.finished(wish)


def _measure(kind: Kind, ours: str, theirs: str, moved: int, rounds: int) -> Measured:
    database = open_engine(kind, ours)
    context = Context(database=database, clock=lambda: MORNING_AFTER)
    with open_driver(kind, theirs) as driver:
        pilot, *targets = waiting(context)
        outcome = learn(context, pilot, partial(advance_all, context, [pilot]))
        floor = AdvanceFloor(driver, outcome)
        floor.take(pilot)
        looked_at, targets = targets[: 2 * COUNTED], targets[2 * COUNTED :]
        sent = _counted(kind, context, floor, driver, looked_at)
        turns = _turns(targets[:moved], rounds + 1)
        timings = take_turns(
            f"advance, {TITLES[kind]}",
            at_once(lambda number: advance_all(context, turns[number])),
            at_once(lambda number: advance_by_hand(floor, turns[number])),
            rounds=rounds,
        )
    database.dispose()
    return Measured(
        what="advance, one commit each",
        kind=kind,
        timings=timings,
        unit="an advance",
        goal=GOALS[kind],
        remark=sent,
    )


def _turns(targets: Sequence[Target], count: int) -> list[Sequence[Target]]:
    each = len(targets) // count
    return [targets[n * each : (n + 1) * each] for n in range(count)]


def _counted(
    kind: Kind,
    context: Context,
    floor: AdvanceFloor,
    driver: Driver,
    targets: Sequence[Target],
) -> str:
    halves = targets[:COUNTED], targets[COUNTED:]
    ours, theirs = iter(halves), iter(halves)
    with counting(context.database) as counter:
        engine = each(counter, lambda: advance_all(context, next(ours)))
    with counting_driver(driver) as counter:
        by_hand = each(counter, lambda: advance_by_hand(floor, next(theirs)))
    return in_words(kind, engine, by_hand)


def waiting(context: Context) -> list[Target]:
    """Give the cases that can be taken through, each at a moment of its own.

    Neighbours are of other districts.
    """
    case = table_of(FamilyCase)
    programme, service = SOURCE
    statement = (
        select(case.c.district_id, case.c.reference)
        .where(case.c.programme == programme, case.c.service == service)
        .order_by(case.c.number, case.c.district_id)
    )
    with reading(context.database) as connection:
        return [
            Target(
                district=district,
                reference=reference,
                user=f"{district}.coordinator",
                command=f"bench:{reference}",
                at=MORNING_AFTER + place * timedelta(milliseconds=1),
            )
            for place, (district, reference) in enumerate(connection.execute(statement))
        ]


def advance_all(context: Context, targets: Sequence[Target]) -> int:
    """Take cases through by the engine; give how many.

    Raises:
        NotDoneError: one was refused: the database is not what was prepared.
    """
    hands = _Hands()
    context = replace(context, clock=lambda: hands.at)
    for target in targets:
        hands.at = target.at
        _advance(context, target)
    return len(targets)


class _Hands:
    """Those of the clock, which go on from advance to advance."""

    at: datetime = MORNING_AFTER


def _advance(context: Context, target: Target) -> None:
    request = AdvanceRequest(
        reference=target.reference,
        event=EVENT,
        user=target.user,
        answers={"agreed_on": target.at.date().isoformat()},
        command_id=target.command,
    )
    done = advance_case(context, request)
    if not isinstance(done, Advanced):
        raise NotDoneError(f"{target.reference}: {' '.join(done.sentences())}")


def advance_by_hand(floor: AdvanceFloor, targets: Sequence[Target]) -> int:
    """Take cases through by hand-written SQL; give how many."""
    for target in targets:
        floor.take(target)
    return len(targets)
