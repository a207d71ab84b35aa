"""A calendar that changes under open clocks is noticed, counted, and told of."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from sqlalchemy import delete

from casework.clocks.redate_clocks import redate_clocks
from casework.clocks.watch_calendar import calendar_alerts
from casework.jobs.run_due import ClockSetBack, run_due
from casework.reading.office_lists import list_runs
from casework.reading.report import DistrictReport, report
from engine.clocks import working_days
from engine.clocks.working_days import england
from storage.database import writing
from storage.rows import table_of
from storage.runs import Run
from storage.tables import Setting
from tests.builders.clocks import due_on
from tests.builders.office import Office
from tests.casework.clocks.test_proclaim_closure import CLOSED, PROFILE, proclaim
from tests.casework.clocks.test_redate_clocks import (
    AFTER,
    BEFORE,
    asking,
    close_in_the_file,
)

HOW_MANY = "6 open clocks would move"


def a_bank_holiday_more(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the package of bank holidays know one that it did not know before."""
    days = tuple(each for each in working_days._office_days() if each != CLOSED)  # noqa: SLF001
    forget_calendars()
    monkeypatch.setattr(working_days, "_office_days", lambda: days)


def forget_calendars() -> None:
    """Let calendars be made anew, as in a process that starts."""
    england.cache_clear()
    working_days._school_days.cache_clear()  # noqa: SLF001


@pytest.fixture(autouse=True)
def _calendars_of_their_own(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    yield
    monkeypatch.undo()
    forget_calendars()


def forget_what_was_kept(office: Office) -> None:
    """Make the database one that an earlier version of the program has written."""
    with writing(office.context.database) as connection:
        connection.execute(delete(table_of(Setting)))


def calendar_run(office: Office) -> Run:
    runs = run_due(office.context)
    assert not isinstance(runs, ClockSetBack)
    return next(run for run in runs if run.job == "calendar")


def test_a_calendar_that_is_as_it_was_is_not_counted(
    office: Office, family: str
) -> None:
    assert family
    assert calendar_run(office).examined == 0
    assert calendar_alerts(office.context) == ()


def test_a_bank_holiday_of_a_newer_calendar_is_noticed_and_moves_nothing(
    office: Office, family: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_bank_holiday_more(monkeypatch)
    (before_the_run,) = calendar_alerts(office.context)
    assert "The next run of the jobs counts the open clocks" in before_the_run

    (said,) = calendar_run(office).failures

    assert HOW_MANY in said
    assert due_on(office, family, PROFILE) == BEFORE
    assert list_runs(office.context).calendars == (said,)
    told = report(office.context, office.district)
    assert isinstance(told, DistrictReport)
    assert said in told.alerts


def test_it_is_said_until_the_clocks_were_moved(
    office: Office, family: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_bank_holiday_more(monkeypatch)
    calendar_run(office)
    assert calendar_run(office).failures == ()  # counted today: the alert says it
    assert HOW_MANY in calendar_alerts(office.context)[0]

    redate_clocks(office.context, asking(office))

    assert calendar_alerts(office.context) == ()
    assert due_on(office, family, PROFILE) == AFTER


def test_the_next_day_they_are_counted_anew(
    office: Office, family: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_bank_holiday_more(monkeypatch)
    calendar_run(office)
    office.walk(family, "profiled")
    office.at(office.context.now() + timedelta(days=1))

    assert calendar_run(office).examined == 1
    assert calendar_alerts(office.context) == ()


def test_a_file_that_changes_and_changes_back_is_no_alert(
    office: Office, family: str
) -> None:
    assert family
    close_in_the_file(office)
    assert HOW_MANY in calendar_alerts(office.context)[0]
    close_in_the_file(office, closed=False)
    assert calendar_alerts(office.context) == ()


def test_a_day_proclaimed_closed_leaves_nothing_behind(
    office: Office, family: str
) -> None:
    assert family
    proclaim(office)
    assert calendar_alerts(office.context) == ()
    assert calendar_run(office).examined == 0


def test_a_day_proclaimed_closed_hides_no_other_change(
    office: Office, family: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert family
    a_bank_holiday_more(monkeypatch)
    proclaim(office, day=date(2014, 5, 1))
    calendar_run(office)
    assert "would move" in calendar_alerts(office.context)[0]


def test_a_database_of_before_is_looked_at_once(
    office: Office, family: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert family
    forget_what_was_kept(office)
    assert calendar_alerts(office.context) == ()
    assert calendar_run(office).examined == 1
    assert calendar_run(office).examined == 0
    a_bank_holiday_more(monkeypatch)
    assert calendar_run(office).failures != ()
