"""Reports, runs, rehearsal, notifications, handover and cover in a real browser."""

import pytest

from tests.builders.chromium import Visitor, found_by_axe
from tests.web.browser.conftest import MakeVisitor

COORDINATOR = "mai.coordinator"


@pytest.mark.parametrize("phone", [False, True], ids=["desk", "phone"])
def test_of_a_charts_two_widths_the_one_that_fits_is_shown(
    visitor: MakeVisitor, *, phone: bool
) -> None:
    somebody = visitor(COORDINATOR, phone=phone)
    somebody.goes_to("/reports/maidstone/funnel")
    shown = somebody.page.locator("figure svg:visible")
    assert shown.count() == 1
    box = shown.bounding_box()
    assert box is not None
    assert (box["width"] < 400) == phone


def goes_on(somebody: Visitor, button: str) -> None:
    """Press a button, by the beginning of its name, and wait for the next page."""
    with somebody.page.expect_navigation():
        somebody.page.get_by_role("button", name=button).first.click()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_caseload_is_handed_over_and_given_back(
    visitor: MakeVisitor, *, scripts: bool
) -> None:
    somebody = visitor(COORDINATOR, scripts=scripts, phone=True)
    somebody.goes_to("/handover/maidstone/from/mai.worker4")
    goes_on(somebody, "See what would happen")
    assert "Select who takes the families" in somebody.reads()
    if scripts:
        assert found_by_axe(somebody) == []
    somebody.page.get_by_label("Caseworker 2 (mai.worker2)").check()
    somebody.page.get_by_label("Caseworker 3 (mai.worker3)").check()
    somebody.page.get_by_label("Why they are handed over").fill("leaves")
    goes_on(somebody, "See what would happen")
    assert "Nothing is done yet" in somebody.reads()
    if scripts:
        assert found_by_axe(somebody) == []
    ahead = somebody.page.get_by_label("Go ahead with those that can go")
    if ahead.count():
        ahead.check()
    goes_on(somebody, "Hand over")
    assert "handed over" in somebody.reads()
    goes_on(somebody, "Undo handover")
    assert "given back" in somebody.reads()
    assert somebody.faults == []


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_cover_is_arranged_and_ended(visitor: MakeVisitor, *, scripts: bool) -> None:
    somebody = visitor(COORDINATOR, scripts=scripts)
    somebody.goes_to("/cover/maidstone/new")
    goes_on(somebody, "Record the cover")
    assert "There is a problem" in somebody.reads()
    somebody.page.get_by_label("Who is away").select_option("mai.worker1")
    somebody.page.get_by_label("Who covers").select_option("mai.worker2")
    for name, day in (("since", "1"), ("until", "4")):
        for part, value in (("day", day), ("month", "4"), ("year", "2014")):
            somebody.page.locator(f"#{name}-{part}").fill(value)
    somebody.page.get_by_label("Why", exact=True).fill("leave")
    goes_on(somebody, "Record the cover")
    assert "The cover is recorded" in somebody.reads()
    if scripts:
        assert found_by_axe(somebody) == []
    somebody.page.get_by_label("Why").fill("came back")
    goes_on(somebody, "End it today")
    assert "Nobody is covered" in somebody.reads()
    assert somebody.faults == []
