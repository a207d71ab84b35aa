"""`tick --rehearse`, `forecast`, `runs` and `set-aside`, in words."""

from datetime import date, timedelta

from storage.tables import Clock
from tests.builders.office import Office
from tests.builders.program import Program
from tests.builders.runs import heal, poison
from tests.builders.storage import everything, rows


def test_a_rehearsal_is_told_in_words_and_changes_nothing(
    program: Program, office: Office, reference: str
) -> None:
    before = everything(office.context.database)
    said = program.done("tick", "--rehearse", "--as-at", "2012-12-21")
    assert f"18 December 2012   {reference}" in said
    assert (
        "Coordinator, Operational Group: mai.coordinator (with the later one)" in said
    )
    assert "A run on 21 December 2012 would make 3 reminders, 1 message, 1 task" in said
    assert everything(office.context.database) == before


def test_only_a_rehearsal_is_for_another_day(program: Program) -> None:
    ran = program.run("tick", "--as-at", "2012-12-21")
    assert ran.code == 2
    assert "It goes with --rehearse" in ran.err


def test_a_job_that_stands_still_is_said(program: Program, office: Office) -> None:
    program.done("tick")
    office.at(office.context.now() + timedelta(days=3))
    program.set_clock(office.context.now())
    said = program.run("runs").err
    assert "- reminders last ran 3 days ago, on 17 December 2012" in said


def test_a_check_of_the_runs_ends_with_3_when_a_job_stands_still(
    program: Program, office: Office
) -> None:
    """Containers and monitoring ask this."""
    program.done("tick")
    assert program.run("runs", "--check").code == 0
    office.at(office.context.now() + timedelta(days=3))
    program.set_clock(office.context.now())
    assert program.run("runs", "--check").code == 3


def test_what_is_set_aside_is_listed_cleared_and_raised(
    program: Program, office: Office
) -> None:
    office.open_families(1)
    assert program.done("set-aside", "list") == "Nothing is set aside.\n"
    (clock,) = rows(office.context.database, Clock, clock="plan_check")
    poison(office, clock["id"])
    office.at(date(2012, 12, 31))
    program.set_clock(office.context.now())
    assert program.run("tick").code == 1
    assert "at the first run after it is cleared" in program.done("set-aside", "list")
    heal(office)
    who = ("--as", "mai.coordinator")
    said = program.done("set-aside", "clear", "MAI-0001", "--reason", "Mended", *who)
    assert said == f"MAI-0001: cleared {clock['id']}. The next run tries again.\n"
    assert program.done("tick")
    assert program.done("set-aside", "list") == "Nothing is set aside.\n"


def test_the_forecast_has_a_row_a_reader_and_a_column_a_week(
    program: Program, reference: str
) -> None:
    assert reference
    said = program.done("forecast", "--district", "maidstone", "--weeks", "3")
    assert "17 Dec   24 Dec   31 Dec" in said
    assert "clocks in 3 weeks." in said
