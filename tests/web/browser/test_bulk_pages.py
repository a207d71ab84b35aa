"""Many cases at once: ticked in the list, looked at, and done."""

import pytest

from tests.builders.chromium import Visitor, found_by_axe
from tests.web.browser.conftest import MakeVisitor

COORDINATOR = "mai.coordinator"


def ticks_the_first(somebody: Visitor, most: int) -> None:
    somebody.goes_to("/cases")
    for place, box in enumerate(somebody.page.locator("input[name=case]").all()):
        box.set_checked(place < most, force=True)
    somebody.presses("Keep these ticks")


def is_sound(somebody: Visitor) -> None:
    assert found_by_axe(somebody) == []
    assert somebody.faults == []
    assert somebody.fits()


@pytest.mark.parametrize("phone", [False, True], ids=["desk", "phone"])
def test_the_pages_are_accessible_and_whole(
    visitor: MakeVisitor, *, phone: bool
) -> None:
    somebody = visitor(COORDINATOR, phone=phone)
    ticks_the_first(somebody, 4)
    somebody.goes_to("/bulk/advance")
    is_sound(somebody)
    somebody.page.locator("main table a").first.click()
    is_sound(somebody)
    somebody.presses("See what becomes of each")
    is_sound(somebody)
    somebody.goes_to("/bulk/agenda")
    is_sound(somebody)
    somebody.goes_to("/bulk/reassign")
    is_sound(somebody)
    somebody.page.get_by_role("radio").first.check()
    somebody.presses("See what becomes of each")
    assert "can be done" in somebody.heading()
    is_sound(somebody)


def test_they_work_without_scripts(visitor: MakeVisitor) -> None:
    somebody = visitor(COORDINATOR, scripts=False)
    ticks_the_first(somebody, 3)
    somebody.goes_to("/bulk/advance")
    somebody.page.locator("main table a").first.click()
    assert "Nothing is done before" in somebody.reads()
    somebody.goes_to("/bulk/reassign")
    somebody.presses("See what becomes of each")
    assert "Choose a worker" in somebody.reads()
    somebody.page.get_by_role("radio").first.check()
    somebody.presses("See what becomes of each")
    assert "of 3 can be done" in somebody.heading()
