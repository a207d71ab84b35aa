"""The list of cases: narrowed, sorted, turned and kept by its address."""

import re
from datetime import date

import pytest
from fastapi.testclient import TestClient

from casework.set_up import set_up
from engine.access.roles import Access
from tests.builders.office import Office, the_workflow
from tests.builders.queries import counted_statements
from tests.builders.web import Site


def references(browser: TestClient, address: str) -> list[str]:
    shown = browser.get(address)
    assert shown.status_code == 200, address
    return re.findall(r'href="/cases/(MAI-\d{4})">', shown.text)


def test_the_list_shows_what_is_due_next_and_whose_it_is(
    office: Office, coordinator: TestClient
) -> None:
    office.open_families()
    shown = coordinator.get("/cases")
    assert "Check whether the family already has a plan" in shown.text
    assert "2 working days left" in shown.text
    assert "<strong>1</strong> case" in shown.text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("state=in_support", ["MAI-0001"]),
        ("state=active", ["MAI-0001"]),
        ("worker=mai.worker1", ["MAI-0001"]),
        ("worker=mai.worker2", []),
        ("unallocated=yes", ["MAI-0002"]),
        ("text=mai-0003", ["MAI-0003"]),
        ("text=2", ["MAI-0002"]),
        ("due=overdue", ["MAI-0003"]),
        ("due=overdue&state=in_support", []),
    ],
)
def test_filters_live_in_the_address(
    office: Office, coordinator: TestClient, query: str, found: list[str]
) -> None:
    supported, agreed, late = office.open_families(3)
    office.walk(supported, "in_support")
    office.walk(agreed, "caf_agreed")
    assert late == "MAI-0003"
    office.at(date(2012, 12, 20))
    assert references(coordinator, f"/cases?{query}") == found


def test_a_family_is_found_by_a_surname_however_it_is_typed(
    office: Office, coordinator: TestClient
) -> None:
    office.open_families(5)
    page = coordinator.get("/cases/MAI-0004/people").text
    found = re.search(r'summary-card__title">\s*(\w+) ([\w\' -]+?)\s*<', page)
    assert found is not None
    forename, surname = found.groups()
    for typed in (
        surname.upper(),
        f"{forename} {surname[:3]}",
        f"{surname},{forename}",
    ):
        assert "MAI-0004" in references(coordinator, f"/cases?text={typed}")
    assert references(coordinator, "/cases?text=Nobodyatall") == []


def test_every_filter_that_is_on_is_a_chip_that_takes_it_off(
    office: Office, coordinator: TestClient
) -> None:
    office.open_families()
    shown = coordinator.get("/cases?state=identified&due=overdue&criteria=crime").text
    chips = dict(
        re.findall(r'filter__tag" href="([^"]*)".*?</span> ([^<]*)</a>', shown)
    )
    on = {"Overdue", "Crime or anti-social behaviour", "Identified"}
    assert set(chips.values()) == on
    off = {text: href for href, text in chips.items()}
    assert off["Overdue"] == "/cases?state=identified&amp;criteria=crime"


def test_pages_follow_one_another_and_lead_back(
    office: Office, coordinator: TestClient
) -> None:
    opened = list(office.open_families(60))
    seen, address = [], "/cases?sort=-reference"
    for _ in range(3):
        shown = coordinator.get(address).text
        seen += re.findall(r'href="/cases/(MAI-\d{4})">', shown)
        link = re.search(r'href="([^"]*)" rel="next"', shown)
        address = link.group(1).replace("&amp;", "&") if link else ""
    assert seen == opened[::-1]
    assert address == ""
    assert "<title>Cases (page 3 of 3)" in shown
    back = re.search(r'href="([^"]*)" rel="prev"', shown)
    assert back is not None
    second = references(coordinator, back.group(1).replace("&amp;", "&"))
    assert second == opened[::-1][25:50]


@pytest.mark.parametrize("order", ["due", "since", "worker", "reference"])
def test_a_list_is_sorted_on_the_server_either_way(
    office: Office, coordinator: TestClient, order: str
) -> None:
    office.open_families(3)
    office.at(date(2013, 1, 7))
    office.walk("MAI-0002", "in_support")
    up = references(coordinator, f"/cases?sort={order}")
    down = references(coordinator, f"/cases?sort=-{order}")
    assert down == up[::-1]
    assert sorted(up) == ["MAI-0001", "MAI-0002", "MAI-0003"]


def test_an_address_that_makes_no_sense_says_so(
    office: Office, coordinator: TestClient
) -> None:
    office.open_families()
    wrong = coordinator.get("/cases?state=nowhere")
    assert wrong.status_code == 422
    assert "There is no state &#39;nowhere&#39;" in wrong.text
    assert coordinator.get("/cases?after=MAI").status_code == 422
    assert coordinator.get("/cases?sort=colour&due=never&page=x").status_code == 200


def test_a_worker_sees_their_own_families_and_counts_no_others(
    office: Office, worker: TestClient
) -> None:
    own, _ = office.open_families(2)
    office.walk(own, "caf_agreed")
    office.take(own, "allocate_caseworker", chosen_worker="mai.worker1")
    assert references(worker, "/cases") == [own]
    assert "<strong>1</strong> case" in worker.get("/cases").text
    assert references(worker, "/cases?text=MAI-0002") == []


