"""What a district's report says without being asked."""

from datetime import date, timedelta

from casework.clocks.redate_clocks import redate_clocks
from casework.jobs.run_due import run_due
from casework.reading.report import DistrictReport, report
from storage.arrivals import set_address_aside
from storage.database import writing
from tests.builders.office import Office, an_office
from tests.builders.runs import poison
from tests.casework.clocks.test_redate_clocks import asking, close_in_the_file
from tests.casework.handover.test_leavers import a_leaver_with_a_family


def alerts(office: Office) -> tuple[str, ...]:
    found = report(office.context, office.district)
    assert isinstance(found, DistrictReport), found
    return found.alerts


def test_jobs_that_never_ran_are_said_once(office: Office) -> None:
    assert alerts(office) == (
        "No job has ever run: nobody is reminded. Have the jobs started.",
    )


def test_jobs_that_ran_in_time_are_not_mentioned(office_of_each: Office) -> None:
    run_due(office_of_each.context)
    assert alerts(office_of_each) == ()


def test_jobs_that_stand_still_are_said(office: Office) -> None:
    run_due(office.context)
    office.at(office.context.now() + timedelta(days=3))
    (sentence,) = alerts(office)
    assert sentence.startswith(
        "No job ran when it should. reminders last ran 3 days ago, on 17 December 2012"
    )


def test_what_is_set_aside_is_counted(office_of_each: Office) -> None:
    office = office_of_each
    office.open_families(1)
    poison(office)
    office.at(date(2013, 1, 4))
    run_due(office.context)
    (sentence,) = alerts(office)
    words = "7 things are set aside until somebody clears it."
    assert sentence == words


def test_a_calendar_that_changed_in_a_file_is_said_until_clocks_were_moved(
    sqlite_url: str,
) -> None:
    with an_office(sqlite_url) as office:
        office.open_families(1)
        run_due(office.context)
        close_in_the_file(office)
        (sentence,) = alerts(office)
        assert sentence.startswith(
            "The calendar of Maidstone has changed (noticed on 17 December 2012)"
        )
        assert close_in_the_file(office) == ()
        assert len(alerts(office)) == 1
        redate_clocks(office.context, asking(office))
        assert alerts(office) == ()


def test_a_leaver_whom_nobody_covers_is_named(sqlite_url: str) -> None:
    with an_office(sqlite_url) as office:
        a_leaver_with_a_family(office)
        office.at(date(2013, 9, 2))
        run_due(office.context)
        (sentence,) = alerts(office)
        assert sentence.startswith("Caseworker 5 (mai.worker5) left on 30 August 2013")


def test_an_address_that_letters_do_not_reach_is_said(office_of_each: Office) -> None:
    office = office_of_each
    run_due(office.context)
    with writing(office.context.database) as connection:
        letter = {
            "district_id": office.district,
            "user": "mai.coordinator",
            "email": "old@example.org",
            "channel": "notify",
        }
        now = office.context.now()
        set_address_aside(connection, letter, why="permanent-failure.", since=now)
    (sentence,) = alerts(office)
    assert sentence == (
        "Letters to Coordinator, Operational Group (mai.coordinator) do not arrive "
        "since 17 December 2012: permanent-failure."
    )
