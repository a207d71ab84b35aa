"""A clock that counts school terms, through the real use cases."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from casework.open_families import OpenRequest, open_families
from casework.reading.desk import open_desk
from casework.reading.words import left_in_words
from casework.set_up import set_up
from demo.sample_districts import sample_district
from demo.sample_families import write_sample_list
from engine.advance.refusal import Refusal, Why
from engine.workflow.workflow import Workflow
from tests.builders.clocks import clock_of, due_on, pause, resume
from tests.builders.office import Office, an_office
from tests.builders.storage import everything

PLAN, AGREEMENT = "plan_check", "family_agreement"


def _in_terms(workflow: Workflow, clock: str, budget: str) -> Workflow:
    pathway = workflow.pathway
    changed = pathway.clocks[clock].model_copy(update={"budget": budget})
    return Workflow(
        pathway=pathway.model_copy(
            update={"clocks": pathway.clocks | {clock: changed}}
        ),
        district=workflow.district,
        framework=workflow.framework,
    )


@pytest.fixture
def office(migrated_url: str) -> Iterator[Office]:
    """Open an office where the plan is checked within 2 terms, the CAF within 9."""
    with an_office(migrated_url) as opened:
        changed = _in_terms(opened.workflow, PLAN, "2 terms")
        changed = _in_terms(changed, AGREEMENT, "9 terms")
        set_up(opened.url, [changed], clock=opened.context.clock)
        yield opened


def test_a_clock_of_two_terms_ends_with_the_second_whole_term(office: Office) -> None:
    (family,) = office.open_families()  # 17 December: autumn is almost over

    assert due_on(office, family, PLAN) == date(2013, 7, 23)


def test_what_is_left_is_told_in_school_days(office: Office) -> None:
    (family,) = office.open_families()
    office.at(date(2013, 7, 18))

    with open_desk(office.context) as desk:
        words = left_in_words(desk, clock_of(office, family, PLAN))

    assert words == "3 school days left"


def test_a_rest_in_the_holidays_costs_nothing(office: Office) -> None:
    (family,) = office.open_families()
    office.at(date(2013, 3, 28))
    pause(office, family, PLAN)
    office.at(date(2013, 4, 14))

    resume(office, family, PLAN)

    assert due_on(office, family, PLAN) == date(2013, 7, 23)


def test_a_rest_in_term_is_made_up_for_in_school_days(office: Office) -> None:
    (family,) = office.open_families()
    office.at(date(2013, 7, 16))
    pause(office, family, PLAN)  # five school days are left
    office.at(date(2013, 9, 2))

    resume(office, family, PLAN)

    assert due_on(office, family, PLAN) == date(2013, 9, 9)


def test_an_event_whose_clock_outlasts_the_calendar_is_refused(office: Office) -> None:
    (family,) = office.open_families()
    office.walk(family, "profiled")
    office.at(date(2014, 1, 20))

    recorded = office.decide("approve", family)

    assert not isinstance(recorded, Refusal)
    ((_, refused),) = recorded.outcomes
    assert isinstance(refused, Refusal)
    assert refused.reasons[0].why is Why.CALENDAR
    assert refused.sentences()[0] == (
        "A clock can not be reckoned: 9 whole terms from Monday 20 January 2014 lies "
        "outside the school terms on record, which run from Wednesday 1 September 2010 "
        "to Wednesday 20 July 2016: add the year to the calendar of school terms."
    )


def test_families_are_opened_all_or_none_where_the_calendar_ends(
    office: Office, tmp_path: Path
) -> None:
    path = tmp_path / "families.csv"
    write_sample_list(path, count=3, seed=1, district=sample_district("maidstone"))
    office.at(datetime(2016, 3, 1, 10, tzinfo=UTC))
    before = everything(office.context.database)

    refused = open_families(
        office.context,
        OpenRequest(
            path=path, district_id=office.district, user=office.user("coordinator")
        ),
    )

    assert isinstance(refused, Refusal)
    assert refused.reasons[0].why is Why.CALENDAR
    assert everything(office.context.database) == before
