"""Lists as one person sees them, on each database."""

from datetime import date, timedelta
from typing import Any

import pytest

from casework.drafts import Typed, drop_typed, find_typed, keep_typed, unfinished
from casework.reading.capacity import capacity
from casework.reading.case_list import CaseList, list_cases
from casework.reading.case_list_request import CaseListRequest, Order
from casework.reading.my_work import my_work
from casework.reading.reviews_due import reviews_due
from casework.reading.waiting_families import waiting_families
from casework.saved_lists import remove_list, save_list, saved_lists
from casework.ticked import tick, tick_all, ticked, untick_everything
from engine.access.roles import Access
from engine.access.sight import DistrictSight, Sight
from tests.builders.office import Office
from tests.builders.restricting import restrict
from tests.builders.sights import AT, a_sight

COORDINATOR = Sight(
    account="c",
    user="mai.coordinator",
    title="Coordinator",
    at=AT,
    districts={
        "maidstone": DistrictSight(
            access=frozenset({Access.COORDINATOR}),
            posts=frozenset({"coordinator"}),
            workers=frozenset({"mai.coordinator"}),
        )
    },
)


def listed(office: Office, sight: Sight = COORDINATOR, **which: Any) -> list[str]:  # noqa: ANN401 - any filter
    found = list_cases(office.context, CaseListRequest(**which), sight)
    assert isinstance(found, CaseList), found
    assert found.count == len(found.cases)
    return [line.reference for line in found.cases]


def test_every_filter_works_with_every_other(office_of_each: Office) -> None:
    office = office_of_each
    supported, agreed, late = office.open_families(3)
    office.walk(supported, "in_support")
    office.walk(agreed, "caf_agreed")
    office.at(date(2012, 12, 20))
    assert listed(office, due="overdue") == [late]
    assert listed(office, due="overdue", mine=True, sort=Order.DUE) == [late]
    assert listed(office, due="overdue", state="in_support") == []
    assert listed(office, due="waiting", mine=True) == [late]
    assert listed(office, unallocated=True) == [agreed]
    assert listed(office, worker="mai.worker1", due="week") == []
    assert listed(office, worker="mai.worker1", sort=Order.DUE) == [supported]
    assert listed(office, text="3", state="identified") == [late]
    assert set(listed(office, criteria=("crime",))) <= {supported, agreed, late}


@pytest.mark.parametrize("order", list(Order))
@pytest.mark.parametrize("descending", [False, True])
def test_pages_lead_on_and_back_in_every_order(
    office_of_each: Office, order: Order, *, descending: bool
) -> None:
    office = office_of_each
    office.open_families(5)
    whole = CaseListRequest(sort=order, descending=descending, most=9)
    every = list_cases(office.context, whole, COORDINATOR)
    assert isinstance(every, CaseList)
    in_order = [line.reference for line in every.cases]
    seen, place = [], ""
    while True:
        asked = CaseListRequest(sort=order, descending=descending, most=2, after=place)
        page = list_cases(office.context, asked, COORDINATOR)
        assert isinstance(page, CaseList)
        seen += [line.reference for line in page.cases]
        if page.next_after is None:
            break
        place = page.next_after
    assert seen == in_order
    back = CaseListRequest(
        sort=order, descending=descending, most=2, before=page.previous_before or ""
    )
    before = list_cases(office.context, back, COORDINATOR)
    assert isinstance(before, CaseList)
    assert [line.reference for line in before.cases] == in_order[2:4]


def test_a_worker_is_shown_their_own_and_those_they_cover(
    office_of_each: Office,
) -> None:
    office = office_of_each
    own, covered, other = office.open_families(3)
    for reference, user in ((own, "1"), (covered, "2"), (other, "3")):
        office.walk(reference, "caf_agreed")
        worker = f"mai.worker{user}"
        office.take(reference, "allocate_caseworker", chosen_worker=worker)
    sight = a_sight("mai.worker1", Access.WORKER, workers=("mai.worker2",))
    assert listed(office, sight) == [own, covered]
    assert listed(office, sight, text="3") == []
    office.at(date(2013, 1, 7))
    overdue, _, _ = my_work(office.context, sight).parts
    assert overdue.count == 2
    assert {line.reference for line in overdue.first} == {own, covered}


