"""The audit: who looked at what, by case, person and day; and restricted cases."""

from fastapi.testclient import TestClient

from casework.access.audit import PAGE
from tests.builders.office import Office
from tests.builders.web import Site

AUDIT = "/admin/audit/maidstone"


def test_who_looked_at_a_case_is_found(
    site: Site, office: Office, auditor: TestClient
) -> None:
    one, other = office.open_families(2)
    site.browser("mai.coordinator").get(f"/cases/{one}")
    site.browser("mai.manager").get("/cases")
    shown = auditor.get(AUDIT, params={"reference": one.lower()}).text
    assert "mai.coordinator" in shown
    assert "Summary" in shown
    nothing = auditor.get(AUDIT, params={"reference": other}).text
    assert "Nothing is on record" in nothing


def test_records_are_found_by_person_and_day(
    site: Site, office: Office, auditor: TestClient
) -> None:
    (reference,) = office.open_families()
    site.browser("mai.coordinator").get(f"/cases/{reference}")
    on = {"day-day": "2", "day-month": "11", "day-year": "2026"}
    found = auditor.get(AUDIT, params=on | {"user": "mai.coordinator"}).text
    assert reference in found
    before = auditor.get(AUDIT, params=on | {"day-day": "1"}).text
    assert "Nothing is on record" in before
    wrong = auditor.get(AUDIT, params=on | {"day-day": "31"})
    assert "must be a real date" in wrong.text


def test_a_long_record_is_turned_page_by_page(
    site: Site, office: Office, auditor: TestClient
) -> None:
    (reference,) = office.open_families()
    browser = site.browser("mai.coordinator")
    for _ in range(PAGE + 1):
        browser.get(f"/api/v1/cases/{reference}/letters")
    first = auditor.get(AUDIT)
    assert first.text.count("Api: letters") == PAGE
    further = first.text.split('href="/admin/audit/maidstone?')[1].split('"')[0]
    second = auditor.get(f"{AUDIT}?{further.replace('&amp;', '&')}")
    assert second.text.count("Api: letters") == 1


def test_whoever_audits_is_on_record_too(auditor: TestClient) -> None:
    auditor.get(AUDIT, params={"user": "mai.worker1"})
    shown = auditor.get(AUDIT, params={"kind": "events", "what": "audit read"}).text
    assert "user=mai.worker1" in shown


def test_a_broken_glass_is_seen(
    site: Site, office: Office, governor: TestClient, auditor: TestClient
) -> None:
    (reference,) = office.open_families()
    why = {"reason": "A relative works here"}
    governor.post(f"/cases/{reference}/restriction", data=why)
    urgent = {"reference": reference, "reason": "The police have called"}
    site.browser("mai.coordinator").post("/restricted", data=urgent)
    for browser, path in (
        (governor, "/admin/restricted/maidstone"),
        (auditor, f"{AUDIT}?kind=events&what=restricted+case+opened"),
    ):
        shown = browser.get(path).text
        assert reference in shown
        assert "The police have called" in shown


def test_restricted_cases_are_listed_for_who_governs_them_alone(
    auditor: TestClient, governor: TestClient
) -> None:
    assert auditor.get("/admin/restricted/maidstone").status_code == 403
    shown = governor.get("/admin/restricted/maidstone")
    assert "No case of this district is restricted" in shown.text
    assert governor.get("/admin/restricted/ashford").status_code == 404
    assert governor.get("/admin/audit/ashford").status_code == 404
