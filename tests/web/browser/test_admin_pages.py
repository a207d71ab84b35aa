"""The pages of administration: looked at by a browser and by axe, and gone through."""

import pytest

from tests.builders.chromium import found_by_axe
from tests.web.browser.conftest import MakeVisitor

ADMINISTRATOR, GOVERNOR = "mai.administrator", "mai.information_governance"


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_an_account_is_made_and_closed(visitor: MakeVisitor, *, scripts: bool) -> None:
    somebody = visitor(ADMINISTRATOR, scripts=scripts)
    name = "mai.scripted" if scripts else "mai.plain"
    somebody.goes_to("/admin/new-user")
    somebody.presses("Add the user")
    assert "Enter a user name" in somebody.reads()
    if scripts:
        assert found_by_axe(somebody) == []
    somebody.page.get_by_label("User name").fill(name)
    somebody.page.get_by_label("Who it is").fill("N Newcomer")
    somebody.presses("Add the user")
    assert "It is shown only now" in somebody.reads()
    somebody.follows("Go on to their roles")
    somebody.page.get_by_label("Role").select_option("Viewer")
    somebody.presses("Grant the role")
    assert "N Newcomer is now: viewer." in somebody.reads()
    somebody.presses("Close the account")
    assert somebody.heading() == "Close the account of N Newcomer?"
    somebody.presses("Close the account")
    assert "The account of N Newcomer is closed." in somebody.reads()
    assert somebody.faults == []


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_day_is_closed_after_a_look_and_opened_again(
    visitor: MakeVisitor, *, scripts: bool
) -> None:
    somebody = visitor("mai.coordinator", scripts=scripts)
    somebody.goes_to("/admin/closures/maidstone")
    for label, typed in (("Day", "16"), ("Month", "10"), ("Year", "2013")):
        somebody.page.get_by_label(label, exact=True).fill(typed)
    somebody.page.get_by_label("Why offices are closed").fill("Snow")
    somebody.presses("See what it moves")
    assert somebody.heading() == "16 October 2013: closed?"
    if scripts:
        assert found_by_axe(somebody) == []
    somebody.presses("Close the day")
    assert "16 October 2013 is closed." in somebody.reads()
    somebody.page.get_by_role("link", name="Open again").click()
    somebody.presses("Open the day again")
    assert "16 October 2013 is open again." in somebody.reads()
