"""Restricted cases by the API: who is named for one, and breaking the glass."""

from typing import Any

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response

from engine.access.roles import Access
from tests.builders.office import Office
from tests.builders.web import Site

V1 = "/api/v1"
WHY = "A threat to the family was reported"


@pytest.fixture
def governor(site: Site) -> TestClient:
    """Give who answers for information in Maidstone."""
    return site.browser_as(Access.INFORMATION_GOVERNANCE)


@pytest.fixture
def case(office: Office) -> str:
    """Give the address of a family's case."""
    (reference,) = office.open_families()
    return f"{V1}/cases/{reference}"


def done(answer: Response) -> Any:  # noqa: ANN401 - JSON is anything
    assert answer.status_code == 200, answer.text
    return answer.json()


def restrict(governor: TestClient, case: str, *users: str) -> Any:  # noqa: ANN401
    asked = {"reason": WHY, "users": users}
    return done(governor.post(f"{case}/restriction", json=asked))


def test_a_case_is_seen_by_those_who_are_named_until_that_is_lifted(
    case: str, governor: TestClient, coordinator: TestClient
) -> None:
    assert not done(governor.get(f"{case}/restriction"))["restricted"]
    now = restrict(governor, case, "mai.delivery")
    assert now["restricted"]
    assert "mai.delivery" in now["named"]
    assert "mai.coordinator" not in now["named"]
    assert coordinator.get(case).status_code == 404
    lifted = done(governor.post(f"{case}/restriction/lift"))
    assert (lifted["restricted"], lifted["named"]) == (False, [])
    assert coordinator.get(case).status_code == 200


def test_who_is_named_is_on_the_staff_list(case: str, governor: TestClient) -> None:
    asked = {"reason": WHY, "users": ["mai.delivery", "mai.nobody"]}
    answer = governor.post(f"{case}/restriction", json=asked)
    assert answer.status_code == 422
    assert [each["about"] for each in answer.json()["reasons"]] == ["mai.nobody"]
    assert not done(governor.get(f"{case}/restriction"))["restricted"]


def test_blanks_are_no_reason(case: str, governor: TestClient) -> None:
    blank = {"reason": " " * 20}
    answer = governor.post(f"{case}/restriction", json=blank | {"users": []})
    assert answer.status_code == 422
    asked = blank | {"reference": case.rpartition("/")[2]}
    assert governor.post(f"{V1}/restricted", json=asked).status_code == 422


def test_the_glass_is_broken_with_a_reason(
    case: str, governor: TestClient, coordinator: TestClient
) -> None:
    restrict(governor, case)
    reference = case.rpartition("/")[2]
    asked = {"reference": reference, "reason": "The police ask at the door"}
    assert done(coordinator.post(f"{V1}/restricted", json=asked))["until"]
    assert coordinator.get(case).status_code == 200


def test_no_glass_is_broken_where_there_is_no_case(coordinator: TestClient) -> None:
    asked = {"reference": "MAI-0099", "reason": "The police ask at the door"}
    assert coordinator.post(f"{V1}/restricted", json=asked).status_code == 404


def test_who_only_looks_restricts_nothing(case: str, site: Site) -> None:
    asked = {"reason": WHY, "users": []}
    answer = site.browser("mai.viewer").post(f"{case}/restriction", json=asked)
    assert answer.status_code == 403