def test_a_restricted_case_is_listed_counted_and_found_by_nobody_else(
    office_of_each: Office,
) -> None:
    office = office_of_each
    open_one, hidden = office.open_families(2)
    restrict(office, hidden, "mai.worker1")
    assert listed(office) == [open_one]
    assert listed(office, text="2") == []
    tick(office.context, COORDINATOR, [open_one, hidden])
    assert ticked(office.context, COORDINATOR) == (open_one,)


def test_a_count_stops_where_it_is_told_to(office_of_each: Office) -> None:
    office = office_of_each
    office.open_families(4)
    asked = CaseListRequest(count_most=3, most=2)
    found = list_cases(office.context, asked, COORDINATOR)
    assert isinstance(found, CaseList)
    assert (found.count, found.more_than) == (3, True)


def test_what_is_typed_is_kept_found_listed_and_dropped(
    office_of_each: Office,
) -> None:
    office = office_of_each
    (reference,) = office.open_families()
    typed = Typed(
        id="d1",
        case=("maidstone", 1),
        event="note_contact",
        seen_version=1,
        answers={"note": "Rang"},
    )
    keep_typed(office.context, COORDINATOR, typed)
    assert find_typed(office.context, COORDINATOR, "maidstone", "d1") == typed
    other = a_sight("mai.delivery")
    assert find_typed(office.context, other, "maidstone", "d1") is None
    (line,) = unfinished(office.context, COORDINATOR)
    assert (line.reference, line.title) == (
        reference,
        "Note a contact with the family",
    )
    drop_typed(office.context, COORDINATOR, "maidstone", "d1")
    assert unfinished(office.context, COORDINATOR) == ()


def test_what_nobody_finished_within_a_week_is_gone(office_of_each: Office) -> None:
    office = office_of_each
    office.open_families()
    old = Typed(
        id="old", case=("maidstone", 1), event="step_up", seen_version=1, answers={}
    )
    keep_typed(office.context, COORDINATOR, old)
    later = Sight(
        account="d",
        user="mai.delivery",
        title="",
        at=AT + timedelta(days=8),
        districts=COORDINATOR.districts,
    )
    new = Typed(
        id="new", case=("maidstone", 1), event="step_up", seen_version=1, answers={}
    )
    keep_typed(office.context, later, new)
    assert unfinished(office.context, COORDINATOR) == ()


def test_ticks_are_set_taken_off_and_cleared(office_of_each: Office) -> None:
    office = office_of_each
    first, second, third = office.open_families(3)
    assert tick(office.context, COORDINATOR, [first, second, "MAI-9999"]) == 2
    tick(office.context, COORDINATOR, [third], shown=[first, third])
    assert ticked(office.context, COORDINATOR) == (second, third)
    assert tick_all(office.context, COORDINATOR, CaseListRequest()) == 3
    assert ticked(office.context, COORDINATOR) == (first, second, third)
    untick_everything(office.context, COORDINATOR)
    assert ticked(office.context, COORDINATOR) == ()


def test_lists_are_kept_once_under_a_name_and_removed_by_their_owner(
    office_of_each: Office,
) -> None:
    office = office_of_each
    assert not save_list(office.context, COORDINATOR, "Late", "due=x", shared=True)
    again = save_list(office.context, COORDINATOR, "Late", "due=y", shared=False)
    assert again.startswith("You have a list 'Late' already")
    other = a_sight("mai.delivery")
    (line,) = saved_lists(office.context, other)
    assert (line.title, line.own) == ("Late", False)
    assert not remove_list(office.context, other, "maidstone", line.id)
    assert remove_list(office.context, COORDINATOR, "maidstone", line.id)


def test_reviews_room_and_waiting_families_are_read(office_of_each: Office) -> None:
    office = office_of_each
    supported, waits = office.open_families(2)
    office.walk(supported, "in_support")
    office.walk(waits, "caf_agreed")
    found = reviews_due(office.context, COORDINATOR)
    assert [each.line.title for each in found.reviews] == [
        "Hold the first review",
        "Hold the next review",
    ]
    assert {each.event for each in found.reviews} == {"hold_review"}
    (family,) = waiting_families(office.context, COORDINATOR).families
    assert family.line.reference == waits
    assert [event for event, _ in family.events] == [
        "allocate_caseworker",
        "allocate_fip",
    ]
    caseworkers, _ = capacity(office.context, COORDINATOR)
    assert (caseworkers.families, caseworkers.room) == (1, 84)
