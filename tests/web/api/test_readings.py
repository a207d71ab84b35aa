"""What is read by the API: what is in sight, as a page shows it, and no other."""

import pytest
from fastapi.testclient import TestClient

from storage.access_log import reads_of_case
from storage.database import reading
from tests.builders.office import Office
from tests.builders.web import Site

V1 = "/api/v1"


def test_cases_are_listed_a_page_at_a_time(
    office: Office, coordinator: TestClient
) -> None:
    office.open_families(3)
    first = coordinator.get(f"{V1}/cases", params={"most": 2}).json()
    then = {"most": 2, "after": first["next_after"]}
    second = coordinator.get(f"{V1}/cases", params=then).json()
    assert [each["reference"] for each in first["cases"]] == ["MAI-0001", "MAI-0002"]
    assert [each["reference"] for each in second["cases"]] == ["MAI-0003"]
    assert (first["count"], second["next_after"]) == (3, None)


def test_a_filter_that_is_not_known_is_refused(coordinator: TestClient) -> None:
    refused = coordinator.get(f"{V1}/cases", params={"colour": "blue"})
    assert refused.status_code == 422
    assert refused.headers["content-type"] == "application/problem+json"
    assert "colour" in refused.json()["reasons"][0]["about"]


@pytest.mark.parametrize("path", ["/overdue", "/runs", "/districts/maidstone/staff"])
def test_a_parameter_that_is_not_known_is_refused_and_the_known_are_told(
    coordinator: TestClient, path: str
) -> None:
    asked = {"colour": "blue", "most": "10"} if path != "/runs" else {"colour": "x"}
    refused = coordinator.get(f"{V1}{path}", params=asked)
    assert refused.status_code == 422
    told = {reason["about"] for reason in refused.json()["reasons"]}
    assert "query.colour" in told
    assert ("query.most" in told) is (path == "/districts/maidstone/staff")


def test_an_answer_that_is_known_is_not_sent_again(
    office: Office, coordinator: TestClient
) -> None:
    (reference,) = office.open_families()
    first = coordinator.get(f"{V1}/cases/{reference}")
    known = {"If-None-Match": first.headers["ETag"]}
    again = coordinator.get(f"{V1}/cases/{reference}", headers=known)
    assert (again.status_code, again.content) == (304, b"")
    office.at(office.context.today().replace(day=18))
    later = coordinator.get(f"{V1}/cases/{reference}", headers=known)
    assert later.status_code == 200, "a day has passed: fewer are left"
    assert later.json()["version"] == first.json()["version"]


@pytest.mark.parametrize(
    "part",
    ["", "/steps", "/letters", "/history", "/history/verification"],
)
def test_an_unknown_and_a_foreign_case_are_the_same(
    site: Site, office: Office, part: str
) -> None:
    (foreign,) = office.open_families()
    worker = site.browser("mai.worker1")
    answers = [
        worker.get(f"{V1}/cases/{each}{part}") for each in (foreign, "MAI-9999", "x")
    ]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.text for answer in answers}) == 1


def test_the_steps_say_what_is_missing(office: Office, coordinator: TestClient) -> None:
    (reference,) = office.open_families()
    steps = coordinator.get(f"{V1}/cases/{reference}/steps").json()["can_do"]
    can = {each["event"]: each for each in steps}
    assert can["check_existing_plan"]["blocked_by"] == []
    assert any(each["blocked_by"] for each in steps)


def test_a_history_is_read_and_holds(office: Office, coordinator: TestClient) -> None:
    (reference,) = office.open_families()
    office.take(reference, "check_existing_plan")
    read = coordinator.get(f"{V1}/cases/{reference}/history").json()
    assert read["entries"][-1]["title"] == "Check for an existing plan"
    proof = coordinator.get(f"{V1}/cases/{reference}/history/verification").json()
    assert proof == {"cases": 1, "entries": len(read["entries"]), "breaks": []}


def test_a_meeting_decides_on_several_families(site: Site, office: Office) -> None:
    ready, early = office.open_families(2)
    office.walk(ready, "profiled")
    secretary = site.browser(office.user("board_secretary"))
    path = f"{V1}/districts/maidstone/meetings"
    decisions = [
        {"reference": each, "outcome": "approve", "minute": "4.1"}
        for each in (ready, early)
    ]
    body = {"meeting": "PB/1", "held_on": "2012-12-17", "decisions": decisions}
    done = secretary.post(path, json=body).json()
    assert [family["done"] for family in done["families"]] == [True, False]
    assert done["families"][1]["reasons"]
    assert secretary.post(path, json=body).json()["repeated"] is True
    record = secretary.get(f"{path}/record", params={"meeting": "PB/1"}).json()
    assert [each["reference"] for each in record["decisions"]] == [ready]


def test_a_meeting_decides_on_nobody_out_of_sight(site: Site, office: Office) -> None:
    secretary = site.browser(office.user("board_secretary"))
    decision = {"reference": "TON-0001", "outcome": "approve", "minute": "4.1"}
    body = {"meeting": "PB/1", "held_on": "2012-12-17", "decisions": [decision]}
    refused = secretary.post(f"{V1}/districts/maidstone/meetings", json=body)
    assert refused.status_code == 404
    assert "TON-0001" in refused.json()["detail"]


def test_what_is_overdue_is_turned_page_by_page(
    office: Office, coordinator: TestClient
) -> None:
    office.open_families(3)
    office.at(office.context.today().replace(year=2013))
    first = coordinator.get(f"{V1}/overdue", params={"most": 2}).json()
    then = {"most": 2, "after": first["next_after"]}
    second = coordinator.get(f"{V1}/overdue", params=then).json()
    found = [each["reference"] for each in (*first["clocks"], *second["clocks"])]
    assert len(first["clocks"]) == 2
    assert len(set(found)) == 3


@pytest.mark.parametrize(
    "path",
    [
        "/districts/maidstone/reports",
        "/districts/maidstone/reports/payments",
        "/districts/maidstone/staff",
        "/districts/maidstone/meetings",
        "/runs",
        "/openapi.json",
    ],
)
def test_the_office_is_watched(coordinator: TestClient, path: str) -> None:
    assert coordinator.get(f"{V1}{path}").status_code == 200


def test_a_foreign_district_is_not_there(coordinator: TestClient) -> None:
    for part in ("reports", "reports/funnel", "staff", "meetings"):
        found = coordinator.get(f"{V1}/districts/ashford/{part}")
        assert found.status_code == 404
        assert found.headers["content-type"] == "application/problem+json"


def test_the_document_is_for_those_who_have_signed_in(site: Site) -> None:
    refused = site.anyone().get(f"{V1}/openapi.json")
    assert refused.status_code == 401
    assert refused.headers["content-type"] == "application/problem+json"


def test_a_read_of_a_case_is_on_record(site: Site, office: Office) -> None:
    (reference,) = office.open_families()
    site.browser("mai.coordinator").get(f"{V1}/cases/{reference}")
    assert "api: case" in reads_of(site, reference)


def reads_of(site: Site, reference: str) -> list[str]:
    number = site.office.case(reference).number
    with reading(site.office.context.database) as connection:
        rows = reads_of_case(connection, "maidstone", number, 10)
    return [row["page"] for row in rows]
