"""`tick`, and the runs it leaves behind."""

from datetime import date

from sqlalchemy import text

from casework.jobs.run_due import JOBS
from storage.database import writing
from tests.builders.office import Office
from tests.builders.program import Program


def test_a_tick_raises_what_is_due_once(
    program: Program, office: Office, reference: str
) -> None:
    assert reference
    office.at(date(2012, 12, 21))
    program.set_clock(office.context.now())
    assert program.done("tick").startswith("reminders: 1 looked at, 3 raised.")
    assert program.done("tick").startswith("reminders: 0 looked at, 0 raised.")
    runs = 2 * len(JOBS)
    assert f"{runs} of {runs} runs." in program.done("runs")


def test_no_runs_are_said_to_be_none(program: Program) -> None:
    assert program.done("runs") == "No job ran yet.\n"


def test_a_clock_that_was_set_back_runs_nothing(
    program: Program, office: Office
) -> None:
    program.done("tick")
    office.at(date(2012, 12, 16))
    program.set_clock(office.context.now())
    assert program.refused("tick") == (
        "- The clock says 16 December 2012 at 10:00, but the jobs last ran on 17 "
        "December 2012 at 10:00. Nothing was run. Set the computer's clock right, "
        "then try again.\n"
    )


def test_what_was_set_aside_is_told_and_the_rest_is_raised(
    program: Program, office: Office
) -> None:
    office.open_families(2)
    poison = "UPDATE clock SET clock = 'unknown' WHERE id LIKE '1-%'"
    with writing(office.context.database) as connection:
        connection.execute(text(poison))
    office.at(date(2012, 12, 21))
    program.set_clock(office.context.now())
    ran = program.run("tick")
    assert ran.code == 1
    assert "reminders: MAI-0001, clock unknown: " in ran.err
    assert "reminders: 2 looked at, 3 raised." in ran.out
    assert "MAI-0001" in program.done("report", "--district", "maidstone")
