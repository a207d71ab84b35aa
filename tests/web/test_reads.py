"""That a case was looked at is on record, whichever way somebody came to it."""

import pytest
from fastapi.testclient import TestClient

from storage.access_log import reads_by_user
from storage.database import reading
from tests.builders.meetings import planned
from tests.builders.office import Office
from tests.builders.web import Site
from web.who_may import WHO_MAY

OF_A_CASE = [route for route in WHO_MAY if "{reference}" in route[1]]
COORDINATOR = "mai.coordinator"
THINGS = {
    "reference": "MAI-0001",
    "event": "check_existing_plan",
    "question": "found",
    "clock": "1-1-1",
}


def reads(office: Office) -> list[str]:
    """Give what the coordinator looked at, the latest first."""
    with reading(office.context.database) as connection:
        rows = reads_by_user(connection, "maidstone", COORDINATOR, 1000)
    return [f"{row['reference']} {row['page']}" for row in rows]


@pytest.fixture
def coordinator(site: Site, office: Office) -> TestClient:
    """Give the browser of Maidstone's coordinator, who has two families."""
    office.open_families(2)
    return site.browser(COORDINATOR)


def test_every_page_and_every_call_of_a_case_is_on_record_once(
    office: Office, coordinator: TestClient
) -> None:
    for number, (method, path) in enumerate(OF_A_CASE, start=1):
        coordinator.request(method, path.format(**THINGS))
        assert len(reads(office)) == number, (method, path)
    assert len(set(reads(office))) == len(OF_A_CASE)


def test_what_is_refused_or_not_there_is_no_read(office: Office, site: Site) -> None:
    (reference,) = office.open_families()
    worker = site.browser("mai.worker1")
    assert worker.get(f"/cases/{reference}").status_code == 404
    assert worker.get(f"/cases/{reference}/restriction").status_code == 403
    with reading(office.context.database) as connection:
        assert not reads_by_user(connection, "maidstone", "mai.worker1", 10)


def test_an_address_that_somebody_makes_up_is_not_written_down(
    office: Office, coordinator: TestClient
) -> None:
    coordinator.get("/cases/MAI-0001/do/A%00B")
    assert reads(office) == ["MAI-0001 do/?"]


def test_verdicts_on_many_families_are_on_record_for_each(
    office: Office, coordinator: TestClient
) -> None:
    coordinator.post("/cases/ticked", data={"case": ["MAI-0001", "MAI-0002"]})
    answers = {"found": "no", "command": "c1", "case": ["MAI-0001", "MAI-9999"]}
    coordinator.post("/bulk/advance/check_existing_plan/do", data=answers)
    assert reads(office) == ["MAI-0001 result of a step of many"]


def test_an_agenda_is_on_record_for_each_of_its_families(
    office: Office, coordinator: TestClient
) -> None:
    office.walk("MAI-0001", "profiled")
    district, agenda = planned(office, "MAI-0001")
    coordinator.get(f"/meetings/{district}/agenda/{agenda}")
    assert reads(office) == ["MAI-0001 agenda of a meeting"]
