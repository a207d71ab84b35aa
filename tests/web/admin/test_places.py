"""Districts, their pathway, and the days on which their offices are closed."""

import re
from datetime import date

from fastapi.testclient import TestClient

from engine.access.roles import Access
from tests.builders.office import Office
from tests.builders.web import Site
from web.pages.admin_districts import as_html

SNOW = {"day-day": "18", "day-month": "12", "day-year": "2012", "title": "Snow"}
CLOSURES = "/admin/closures/maidstone"


def test_a_district_is_shown_as_its_file_says(auditor: TestClient) -> None:
    listed = auditor.get("/admin/districts").text
    assert "Maidstone Locality Board" in listed
    shown = auditor.get("/admin/districts/maidstone").text
    assert "workflows/districts/maidstone.yaml" in shown
    assert "mai.worker1" in shown


def test_the_pathway_is_shown_with_its_difference(auditor: TestClient) -> None:
    shown = auditor.get("/admin/districts/maidstone/pathway").text
    assert "What is different here" in shown
    assert shown.count("<svg") == 2
    assert "Every case starts here." in shown


def test_words_of_a_pathway_are_no_markup() -> None:
    written = as_html("# One\n\n- a <b>bold</b> step")
    assert '<h2 class="govuk-heading-l">One</h2>' in written
    assert "&lt;b&gt;" in written


def test_a_district_of_others_is_not_there(coordinator: TestClient) -> None:
    for path in ("districts/ashford", "districts/ashford/pathway", "closures/ashford"):
        assert coordinator.get(f"/admin/{path}").status_code == 404


def test_a_closure_lists_every_clock_before_it_moves_one(
    office: Office, coordinator: TestClient
) -> None:
    (reference,) = office.open_families()
    looked = coordinator.post(CLOSURES, data=SNOW).text
    assert reference in looked
    assert "18 December 2012: closed?" in looked
    assert "No day was proclaimed" in coordinator.get(CLOSURES).text
    coordinator.post(f"{CLOSURES}/proclaim", data=SNOW)
    shown = coordinator.get(CLOSURES).text
    assert "Snow" in shown
    assert re.search(r"18 December 2012 is closed\. \d+ clocks? moved", shown)


def test_a_closure_is_taken_back(office: Office, coordinator: TestClient) -> None:
    (reference,) = office.open_families()
    coordinator.post(f"{CLOSURES}/proclaim", data=SNOW)
    place = f"{CLOSURES}/{date(2012, 12, 18).isoformat()}/withdraw"
    assert reference in coordinator.get(place).text
    coordinator.post(place)
    assert "is open again" in coordinator.get(CLOSURES).text
    assert coordinator.get(place).status_code == 404


def test_a_closure_without_a_day_or_a_reason_is_said(coordinator: TestClient) -> None:
    empty = coordinator.post(CLOSURES, data={"title": ""})
    assert (empty.status_code, "Enter the day" in empty.text) == (422, True)
    untitled = coordinator.post(CLOSURES, data=SNOW | {"title": ""})
    assert "needs a title" in untitled.text
    sunday = coordinator.post(CLOSURES, data=SNOW | {"day-day": "16"})
    assert "no working day anyway" in sunday.text


def test_the_clocks_of_restricted_families_are_only_counted(
    site: Site, office: Office, coordinator: TestClient
) -> None:
    (reference,) = office.open_families()
    governor = site.browser_as(Access.INFORMATION_GOVERNANCE)
    reason = {"reason": "A relative works here"}
    governor.post(f"/cases/{reference}/restriction", data=reason)
    looked = coordinator.post(CLOSURES, data=SNOW).text
    assert reference not in looked
    assert "of families that you do not see" in looked
