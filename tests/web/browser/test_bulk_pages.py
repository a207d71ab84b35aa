"""Many cases at once: ticked in the list, looked at, and done."""

from tests.builders.chromium import Visitor
from tests.web.browser.conftest import MakeVisitor

COORDINATOR = "mai.coordinator"


def ticks_the_first(somebody: Visitor, most: int) -> None:
    somebody.goes_to("/cases")
    for place, box in enumerate(somebody.page.locator("input[name=case]").all()):
        box.set_checked(place < most, force=True)
    somebody.presses("Keep these ticks")


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
