"""The pages of cases: looked at by a browser and by axe, gone through by people."""

import pytest

from tests.builders.chromium import Visitor, found_by_axe
from tests.web.browser.conftest import MakeVisitor

COORDINATOR, WORKER = "mai.coordinator", "mai.worker1"


def answers_a_day(somebody: Visitor, day: int) -> None:
    """Type a day of March 2014, and continue."""
    for part, typed in (("Day", str(day)), ("Month", "3"), ("Year", "2014")):
        somebody.page.get_by_label(part, exact=True).fill(typed)
    somebody.presses("Continue")


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_worker_goes_from_their_work_to_a_recorded_review(
    visitor: MakeVisitor, *, scripts: bool
) -> None:
    somebody = visitor(WORKER, scripts=scripts)
    page = somebody.page
    reference = "MAI-0055" if scripts else "MAI-0067"
    somebody.goes_to("/" if scripts else "/reviews")
    somebody.follows(reference)
    somebody.follows("Hold a review")
    somebody.presses("Continue")
    assert page.title().startswith("Error: Day of the review")
    assert "There is a problem" in somebody.reads()
    if scripts:
        assert found_by_axe(somebody) == []
    answers_a_day(somebody, 28)
    page.get_by_label("On track").check()
    somebody.presses("Continue")
    page.get_by_label("What was agreed").fill("To go on\nas before")
    somebody.presses("Continue")
    assert somebody.heading().endswith("Check your answers")
    page.go_back()
    assert page.get_by_label("What was agreed").input_value() == "To go on\nas before"
    page.go_forward()
    somebody.presses("Confirm and record")
    assert somebody.heading() == reference
    assert "Hold a review: done" in somebody.reads()
    somebody.goes_to(f"/cases/{reference}/record")
    assert somebody.reads().count("28 March 2014") == 1


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_colleague_who_was_faster_is_named_and_no_answer_is_lost(
    visitor: MakeVisitor, *, scripts: bool
) -> None:
    case = "/cases/MAI-0001" if scripts else "/cases/MAI-0004"
    slow, fast = visitor(COORDINATOR, scripts=scripts), visitor("mai.delivery")
    for somebody, words in ((slow, "Rang, nobody there"), (fast, "Met at school")):
        somebody.goes_to(case)
        somebody.follows("Note a contact with the family")
        answers_a_day(somebody, 31)
        somebody.page.get_by_label("What was said").fill(words)
        somebody.presses("Continue")
    fast.presses("Confirm and record")
    slow.presses("Confirm and record")
    assert "by Local Project Delivery Manager (mai.delivery)" in slow.reads()
    assert "Rang, nobody there" in slow.reads()
    if scripts:
        assert found_by_axe(slow) == []
    slow.presses("Check your answers again")
    slow.presses("Confirm and record")
    slow.goes_to(f"{case}/history")
    assert "Rang, nobody there" in slow.reads()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_clock_is_paused_and_resumed(visitor: MakeVisitor, *, scripts: bool) -> None:
    case = "/cases/MAI-0058" if scripts else "/cases/MAI-0067"
    somebody = visitor(COORDINATOR, scripts=scripts, phone=True)
    late = visitor("mai.delivery", scripts=scripts)
    for each, why in ((somebody, "Waiting for the court"), (late, "is away")):
        each.goes_to(case)
        each.follows("Pause the clock: Hold the next review")
        each.page.get_by_label(why).check()
        each.presses("Continue")
    somebody.presses("Pause the clock")
    assert "left; paused since 31 March 2014: waiting for the court" in somebody.reads()
    late.presses("Pause the clock")
    assert "The family is away" in late.reads()
    if scripts:
        assert found_by_axe(late) == []
    somebody.page.go_back()
    assert "The clock is paused already" in somebody.reads()
    somebody.follows("Resume the clock: Hold the next review")
    somebody.presses("Resume the clock")
    assert "paused since" not in somebody.reads()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_cases_are_ticked_on_two_pages_and_taken_off(
    visitor: MakeVisitor, *, scripts: bool
) -> None:
    user = COORDINATOR if scripts else "mai.secretary"
    somebody = visitor(user, scripts=scripts)
    somebody.goes_to("/cases")
    somebody.page.locator("#case-MAI-0002").check()
    somebody.presses("Keep these ticks")
    somebody.page.locator("a[rel=next]").click()
    somebody.page.locator("#case-MAI-0026").check()
    somebody.presses("Keep these ticks")
    assert "2 cases are ticked" in somebody.reads()
    assert somebody.page.title().startswith("Cases (page 2 of 3)")
    somebody.follows("2 cases are ticked")
    assert somebody.heading() == "2 cases ticked"
    if scripts:
        assert found_by_axe(somebody) == []
    somebody.presses("Take off MAI-0002")
    assert "MAI-0002" not in somebody.reads()


def test_the_filter_opens_on_a_phone(visitor: MakeVisitor) -> None:
    somebody = visitor(COORDINATOR, phone=True)
    somebody.goes_to("/cases")
    somebody.presses("Show filter")
    somebody.page.get_by_label("Overdue", exact=True).check()
    somebody.presses("Apply filters")
    assert "that fit" in somebody.reads()
    assert somebody.faults == []
