"""Whatever is paused, resumed, proclaimed and withdrawn, the budget is used exactly."""

from datetime import date, timedelta
from random import Random

import pytest

from casework.clocks.proclaim_closure import (
    ClosureDone,
    ClosureRequest,
    proclaim_closure,
    withdraw_closure,
)
from casework.context import calendar_of
from engine.workflow.district import District
from storage.database import reading
from storage.districts import find_district
from tests.builders.clocks import clock_of, pause, pauses_of, resume
from tests.builders.office import Office

CLOCK, WORKING_DAYS = "family_agreement", 15


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_working_days_that_it_ran_are_its_budget(
    office: Office, family: str, seed: int
) -> None:
    chance = Random(seed)  # noqa: S311 - a play, no secret
    office.walk(family, "board_approved")
    today = office.context.today()
    for number in range(8):
        today += timedelta(days=chance.randrange(4))
        office.at(today)
        act = pause if number % 2 == 0 else resume
        act(office, family, CLOCK)
        _change_some_day(office, today + timedelta(days=chance.randrange(-20, 20)))

    clock = clock_of(office, family, CLOCK)
    calendar = calendar_of(_district(office))
    begun, ran = clock["started_on"], 0
    for rest in pauses_of(office, family, CLOCK):
        ran += calendar.between(begun, rest["since"])
        begun = rest["until"]
    assert ran == clock["consumed"]
    assert ran + calendar.between(begun, clock["due_on"]) == WORKING_DAYS


def _change_some_day(office: Office, day: date) -> None:
    """Close the day if it is worked; open it again if it was proclaimed."""
    asked = ClosureRequest(
        day=day,
        district_id=office.district,
        user=office.user("coordinator"),
        title="Closed",
    )
    district = _district(office)
    if day in district.closures:
        assert isinstance(withdraw_closure(office.context, asked), ClosureDone)
    elif calendar_of(district).is_working_day(day):
        assert isinstance(proclaim_closure(office.context, asked), ClosureDone)


def _district(office: Office) -> District:
    with reading(office.context.database) as connection:
        stored = find_district(connection, office.district)
    assert stored is not None
    return stored.district
