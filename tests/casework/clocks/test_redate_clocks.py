"""A calendar that changes in a file, or by an upgrade, moves clocks when told to."""

from dataclasses import replace
from datetime import date

import pytest

from casework.clocks.redate import ReDated
from casework.clocks.redate_clocks import (
    RedateRequest,
    preview_redating,
    redate_clocks,
)
from casework.reading.history import CaseHistory, history
from casework.set_up import set_up
from engine.advance.refusal import Refusal, Why
from tests.builders.clocks import due_on, pause
from tests.builders.office import Office
from tests.builders.runs import poison
from tests.builders.storage import everything
from tests.casework.clocks.test_proclaim_closure import CLOSED, PLAN, PROFILE, proclaim

BEFORE, AFTER = date(2013, 1, 3), date(2013, 1, 4)
"""When the agencies' parts are due: without the day that is closed, and with it."""


def close_in_the_file(office: Office, *, closed: bool = True) -> tuple[ReDated, ...]:
    """Write a closure into the district's file, or leave it out; set up anew."""
    district = office.workflow.district
    closures = district.closures | ({CLOSED: "Stocktaking"} if closed else {})
    changed = district.model_copy(update={"closures": closures})
    done = set_up(
        office.url,
        [replace(office.workflow, district=changed)],
        clock=office.context.clock,
    )
    return done.behind


def asking(office: Office, **changes: str) -> RedateRequest:
    usual = {
        "district_id": office.district,
        "user": office.user("coordinator"),
        "reason": "The file was mended",
    }
    return RedateRequest(**(usual | changes))


def test_a_closure_in_the_file_moves_nothing_but_is_told_of(
    office: Office, family: str
) -> None:
    behind = close_in_the_file(office)

    assert {each.clock for each in behind} == {PROFILE}
    assert {(each.old_due_on, each.new_due_on) for each in behind} == {(BEFORE, AFTER)}
    assert due_on(office, family, PROFILE) == BEFORE


def test_setting_up_again_tells_of_nothing(office: Office, family: str) -> None:  # noqa: ARG001
    close_in_the_file(office)
    assert close_in_the_file(office) == ()


def test_the_preview_lists_what_setting_up_told_of_and_changes_nothing(
    office: Office, family: str
) -> None:
    behind = close_in_the_file(office)
    before = everything(office.context.database)

    assert preview_redating(office.context, asking(office)) == behind
    assert everything(office.context.database) == before
    assert due_on(office, family, PROFILE) == BEFORE


def test_re_dating_moves_them_once(office: Office, family: str) -> None:
    behind = close_in_the_file(office)

    assert redate_clocks(office.context, asking(office)) == behind
    assert due_on(office, family, PROFILE) == AFTER
    assert redate_clocks(office.context, asking(office)) == ()


def test_a_clock_that_rests_has_other_days_left(office: Office, family: str) -> None:
    office.at(date(2012, 12, 28))
    pause(office, family, PLAN)
    close_in_the_file(office)

    moved = redate_clocks(office.context, asking(office))

    assert not isinstance(moved, Refusal)
    (rests,) = [each for each in moved if each.clock == PLAN]
    assert (rests.old_due_on, rests.new_due_on) == (None, None)
    assert rests.new_left == (rests.old_left or 0) + 1


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"user": "mai.worker1"}, Why.ROLE),
        ({"user": "nobody"}, Why.STAFF),
        ({"district_id": "nowhere"}, Why.CASE),
        ({"reason": " "}, Why.ANSWER),
    ],
)
def test_who_may_not_or_says_no_reason_is_refused(
    office: Office, family: str, changes: dict[str, str], why: Why
) -> None:
    close_in_the_file(office)

    refused = redate_clocks(office.context, asking(office, **changes))

    assert isinstance(refused, Refusal)
    assert [reason.why for reason in refused.reasons] == [why]
    assert due_on(office, family, PROFILE) == BEFORE


def test_a_clock_that_can_not_be_read_stays_and_the_others_move(
    office: Office, family: str
) -> None:
    office.open_families(2)
    poison(office, like="2-%")
    close_in_the_file(office)

    moved = redate_clocks(office.context, asking(office))

    assert not isinstance(moved, Refusal)
    stay = [each for each in moved if each.problem]
    assert {each.reference for each in stay} == {"MAI-0002"}
    assert "unknown" in stay[0].problem
    assert due_on(office, family, PROFILE) == AFTER


def test_the_history_shows_who_moved_a_clock_and_why(
    office: Office, family: str
) -> None:
    proclaim(office, title="Snow")
    close_in_the_file(office)
    redate_clocks(office.context, asking(office))

    found = history(office.context, family)

    assert isinstance(found, CaseHistory)
    assert {(line.by, line.why) for line in found.redated} == {
        (office.user("coordinator"), "27 December 2012 was closed: Snow")
    }
    assert found.redated[0].moved == (
        "due on 4 January 2013, was 3 January 2013; "
        "next reminder 31 December 2012, was 28 December 2012"
    )


def test_the_history_shows_what_the_calendar_of_the_file_moved(
    office: Office, family: str
) -> None:
    close_in_the_file(office)
    redate_clocks(office.context, asking(office))

    found = history(office.context, family)

    assert isinstance(found, CaseHistory)
    assert {line.why for line in found.redated} == {
        "The calendar changed: The file was mended"
    }
    assert {line.clock for line in found.redated} == {PROFILE}
