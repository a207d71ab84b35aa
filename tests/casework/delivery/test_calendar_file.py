"""The calendar file of a review: a day, a reference, a link, and nothing else."""

from datetime import UTC, date, datetime
from typing import Any

from icalendar import Calendar

from casework.delivery.calendar_file import Appointment, calendar_file
from casework.delivery.enclosing import review_clocks
from engine.workflow.loader import load_workflow
from tests.builders.office import WORKFLOWS

NOW = datetime(2013, 1, 14, 8, tzinfo=UTC)


def a_review(**changes: object) -> Appointment:
    usual: dict[str, object] = {
        "district_id": "maidstone",
        "clock_id": "1-12-3",
        "reference": "MAI-0001",
        "action": "Hold the first review",
        "due_on": date(2013, 1, 28),
        "started_on": date(2012, 12, 17),
    }
    return Appointment(**usual | changes)  # type: ignore[arg-type]


def written(due: Appointment, now: datetime = NOW) -> Any:  # noqa: ANN401 - its own types are unions of everything
    text = calendar_file(due, now, "https://cases.example.org").text
    return Calendar.from_ical(text)


def test_a_review_is_an_entry_for_the_whole_of_its_due_day() -> None:
    calendar = written(a_review())
    (event,) = calendar.walk("VEVENT")
    assert calendar["METHOD"] == "PUBLISH"
    assert event.decoded("dtstart") == date(2013, 1, 28)
    assert event.decoded("dtend") == date(2013, 1, 29)
    assert event["SUMMARY"] == "MAI-0001: Hold the first review"
    assert event["URL"] == "https://cases.example.org/cases/MAI-0001"


def test_it_names_nobody() -> None:
    (event,) = written(a_review()).walk("VEVENT")
    assert not {"ATTENDEE", "ORGANIZER", "DESCRIPTION", "LOCATION"} & set(event)


def test_a_review_that_moved_moves_the_same_entry() -> None:
    (before,) = written(a_review()).walk("VEVENT")
    moved = written(a_review(due_on=date(2013, 2, 4)), NOW.replace(day=15))
    (after,) = moved.walk("VEVENT")
    assert before["UID"] == after["UID"] == "maidstone-1-12-3@case-reviews"
    assert before["SEQUENCE"] < after["SEQUENCE"]


def test_its_lines_end_as_the_standard_asks() -> None:
    text = calendar_file(a_review(), NOW, "https://cases.example.org").text
    assert all(line.endswith("\r") for line in text.split("\n") if line)


def test_the_clocks_of_reviews_are_those_that_holding_one_meets_or_restarts() -> None:
    workflow = load_workflow(WORKFLOWS / "districts" / "maidstone.yaml")
    assert review_clocks(workflow.pathway) == {"first_review", "next_review"}
