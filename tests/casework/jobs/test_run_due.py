"""Running what is due: every run is on record, and one bad case stops nobody."""

from datetime import date, timedelta

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from casework.jobs.run_due import JOBS, SKEW, ClockSetBack, run_due
from casework.reading.office_lists import list_runs
from storage.database import writing
from storage.rows import insert_rows, table_of
from storage.tables import PaymentTrigger, Person
from tests.builders.office import Office, an_office


def spoil_payment(office: Office, number: int) -> None:
    """Let a payment be of a kind that the framework does not know."""
    trigger = table_of(PaymentTrigger)
    with writing(office.context.database) as connection:
        connection.execute(
            update(trigger)
            .where(trigger.c.case_number == number)
            .values(payment="a_kind_of_another_time")
        )


def test_one_bad_payment_stops_no_other(migrated_url: str) -> None:
    with an_office(migrated_url) as office:
        office.open_families(2)
        for reference in ("MAI-0001", "MAI-0002"):
            office.walk(reference, "caseworker_allocated")
        spoil_payment(office, 1)
        runs = run_due(office.context)
        assert not isinstance(runs, ClockSetBack)
        payments = next(run for run in runs if run.job == "payments")
        assert payments.examined == 2
        assert payments.failed == 1
        assert payments.failures[0].startswith("MAI-0001, payment a_kind_of_another")


def test_a_bad_payment_is_not_judged_again_until_its_case_changes(
    sqlite_url: str,
) -> None:
    with an_office(sqlite_url) as office:
        office.open_families()
        office.walk("MAI-0001", "caseworker_allocated")
        spoil_payment(office, 1)
        run_due(office.context)
        runs = run_due(office.context)
        assert not isinstance(runs, ClockSetBack)
        assert sum(run.failed for run in runs) == 0


def test_a_run_that_breaks_off_is_on_record(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_context: object) -> None:
        raise RuntimeError("the disk fell out")

    with an_office(sqlite_url) as office:
        monkeypatch.setitem(JOBS, "reminders", broken)
        run_due(office.context)
        run = next(r for r in list_runs(office.context).runs if r.job == "reminders")
        assert "the disk fell out" in run.failures[0]


def test_machines_whose_clocks_differ_a_little_work_together(sqlite_url: str) -> None:
    with an_office(sqlite_url) as office:
        run_due(office.context)
        now = office.context.now()
        office.at(now - SKEW)
        assert not isinstance(run_due(office.context), ClockSetBack)
        office.at(now - SKEW - timedelta(seconds=1))
        assert isinstance(run_due(office.context), ClockSetBack)


def test_an_error_of_the_database_names_nobody(migrated_url: str) -> None:
    person = {
        "district_id": "maidstone",
        "id": "1",
        "forename": "Michelle",
        "surname": "Mitchell",
        "born": date(1978, 2, 2),
    }
    with (
        an_office(migrated_url) as office,
        pytest.raises(IntegrityError) as told,
        writing(office.context.database) as connection,
    ):
        insert_rows(connection, Person, [person, person])
    assert "Mitchell" not in str(told.value)
