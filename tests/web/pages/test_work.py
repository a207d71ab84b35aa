"""My work, the reviews and the allocation: what needs whom, today."""

import re
from datetime import date

from fastapi.testclient import TestClient

from casework.set_up import set_up
from engine.access.roles import Access
from tests.builders.clocks import pause
from tests.builders.office import Office, the_workflow
from tests.builders.web import Site, a_site

BOTH = ("maidstone", "tonbridge_and_malling")


def figures(browser: TestClient) -> list[int]:
    """Read the numbers of what is somebody's own: overdue, this week, held up."""
    return all_figures(browser)[:3]


def all_figures(browser: TestClient) -> list[int]:
    shown = browser.get("/").text
    return [int(n) for n in re.findall(r'figures__number">([\d,]+)<', shown)]


def listed(browser: TestClient, query: str) -> int:
    """Read how many cases a list says it has."""
    shown = browser.get(f"/cases?{query}").text
    (count,) = re.findall(r'id="count" role="status"><strong>(\d+)<', shown)
    return int(count)


def test_the_numbers_are_links_that_list_as_many_cases(
    office: Office, coordinator: TestClient
) -> None:
    office.open_families(4)
    office.take("MAI-0001", "check_existing_plan")
    office.at(date(2012, 12, 20))
    assert figures(coordinator) == [3, 0, 4]
    overdue = coordinator.get("/cases?mine=yes&due=overdue").text
    assert "<strong>3</strong> cases" in overdue
    waiting = coordinator.get("/cases?mine=yes&due=waiting").text
    assert "<strong>4</strong> cases" in waiting


def test_an_agencys_part_is_the_agencys_work(office: Office, site: Site) -> None:
    office.open_families(2)
    police = site.browser("mai.police")
    assert figures(police) == [0, 0, 0]
    office.at(date(2013, 1, 7))
    assert figures(police)[0] == 2
    assert (
        "Give the agency&#39;s part of the profile: Kent Police" in police.get("/").text
    )


def test_a_workers_work_is_that_of_their_families(
    office: Office, worker: TestClient, coordinator: TestClient
) -> None:
    own, other = with_workers(office)
    office.at(date(2013, 1, 21))
    shown = worker.get("/").text
    assert own in shown
    assert other not in shown
    assert "everybody&#39;s families" not in shown
    assert figures(coordinator)[0] == 1  # the third family, that nobody has yet


def with_workers(office: Office) -> tuple[str, str]:
    """Open two families, and give them to two workers."""
    first, second, *_ = office.open_families(3)
    for reference, user in ((first, "mai.worker1"), (second, "mai.worker2")):
        office.walk(reference, "caf_agreed")
        office.take(reference, "allocate_caseworker", chosen_worker=user)
    return first, second


def test_a_coordinator_sees_what_is_overdue_of_everybody_and_whose_it_is(
    office: Office, coordinator: TestClient
) -> None:
    first, _ = with_workers(office)
    office.walk("MAI-0003", "caf_agreed")
    pause(office, first, "start_of_support")
    office.at(date(2013, 1, 21))
    overdue, week, waiting, unallocated = all_figures(coordinator)[3:]
    assert (overdue, waiting, unallocated) == (3, 1, 1)
    assert listed(coordinator, "due=overdue") == overdue
    assert listed(coordinator, "due=week") == week
    assert listed(coordinator, "due=waiting") == waiting
    assert listed(coordinator, "unallocated=yes") == unallocated
    shown = coordinator.get("/").text
    for worker in ("mai.worker1", "mai.worker2", "-"):
        assert f'due=overdue&amp;worker={worker}">1<' in shown
        assert listed(coordinator, f"due=overdue&worker={worker}") == 1


def test_a_manager_of_several_districts_sees_how_much_is_overdue_in_each(
    office: Office,
) -> None:
    ours = the_workflow("tonbridge_and_malling")
    set_up(office.url, [ours], clock=office.context.now)
    office.open_families(2)
    office.at(date(2013, 1, 21))
    held = [(Access.COORDINATOR, district) for district in BOTH]
    manager = a_site(office).browser_holding("manager", *held)
    shown = manager.get("/").text
    assert 'due=overdue&amp;district=maidstone">2<' in shown
    assert 'due=overdue&amp;district=tonbridge_and_malling">0<' in shown
    assert listed(manager, "due=overdue") == all_figures(manager)[3] == 2


def test_what_stands_still_is_told_a_coordinator_first(
    office: Office, coordinator: TestClient, worker: TestClient
) -> None:
    office.open_families()
    assert "No job has ever run" in coordinator.get("/").text
    assert "No job has ever run" not in worker.get("/").text


def test_an_administrator_without_families_is_shown_the_way_to_their_pages(
    site: Site,
) -> None:
    shown = site.browser_as(Access.ADMINISTRATOR).get("/").text
    assert "You see no families" in shown
    assert 'href="/cases' not in shown


def test_who_has_no_post_is_shown_an_empty_desk(office: Office, site: Site) -> None:
    office.open_families()
    assert figures(site.browser("mai.auditor")) == [0, 0, 0]


def test_reviews_are_listed_with_the_way_to_record_them(
    office: Office, coordinator: TestClient
) -> None:
    (reference,) = office.open_families()
    office.walk(reference, "in_support")
    shown = coordinator.get("/reviews").text
    assert "Hold the first review" in shown
    assert f"/cases/{reference}/do/hold_review" in shown
    assert reference not in coordinator.get("/reviews?when=overdue").text
    office.at(date(2013, 2, 4))
    assert reference in coordinator.get("/reviews?when=overdue").text
    assert reference not in coordinator.get("/reviews?worker=mai.worker3").text


def test_reviews_turn_page_by_page(office: Office, coordinator: TestClient) -> None:
    for number, reference in enumerate(office.open_families(27)):
        office.walk(reference, "caf_agreed")
        worker = f"mai.worker{number % 4 + 1}"
        office.take(reference, "allocate_caseworker", chosen_worker=worker)
        office.walk(reference, "in_support")
    office.at(date(2013, 1, 14))
    first = coordinator.get("/reviews?when=month").text
    found = re.search(r'rel="next" href="([^"]*)"', first)
    assert found is not None
    second = coordinator.get(found.group(1).replace("&amp;", "&")).text
    pages = [
        set(re.findall(r'href="/cases/(MAI-\d+)"', page)) for page in (first, second)
    ]
    assert len(pages[0]) == 25
    assert len(pages[1]) == 2
    assert not pages[0] & pages[1]


def test_allocation_shows_who_waits_and_who_has_room(
    office: Office, coordinator: TestClient
) -> None:
    waits, has = office.open_families(2)
    for reference in (waits, has):
        office.walk(reference, "caf_agreed")
    office.take(has, "allocate_caseworker", chosen_worker="mai.worker1")
    shown = coordinator.get("/allocation").text
    assert f"/cases/{waits}/do/allocate_caseworker" in shown
    assert f"/cases/{has}/do/" not in shown
    assert "Caseworker, Maidstone: room for 84 more families" in shown
    assert "1 of 17" in shown


def test_allocation_is_for_those_who_see_the_district(worker: TestClient) -> None:
    assert worker.get("/allocation").status_code == 403
