"""A board meeting of ten families: from the agenda to the minute, in a real browser."""

from collections.abc import Iterator

import pytest

from casework.access.accounts import AccountRequest, make_accounts
from casework.context import Context, wall_clock
from tests.builders.chromium import Visitor, found_by_axe
from tests.builders.office import an_office
from tests.web.browser.conftest import MakeVisitor

SECRETARY = "mai.secretary"
TEN = 10


@pytest.fixture(scope="module")
def context(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Context]:
    """Give an office with twenty families before the board, ten for each meeting."""
    file = tmp_path_factory.mktemp("meeting") / "cases.sqlite"
    with an_office(f"sqlite:///{file}") as office:
        for reference in office.open_families(2 * TEN):
            office.walk(reference, "profiled")
        account = AccountRequest(
            user=SECRETARY, title="Secretary", password="", must_change=False
        )
        make_accounts(office.context, [account], "test", wall_clock())
        yield office.context


def looks_right(somebody: Visitor, *, scripts: bool) -> None:
    if scripts:  # axe is a script itself
        assert found_by_axe(somebody) == []
    assert somebody.faults == []
    assert somebody.fits()


def goes_on(somebody: Visitor, button: str) -> None:
    with somebody.page.expect_navigation():
        somebody.presses(button)


@pytest.mark.parametrize(
    ("meeting", "scripts", "phone"),
    [("PB/1", True, False), ("PB/2", False, True)],
    ids=["scripts at a desk", "no scripts on a phone"],
)
def test_a_meeting_of_ten_is_planned_minuted_checked_and_recorded(
    visitor: MakeVisitor, meeting: str, *, scripts: bool, phone: bool
) -> None:
    somebody = visitor(SECRETARY, scripts=scripts, phone=phone)
    somebody.goes_to("/meetings")
    goes_on(somebody, "Plan a meeting")
    somebody.page.get_by_label("The meeting's reference").fill(meeting)
    for part, value in (("day", "17"), ("month", "12"), ("year", "2012")):
        somebody.page.locator(f"#held_on-{part}").fill(value)
    goes_on(somebody, "Start the agenda")
    for box in somebody.page.locator("input[name=case]").all()[TEN:]:
        box.uncheck()
    looks_right(somebody, scripts=scripts)
    goes_on(somebody, "Put them on the agenda")
    assert "10 families are on the agenda now" in somebody.reads()
    looks_right(somebody, scripts=scripts)
    goes_on(somebody, "Record what the board decided")
    goes_on(somebody, "Check the whole meeting")
    assert "Select what the board decided of" in somebody.reads()
    looks_right(somebody, scripts=scripts)
    decide(somebody)
    goes_on(somebody, "Check the whole meeting")
    assert somebody.heading() == f"Check the decisions of {meeting}"
    looks_right(somebody, scripts=scripts)
    goes_on(somebody, "Record the meeting")
    assert somebody.heading() == "The meeting is recorded"
    assert meeting in somebody.reads()
    looks_right(somebody, scripts=scripts)


def decide(somebody: Visitor) -> None:
    """Defer the first, leave the second out, approve the others on a condition."""
    somebody.page.get_by_label("The minute, for every family").fill("33")
    families = somebody.page.locator(".app-family")
    assert families.count() == TEN
    for place, family in enumerate(families.all()):
        outcome = ("Deferred", "Not discussed")[place] if place <= 1 else "Approved"
        family.get_by_label(outcome).check()
        if place != 1:
            family.get_by_label("Reason to defer").fill("As the landlord agrees")
