"""A list of families in the pages: sent, checked, opened once, whatever is pressed."""

import re
from datetime import timedelta

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response

from casework.access.restricted import RestrictionRequest, restrict
from casework.intake.columns import COLUMNS, IS_CHILD
from casework.opening.uploads import KEPT_FOR
from casework.set_up import set_up
from engine.access.roles import Access
from storage.database import reading
from storage.openings import known_list_keys
from tests.builders.office import Office, the_workflow
from tests.builders.sights import a_sight
from tests.builders.web import MONDAY, Site, a_site_apart
from tests.house.tree import ROOT

PAGE = "/open-families/maidstone"
LIST = ROOT / "samples" / "maidstone_families.csv"
ROWS = LIST.read_bytes().splitlines(keepends=True)
ONE, TWO = b"".join(ROWS[:6]), b"".join(ROWS[:10])
"""The sample's first family, of five, and with it the second, of four."""


def upload(browser: TestClient, content: bytes, name: str = "list.csv") -> Response:
    return browser.post(PAGE, files={"list": (name, content, "text/csv")})


def kept(browser: TestClient, content: bytes = TWO) -> str:
    """Upload a list; give the address of its check page."""
    answer = upload(browser, content)
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


def read(browser: TestClient, address: str, status: int = 200) -> str:
    """Give the words of a page, without its marks."""
    answer = browser.get(address)
    assert answer.status_code == status, answer.text
    return words(answer)


def words(answer: Response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.text).split())


def families(office: Office) -> int:
    with reading(office.context.database) as connection:
        return len(known_list_keys(connection, "maidstone"))


def test_a_list_is_checked_first_and_opens_its_families_when_that_is_confirmed(
    coordinator: TestClient, office: Office
) -> None:
    place = kept(coordinator)
    text = read(coordinator, place)
    assert "Maidstone Check the list before its families are opened" in text
    assert "list.csv What it holds 2 families, 9 people To be opened 2 fam" in text
    assert "F001 2 3 F002 2 2" in text
    assert families(office) == 0
    assert coordinator.post(place).headers["location"] == place
    text = read(coordinator, place)
    assert "2 families were opened from the list" in text
    assert "(mai.coordinator) on 17 December 2012 at 10:00" in text
    assert 'href="/cases/MAI-0002"' in coordinator.get(place).text
    new = "/cases?district=maidstone&state=identified&sort=-since"
    assert new.replace("&", "&amp;") in coordinator.get(place).text
    assert "2 cases" in read(coordinator, new)


def test_a_second_click_another_tab_and_the_back_button_open_nobody_twice(
    coordinator: TestClient, office: Office
) -> None:
    place, other = kept(coordinator), kept(coordinator)
    assert place == other
    for _ in range(3):
        assert coordinator.post(place).status_code == 303
        assert "2 families were opened from the list" in read(coordinator, place)
    assert families(office) == 2
    assert "MAI-0003" not in read(coordinator, place)


def test_what_was_sent_outlives_a_restart_and_a_new_session(
    coordinator: TestClient, site: Site, office: Office
) -> None:
    place = kept(coordinator)
    again = a_site_apart(office).browser("mai.coordinator")
    assert "list.csv" in read(again, PAGE)
    again.post(place)
    assert families(office) == 2
    assert site.anyone().post(place).status_code == 401


def test_families_that_are_open_already_are_told_apart_and_stay_as_they_are(
    coordinator: TestClient, office: Office
) -> None:
    office.open_families(1)
    place = kept(coordinator)
    text = read(coordinator, place)
    assert "To be opened 1 family Open before 1 family" in text
    assert "1 family of the list was open before MAI-0001 ." in text
    coordinator.post(place)
    text = read(coordinator, place)
    assert "1 family was opened from the list" in text
    assert "Opened from this list 1 family Open before 1 family" in text
    assert office.case("MAI-0001").view.version == 1
    known = kept(coordinator, ONE + b"\r\n")
    text = read(coordinator, known)
    assert "Every family of the list was open already" in text
    assert "Open 1 family" not in text


def test_a_colleague_who_opened_the_same_list_is_named(
    coordinator: TestClient, site: Site
) -> None:
    place = kept(coordinator)
    other = site.browser("mai.delivery")
    other.post(kept(other))
    text = read(coordinator, place)
    assert "2 families were opened from the list" in text
    assert "(mai.delivery)" in text


def test_a_restricted_family_is_counted_and_not_named(
    coordinator: TestClient, office: Office
) -> None:
    office.open_families(1)
    asked = RestrictionRequest(
        reference="MAI-0001", reason="A threat", users=frozenset({"mai.delivery"})
    )
    restrict(office.context, a_sight("mai.delivery"), asked)
    text = read(coordinator, kept(coordinator))
    assert "Open before 1 family" in text
    assert "MAI-0001" not in text


def test_every_fault_is_told_with_its_place_and_the_list_is_not_kept(
    coordinator: TestClient, office: Office
) -> None:
    wrong = TWO.replace(b"1965-07-08", b"1965-17-08").replace(b"1962-01-07", b"soon")
    answer = upload(coordinator, wrong, r"C:\lists\december.csv")
    assert answer.status_code == 422
    text = words(answer)
    assert "Error: Open families from a list" in text
    assert "The list has 2 faults: nothing was saved." in text
    assert "What is wrong with december.csv" in text
    first = "which is not a day of the calendar; write it as 2001-02-28 or 28/02/2001."
    assert f"Line 2, date_of_birth Found &#39;1965-17-08&#39;, {first}" in text
    assert "Line 3, date_of_birth Found &#39;soon&#39;" in text
    assert "Lists that you have sent" not in text
    assert families(office) == 0


