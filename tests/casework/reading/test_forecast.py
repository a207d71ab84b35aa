"""The forecast: what falls due to whom in the coming weeks."""

from datetime import date, timedelta

import pytest

from casework.jobs.run_due import run_due
from casework.reading.forecast import ComingLoad, Forecast, forecast
from engine.advance.refusal import Refusal
from tests.builders.office import Office
from tests.builders.storage import everything

STARTED = date(2013, 2, 4)
FIRST = date(2013, 3, 18)
"""Support starts on a Monday; the first review is due six weeks on, on a Monday too."""


def of(office: Office, weeks: int = 12) -> Forecast:
    found = forecast(office.context, "maidstone", weeks)
    assert isinstance(found, Forecast)
    return found


def load(found: Forecast, user: str) -> ComingLoad:
    return next(each for each in found.loads if each.user == user)


def reviews(load: ComingLoad) -> list[date]:
    return [week.monday for week in load.weeks if week.reviews]


@pytest.fixture
def supported(office: Office) -> str:
    """Bring a family into support on 4 February 2013."""
    office.at(STARTED)
    (reference,) = office.open_families()
    office.walk(reference, "in_support")
    return reference


def test_a_review_is_in_its_week_and_the_next_one_three_months_on(
    office: Office, supported: str
) -> None:
    worker = office.case(supported).row["worker"]
    assert reviews(load(of(office, weeks=12), worker)) == [FIRST]
    found = reviews(load(of(office, weeks=40), worker))
    assert found == [FIRST, date(2013, 6, 17), date(2013, 9, 16)]


def test_an_overdue_review_is_taken_to_be_held_today(
    office: Office, supported: str
) -> None:
    worker = office.case(supported).row["worker"]
    office.at(date(2013, 3, 25))
    found = load(of(office, weeks=20), worker)
    assert found.overdue == 1
    assert reviews(found) == [date(2013, 6, 24)]


def test_the_weeks_begin_with_this_one_and_add_up(
    office: Office, supported: str
) -> None:
    worker = office.case(supported).row["worker"]
    office.at(STARTED + timedelta(days=2))
    found = of(office, weeks=60)
    assert found.mondays[0] == STARTED
    assert len(found.mondays) == 60
    theirs = load(found, worker)
    assert theirs.families == 1
    assert theirs.total == sum(week.reviews + week.others for week in theirs.weeks)
    assert any(week.others for week in theirs.weeks)  # the reassessment, in a year


def test_what_is_nobodys_yet_is_its_roles(office: Office) -> None:
    office.open_families(2)
    found = of(office, weeks=4)
    assert {each.role for each in found.loads if not each.user} >= {"coordinator"}
    assert all(not each.user for each in found.loads)


def test_a_forecast_changes_nothing_and_waits_for_nothing(
    office_of_each: Office,
) -> None:
    office_of_each.open_families(2)
    run_due(office_of_each.context)
    before = everything(office_of_each.context.database)
    assert of(office_of_each).loads
    assert everything(office_of_each.context.database) == before


@pytest.mark.parametrize("weeks", [0, 105])
def test_too_many_or_too_few_weeks_are_refused(office: Office, weeks: int) -> None:
    refused = forecast(office.context, "maidstone", weeks)
    assert isinstance(refused, Refusal)
    assert refused.sentences() == (f"A forecast is for 1 to 104 weeks, not {weeks}.",)


def test_an_unknown_district_is_refused(office: Office) -> None:
    assert isinstance(forecast(office.context, "kent"), Refusal)
