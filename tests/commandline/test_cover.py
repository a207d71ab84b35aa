"""`cover`: who stands in for whom."""

import pytest

from tests.builders.caseloads import SUMMER, a_caseload, covered
from tests.builders.office import Office
from tests.builders.program import Program, program_of

PEOPLE = ("mai.worker1", "mai.worker2", "--district", "maidstone")
DAYS = ("--from", "2013-06-03", "--until", "2013-06-07")
WHO = ("--reason", "Leave", "--as", "mai.worker1")
ENDING = ("mai.worker1-1", "--district", "maidstone", *WHO)


@pytest.fixture
def in_summer(office: Office) -> Program:
    """Give the program on Monday, 3 June 2013."""
    office.at(SUMMER)
    return program_of(office)


def test_cover_is_recorded_and_listed(in_summer: Program) -> None:
    said = in_summer.done("cover", "add", *PEOPLE, *DAYS, *WHO)
    assert "covers for mai.worker1 from 3 June 2013 to 7 June 2013" in said
    assert "Caseworker 2 (mai.worker2)" in in_summer.done("cover", "list")
    (line,) = in_summer.run("cover", "list", "--json").json["covers"]
    assert (line["id"], line["standing"]) == ("mai.worker1-1", "runs")


def test_cover_is_ended_and_taken_up_again(in_summer: Program) -> None:
    in_summer.done("cover", "add", *PEOPLE, *DAYS, *WHO)
    assert "no longer covers" in in_summer.done("cover", "end", *ENDING)
    assert "Nobody is covered" in in_summer.done("cover", "list")
    assert "ended early" in in_summer.done("cover", "list", "--past")
    assert "covers for mai.worker1" in in_summer.done("cover", "resume", *ENDING)


def test_a_refusal_says_every_reason(in_summer: Program) -> None:
    late = ("--from", "2013-06-01", "--until", "2013-05-31")
    said = in_summer.refused("cover", "add", *PEOPLE, *late, *WHO)
    assert "would end on 31 May 2013, before it starts" in said
    assert "which is before today" in said


def test_a_day_that_is_none_is_not_understood(in_summer: Program) -> None:
    said = in_summer.misused("cover", "add", *PEOPLE, "--from", "3 June", *WHO)
    assert "'3 June' is not a day" in said


def test_the_history_says_who_acted_for_whom(office: Office) -> None:
    (family,) = a_caseload(office, 1)
    covered(office)
    office.take(family, "complete_assessment", "mai.worker2")
    program = program_of(office)
    assert "mai.worker2 for mai.worker1" in program.done("history", family)
    *_, last = program.run("history", family, "--json").json["entries"]
    assert (last["by"], last["on_behalf_of"]) == ("mai.worker2", "mai.worker1")
