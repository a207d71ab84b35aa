"""A day that is closed while others start clocks: none keeps the day of the old one."""

import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as StillWaiting
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import date
from threading import Event

import pytest
from sqlalchemy import Engine, event

from casework.clocks.proclaim_closure import (
    ClosureDone,
    ClosureRequest,
    proclaim_closure,
)
from casework.clocks.redate_clocks import clocks_behind
from casework.context import Context
from casework.handover.hand_over import HandedOver, hand_over
from casework.handover.request import HandoverRequest
from casework.handover.undo import HandoverUndone, UndoRequest, undo_handover
from storage.database import open_database, reading
from storage.districts import all_districts
from tests.builders.clocks import pause, resume
from tests.builders.office import Office, an_office
from tests.builders.simulation import EVERYBODY_IN_POST
from tests.proof.people_at_once import Act, at_once

REFERENCE, CLOCK = "MAI-0001", "family_agreement"
HOLDS = re.compile(r"INSERT|UPDATE|SELECT .*\sFROM family_case\b", re.DOTALL)
"""What a use case does once it has read the calendar, unless it is careful."""
PATIENCE_SECONDS = 30


@pytest.fixture
def office(migrated_url: str) -> Iterator[Office]:
    """Give an office whose first family is approved by the board."""
    with an_office(migrated_url) as office:
        office.at(EVERYBODY_IN_POST)
        office.open_families(1)
        office.walk(REFERENCE, "board_approved")
        yield office


def a_day_soon(office: Office) -> date:
    """Give the Thursday after next: many clocks end after it."""
    today = office.context.today()
    return date.fromordinal(today.toordinal() + 10 - today.weekday())


def closes_a_day(office: Office) -> Act:
    request = ClosureRequest(
        day=a_day_soon(office),
        district_id=office.district,
        user=office.user("coordinator"),
        title="Snow",
    )
    return lambda context: proclaim_closure(context, request)


def at_desk(office: Office, context: Context) -> Office:
    return replace(office, context=context)


def opens_families(office: Office, most: int = 20) -> Act:
    return lambda context: at_desk(office, context).open_families(most)


def agrees(office: Office) -> Act:
    return lambda context: at_desk(office, context).take(REFERENCE, "agree_caf")


def pauses(office: Office) -> Act:
    return lambda context: pause(at_desk(office, context), REFERENCE, CLOCK)


def resumes(office: Office) -> Act:
    pause(office, REFERENCE, CLOCK)
    return lambda context: resume(at_desk(office, context), REFERENCE, CLOCK)


def hands_over(office: Office) -> Act:
    office.walk(REFERENCE, "caseworker_allocated")
    worker = str(office.case(REFERENCE).view.facts["worker"])
    other = next(user for user in ("mai.worker1", "mai.worker2") if user != worker)
    request = HandoverRequest(
        district_id=office.district,
        worker=worker,
        user=office.user("coordinator"),
        reason="Leaves",
        spread_over=(other,),
    )
    return lambda context: hand_over(context, request)


def takes_back(office: Office) -> Act:
    done = hands_over(office)(office.context)
    assert isinstance(done, HandedOver), done
    request = UndoRequest(
        district_id=office.district,
        handover_id=done.id,
        user=office.user("coordinator"),
        reason="Stays",
    )
    return lambda context: undo_handover(context, request)


STARTS = [opens_families, agrees, pauses, resumes, hands_over, takes_back]


@pytest.mark.parametrize("starts", STARTS)
def test_who_has_read_the_calendar_before_it_changes_keeps_no_old_day(
    office: Office, starts: Callable[[Office], Act]
) -> None:
    start, close = starts(office), closes_a_day(office)
    ready, go = Event(), Event()
    with a_context(office) as ours, a_context(office) as theirs:
        wait_before_holding(ours.database, ready, go)
        with ThreadPoolExecutor(2) as people:
            starting = people.submit(start, ours)
            assert ready.wait(PATIENCE_SECONDS)
            closing = people.submit(close, theirs)
            with suppress(StillWaiting):
                closing.result(0.5)
            go.set()
            done = [each.result(PATIENCE_SECONDS) for each in (starting, closing)]
    assert was_done(done[0]), done
    assert isinstance(done[1], ClosureDone), done
    assert standing_by_the_old_calendar(office) == []


def test_a_day_is_closed_while_many_start_clocks(office: Office) -> None:
    for week in range(1, 6):
        before = office.context.today()
        opens = opens_families(office, 1 + 8 * week)
        _, closed = at_once(office, opens, closes_a_day(office))
        assert isinstance(closed, ClosureDone), closed
        assert standing_by_the_old_calendar(office) == []
        office.at(date.fromordinal(before.toordinal() + 7))


@contextmanager
def a_context(office: Office) -> Iterator[Context]:
    database = open_database(office.url)
    yield Context(database=database, clock=office.context.clock)
    database.dispose()


def wait_before_holding(database: Engine, ready: Event, go: Event) -> None:
    """Let whoever uses this database wait before they hold a case or change one."""

    def wait(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if HOLDS.match(statement) and not ready.is_set():
            ready.set()
            go.wait(PATIENCE_SECONDS)

    event.listen(database, "before_cursor_execute", wait)


def was_done(outcome: object) -> bool:
    """Say whether it is neither a refusal nor a list that opened nothing."""
    if isinstance(outcome, HandedOver):
        return bool(outcome.moved)
    if isinstance(outcome, HandoverUndone):
        return bool(outcome.returned)
    return bool(outcome)


def standing_by_the_old_calendar(office: Office) -> list[str]:
    with reading(office.context.database) as connection:
        districts = all_districts(connection)
        behind = clocks_behind(office.context, connection, districts)
    return [
        f"{each.told.reference} {each.told.clock}"
        for clocks in behind.values()
        for each in clocks
    ]
