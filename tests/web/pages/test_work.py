"""My work, the reviews and the allocation: what needs whom, today."""

import re
from datetime import date

from fastapi.testclient import TestClient

from tests.builders.office import Office
from tests.builders.web import Site


def figures(browser: TestClient) -> list[int]:
    shown = browser.get("/").text
    return [int(n) for n in re.findall(r'figures__number">([\d,]+)<', shown)]


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
    own, other = office.open_families(2)
    for reference, user in ((own, "mai.worker1"), (other, "mai.worker2")):
        office.walk(reference, "caf_agreed")
        office.take(reference, "allocate_caseworker", chosen_worker=user)
    office.at(date(2013, 1, 21))
    shown = worker.get("/").text
    assert own in shown
    assert other not in shown
    assert own not in coordinator.get("/").text


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