def test_of_very_many_faults_the_first_are_shown_and_the_others_counted(
    coordinator: TestClient,
) -> None:
    row = b"F%d,,Smith,soon,adult" + b"," * 10 + b"\n"
    many = ROWS[0] + b"".join(row % number for number in range(250))
    text = words(upload(coordinator, many))
    assert "The list has 500 faults" in text
    assert "The first 200 faults are shown. There are 300 more." in text
    assert "Line 101," in text
    assert "Line 102," not in text


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "Found an empty file, but a list has a header and a row a person."),
        (
            b"PK\x03\x04\x14\0",
            "Found a spreadsheet, or another packed file, but a list",
        ),
        (b"%PDF-1.7", "Found a PDF, but a list is a CSV file; open it where it was"),
        (ROWS[0], "Found a header and no row, but a list has a row a person."),
        (b"name;born\n", "Found semicolons between the columns, but a list has commas"),
    ],
)
def test_what_is_no_list_is_refused_in_plain_words(
    coordinator: TestClient, content: bytes, sentence: str
) -> None:
    answer = upload(coordinator, content, "x.csv")
    assert answer.status_code == 422
    assert sentence in words(answer)


def test_a_form_without_a_file_says_so(coordinator: TestClient) -> None:
    answer = coordinator.post(PAGE, files={"list": ("", b"", "text/csv")})
    assert answer.status_code == 422
    assert "Error: Choose the file of the list" in words(answer)
    assert coordinator.post(PAGE, data={"list": "text"}).status_code == 422


def test_a_list_that_is_too_large_is_refused_before_it_is_read(office: Office) -> None:
    small = a_site_apart(office, upload_bytes=len(TWO))
    browser = small.browser("mai.coordinator")
    assert f"at most {len(TWO) / 1e6:g} MB" in read(browser, PAGE)
    answer = upload(browser, TWO)
    assert answer.status_code == 413
    assert "The file is too large" in words(answer)


def test_a_list_is_of_whoever_sent_it_and_can_be_thrown_away(
    coordinator: TestClient, site: Site, office: Office
) -> None:
    place = kept(coordinator)
    other = site.browser("mai.delivery")
    assert "list.csv" not in read(other, PAGE)
    other.post(f"{place}/drop")
    for answer in (other.get(place), other.post(place)):
        assert answer.headers["location"] == PAGE
    assert "That list is not kept any more" in read(other, PAGE)
    assert "Open 2 families" in read(coordinator, place)
    coordinator.post(f"{place}/drop")
    assert "The list is thrown away" in read(coordinator, PAGE)
    coordinator.post(place)
    assert families(office) == 0


def test_a_list_is_kept_for_a_day(
    coordinator: TestClient, site: Site, office: Office
) -> None:
    place = kept(coordinator)
    site.wall[0] = MONDAY + KEPT_FOR + timedelta(seconds=1)
    later = site.browser("mai.coordinator")
    assert "list.csv" not in read(later, PAGE)
    assert later.post(place).headers["location"] == PAGE
    kept(later, ONE)
    site.wall[0] = MONDAY
    assert site.browser("mai.coordinator").get(place).status_code == 303
    assert families(office) == 0


def test_somebody_whose_post_may_not_open_families_is_told_who_may(
    site: Site, office: Office
) -> None:
    browser = site.browser_holding("mai.police", (Access.COORDINATOR, "maidstone"))
    text = words(upload(browser, TWO))
    assert "Kent Police, Maidstone may not open families. It is for: Coordin" in text
    assert families(office) == 0


def test_who_runs_another_district_opens_none_here(site: Site, office: Office) -> None:
    elsewhere = "tonbridge_and_malling"
    set_up(office.url, [the_workflow(elsewhere)], clock=office.context.now)
    here, there = (Access.VIEWER, "maidstone"), (Access.COORDINATOR, elsewhere)
    both = site.browser_holding("ann", here, there)
    assert both.get("/open-families").headers["location"].endswith(elsewhere)
    assert both.get(PAGE).status_code == 403
    assert upload(both, TWO).status_code == 403
    assert site.browser("mai.worker1").get(PAGE).status_code == 403
    manager = site.browser_holding(
        "bob", (Access.COORDINATOR, "maidstone"), (Access.COORDINATOR, elsewhere)
    )
    assert f'href="{PAGE}"' in manager.get("/open-families").text


def test_the_page_tells_and_gives_the_columns_of_a_list(
    coordinator: TestClient,
) -> None:
    text = read(coordinator, PAGE)
    assert [name for name in (*COLUMNS, *IS_CHILD) if name not in text] == []
    answer = coordinator.get(f"{PAGE}/columns")
    assert (
        'filename="families-of-maidstone.csv"' in answer.headers["content-disposition"]
    )
    filled_in = answer.content + b"".join(ROWS[1:6])
    assert "1 family, 5 people" in read(coordinator, kept(coordinator, filled_in))


def test_the_way_to_it_is_where_a_coordinator_looks_and_nobody_else(
    coordinator: TestClient, worker: TestClient
) -> None:
    pages = ("/", "/cases", "/office", "/admin/districts/maidstone")
    for page in pages:
        assert 'href="/open-families' in coordinator.get(page).text, page
    for page in pages[:3]:
        assert "open-families" not in worker.get(page).text, page
    coordinator.post(kept(coordinator))
    assert "open-families" not in coordinator.get("/").text