def test_nobody_finds_a_family_of_another_district(site: Site, office: Office) -> None:
    office.open_families(2)
    foreign = site.browser_as(Access.ADMINISTRATOR)
    assert foreign.get("/cases").status_code == 403
    assert foreign.get("/cases/MAI-0001").status_code == 403


def test_ticks_are_kept_over_several_pages(
    office: Office, coordinator: TestClient
) -> None:
    office.open_families(30)
    first = {"case": ["MAI-0001", "MAI-0003"], "shown": ["MAI-0001", "MAI-0003"]}
    coordinator.post("/cases/ticked", data=first)
    second = {"case": ["MAI-0026"], "shown": ["MAI-0026", "MAI-0027"], "page": "2"}
    went = coordinator.post("/cases/ticked", data=second)
    assert went.headers["location"] == "/cases?page=2"
    assert references(coordinator, "/cases/ticked") == [
        "MAI-0001",
        "MAI-0003",
        "MAI-0026",
    ]
    coordinator.post("/cases/ticked/off", data={"case": "MAI-0003"})
    assert references(coordinator, "/cases/ticked") == ["MAI-0001", "MAI-0026"]
    coordinator.post("/cases/ticked", data={"shown": ["MAI-0001"]})
    assert references(coordinator, "/cases/ticked") == ["MAI-0026"]


def test_all_cases_of_a_list_are_ticked_in_one_go_and_cleared(
    office: Office, coordinator: TestClient
) -> None:
    opened = office.open_families(30)
    office.walk(opened[7], "caf_agreed")
    coordinator.post("/cases/ticked/all", data={"state": "identified"})
    ticked = references(coordinator, "/cases/ticked")
    assert len(ticked) == 29
    assert opened[7] not in ticked
    coordinator.post("/cases/ticked/clear")
    assert references(coordinator, "/cases/ticked") == []


def test_nobody_ticks_what_they_do_not_see(office: Office, worker: TestClient) -> None:
    office.open_families()
    worker.post("/cases/ticked", data={"case": "MAI-0001"})
    assert references(worker, "/cases/ticked") == []


def test_a_list_is_kept_under_a_name_and_shared(
    site: Site, office: Office, coordinator: TestClient
) -> None:
    office.open_families()
    kept = {"title": "Late", "due": "overdue", "state": "identified", "shared": "yes"}
    went = coordinator.post("/cases/lists", data=kept)
    assert went.headers["location"] == "/cases?state=identified&due=overdue"
    link = 'href="/cases?state=identified&amp;due=overdue">Late</a>'
    assert link in coordinator.get("/cases").text
    assert link in site.browser("mai.delivery").get("/cases/lists").text
    again = coordinator.post("/cases/lists", data=kept)
    assert again.status_code == 422
    assert "You have a list &#39;Late&#39; already" in again.text


def test_a_list_of_ones_own_stays_ones_own(site: Site, coordinator: TestClient) -> None:
    coordinator.post("/cases/lists", data={"title": "Mine alone"})
    assert "Mine alone" not in site.browser("mai.delivery").get("/cases/lists").text
    page = coordinator.get("/cases/lists").text
    (list_id,) = re.findall(r'name="id" value="(\w+)"', page)
    gone = {"district": "maidstone", "id": list_id}
    site.browser("mai.delivery").post("/cases/lists/remove", data=gone)
    assert "Mine alone" in coordinator.get("/cases/lists").text
    coordinator.post("/cases/lists/remove", data=gone)
    assert "Mine alone</a>" not in coordinator.get("/cases/lists").text


def test_a_list_needs_a_name(coordinator: TestClient) -> None:
    wrong = coordinator.post("/cases/lists", data={"title": " "})
    assert wrong.status_code == 422
    assert "Enter a name for the list" in wrong.text


@pytest.mark.parametrize(
    ("address", "most"),
    [
        ("/cases", 16),
        ("/cases?due=overdue&mine=yes", 16),
        ("/cases?sort=due", 16),
        ("/", 29),  # a coordinator's: their own, the district's, and the alerts
        ("/reviews", 16),
        ("/allocation", 16),
    ],
)
def test_a_page_takes_as_many_queries_for_many_families_as_for_few(
    office: Office, coordinator: TestClient, address: str, most: int
) -> None:
    office.open_families(2)
    office.at(date(2012, 12, 20))
    coordinator.get(address)
    with counted_statements(office.context.database) as few:
        coordinator.get(address)
    office.open_families(40)
    with counted_statements(office.context.database) as many:
        coordinator.get(address)
    assert len(many) == len(few)
    assert len(few) <= most


def test_a_list_is_shared_in_the_district_that_it_is_of(
    site: Site, office: Office
) -> None:
    theirs = the_workflow("tonbridge_and_malling")
    set_up(office.url, [theirs], clock=office.context.now)
    both = site.browser_holding(
        "ann", *((Access.VIEWER, each) for each in ("maidstone", theirs.district.id))
    )
    kept = {"title": "The Smiths", "text": "smith", "shared": "yes"}
    wrong = both.post("/cases/lists", data=kept)
    assert "narrow it to one district first" in wrong.text
    both.post("/cases/lists", data=kept | {"district": theirs.district.id})
    assert "The Smiths" in both.get("/cases/lists").text
    assert "The Smiths" not in site.browser("mai.delivery").get("/cases/lists").text
