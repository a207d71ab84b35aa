"""What runs a district by the API: the pages' use cases, once, with every reason."""

from typing import Any

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response

from tests.builders.clocks import AGREEMENT, clock_of, pause
from tests.builders.office import Office
from tests.builders.web import Site
from tests.house.tree import ROOT

V1 = "/api/v1"
MAIDSTONE = f"{V1}/districts/maidstone"
LIST = (ROOT / "samples" / "maidstone_families.csv").read_bytes()
WHY = "Leaves for another council"


def done(answer: Response) -> Any:  # noqa: ANN401 - JSON is anything
    assert answer.status_code == 200, answer.text
    return answer.json()


def refused(answer: Response, status: int) -> set[str]:
    """Give the kinds of the reasons."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    return {reason["why"] for reason in answer.json()["reasons"]}


def send_list(browser: TestClient, content: bytes) -> Response:
    csv = {"Content-Type": "text/csv"}
    return browser.post(f"{MAIDSTONE}/families", content=content, headers=csv)


def test_a_list_opens_its_families_once(coordinator: TestClient) -> None:
    few = b"".join(LIST.splitlines(keepends=True)[:6])
    opened = done(send_list(coordinator, few))["opened"]
    assert opened[0] == "MAI-0001"
    again = done(send_list(coordinator, few))
    assert (again["opened"], again["already_open"]) == ([], opened)


def test_a_list_with_a_fault_opens_nobody_and_names_each(
    coordinator: TestClient,
) -> None:
    wrong = LIST.replace(b"1965-07-08", b"1965-17-08", 1)
    wrong = wrong.replace(b"1962-01-07", b"soon", 1)
    answer = send_list(coordinator, wrong)
    assert refused(answer, 422) == {"list"}
    about = [reason["about"] for reason in answer.json()["reasons"]]
    assert about == ["line 2.date_of_birth", "line 3.date_of_birth"]
    assert done(coordinator.get(f"{V1}/cases"))["count"] == 0
    assert refused(send_list(coordinator, b""), 422) == {"list"}


def test_a_clock_rests_and_runs_on(office: Office, coordinator: TestClient) -> None:
    reference = agreed(office)
    clock = f"{V1}/cases/{reference}/clocks/{AGREEMENT}"
    seen = coordinator.get(f"{V1}/cases/{reference}").headers["ETag"]
    keyed = {"Idempotency-Key": "k1"}
    body = {"reason": "waiting_on_agency", "note": "The school"}
    first = done(coordinator.post(f"{clock}/pause", json=body, headers=keyed))
    assert not first["repeated"]
    assert done(coordinator.post(f"{clock}/pause", json=body, headers=keyed))[
        "repeated"
    ]
    other = {"reason": "waiting_on_agency", "note": "Somebody else"}
    twice = coordinator.post(f"{clock}/pause", json=other, headers=keyed)
    assert refused(twice, 422) == {"repeat"}
    late = coordinator.post(f"{clock}/resume", json={}, headers={"If-Match": seen})
    assert "stale" in refused(late, 412)
    done(coordinator.post(f"{clock}/resume", json={}))
    assert clock_of(office, reference, AGREEMENT)["paused_on"] is None
    assert refused(coordinator.post(f"{clock}/resume", json={}), 409) == {"clock"}


def agreed(office: Office) -> str:
    (reference,) = office.open_families()
    office.walk(reference, "board_approved")
    return reference


def test_a_resting_clock_is_of_those_who_see_the_family(
    site: Site, office: Office
) -> None:
    reference = agreed(office)
    pause(office, reference, AGREEMENT)
    path = f"{V1}/cases/{reference}/clocks/{AGREEMENT}/resume"
    assert site.browser("mai.worker1").post(path, json={}).status_code == 404


@pytest.fixture
def caseload(office: Office) -> tuple[str, ...]:
    """Give the families of a worker."""
    references = office.open_families(2)
    for reference in references:
        office.walk(reference, "caseworker_allocated")
    return references


def test_a_handover_is_looked_at_done_once_and_undone(
    office: Office, coordinator: TestClient, caseload: tuple[str, ...]
) -> None:
    path = f"{MAIDSTONE}/handovers"
    worker = office.case(caseload[0]).row["worker"]
    body = {
        "worker": worker,
        "only": list(caseload),
        "spread_over": ["mai.worker5"],
        "reason": WHY,
    }
    looked = done(coordinator.post(f"{path}/preview", json=body))
    assert {case["taker"] for case in looked["cases"]} == {"mai.worker5"}
    keyed = {"Idempotency-Key": "k1"}
    asked = body | {"seen": looked["digest"]}
    moved = done(coordinator.post(path, json=asked, headers=keyed))
    assert len(moved["moved"]) == 2
    assert done(coordinator.post(path, json=asked, headers=keyed))["repeated"]
    another = coordinator.post(path, json=body | {"reason": "x"}, headers=keyed)
    assert refused(another, 422) == {"repeat"}
    back = done(coordinator.post(f"{path}/{moved['id']}/undo", json={}))
    assert sorted(back["returned"]) == sorted(caseload)
    assert refused(coordinator.post(f"{path}/{moved['id']}/undo", json={}), 409)


def test_a_handover_that_would_come_out_otherwise_is_stale(
    office: Office, coordinator: TestClient, caseload: tuple[str, ...]
) -> None:
    body = {
        "worker": office.case(caseload[0]).row["worker"],
        "only": list(caseload),
        "spread_over": ["mai.worker5"],
        "reason": WHY,
        "seen": "another",
    }
    answer = coordinator.post(f"{MAIDSTONE}/handovers", json=body)
    assert refused(answer, 412) == {"stale"}


def test_a_handover_names_no_family_out_of_sight(coordinator: TestClient) -> None:
    body = {"worker": "x", "only": ["TON-0001"], "spread_over": ["y"], "reason": WHY}
    answer = coordinator.post(f"{MAIDSTONE}/handovers/preview", json=body)
    assert refused(answer, 404) == {"case"}


def test_a_cover_is_recorded_once_ended_and_taken_up_again(
    office: Office, coordinator: TestClient
) -> None:
    path, today = f"{MAIDSTONE}/covers", office.context.today().isoformat()
    body = {
        "absent": "mai.worker1",
        "cover": "mai.worker2",
        "since": today,
        "until": today,
        "reason": "Leave",
    }
    first = done(coordinator.post(path, json=body))
    again = done(coordinator.post(path, json=body))
    assert (again["id"], again["repeated"]) == (first["id"], True)
    overlap = coordinator.post(path, json=body | {"cover": "mai.worker3"})
    assert refused(overlap, 409) == {"cover"}
    (line,) = done(coordinator.get(path))["covers"]
    assert line["standing"] == "runs"
    ends = {"reason": "Back early"}
    done(coordinator.post(f"{path}/{first['id']}/end", json=ends))
    assert refused(coordinator.post(f"{path}/{first['id']}/end", json=ends), 409)
    done(coordinator.post(f"{path}/{first['id']}/resume", json=ends))


def test_a_worker_sees_and_ends_only_covers_about_themselves(
    site: Site, office: Office, coordinator: TestClient
) -> None:
    path, today = f"{MAIDSTONE}/covers", office.context.today().isoformat()
    body = {"since": today, "until": today, "reason": "Leave"}
    about = {"absent": "mai.worker1", "cover": "mai.worker2"}
    cover = done(coordinator.post(path, json=body | about))["id"]
    other = site.browser("mai.worker3")
    assert done(other.get(path))["covers"] == []
    ended = other.post(f"{path}/{cover}/end", json={"reason": "x"})
    assert ended.status_code == 404


def test_an_agenda_is_planned_once_filled_and_withdrawn(
    office: Office, coordinator: TestClient
) -> None:
    ready, early = office.open_families(2)
    office.walk(ready, "profiled")
    path = f"{MAIDSTONE}/agendas"
    body = {"meeting": "PB/2", "held_on": "2012-12-20"}
    planned = done(coordinator.post(path, json=body))
    again = done(coordinator.post(path, json=body))
    assert (again["agenda_id"], again["repeated"]) == (planned["agenda_id"], True)
    another_day = coordinator.post(path, json=body | {"held_on": "2012-12-21"})
    assert refused(another_day, 409) == {"meeting"}
    agenda = f"{path}/{planned['agenda_id']}"
    both = {"references": [ready, early, "MAI-9999"]}
    lines = done(coordinator.post(f"{agenda}/families", json=both))["families"]
    assert [bool(line["against"]) for line in lines] == [False, True, True]
    on = done(coordinator.get(agenda))["families"]
    assert [each["reference"] for each in on] == [ready]
    gone = done(coordinator.post(f"{agenda}/removal", json=both))
    assert gone["removed"] == [ready]
    done(coordinator.post(f"{agenda}/withdrawal"))
    assert coordinator.get(agenda).status_code == 404


def test_a_closed_day_moves_clocks_after_it_was_looked_at(
    office: Office, coordinator: TestClient
) -> None:
    office.open_families()
    path, body = f"{MAIDSTONE}/closures", {"day": "2012-12-19", "title": "Snow"}
    would = done(coordinator.post(f"{path}/preview", json=body))
    assert done(coordinator.get(path))["closures"] == []
    moved = done(coordinator.post(path, json=body))
    assert moved == would
    assert moved["clocks"]
    assert done(coordinator.post(path, json=body))["clocks"] == []
    back = f"{path}/2012-12-19/withdrawal"
    would_move = done(coordinator.post(f"{back}/preview"))
    assert done(coordinator.post(back)) == would_move
    assert refused(coordinator.post(back), 409) == {"calendar"}
    why = {"reason": "New terms"}
    assert done(coordinator.post(f"{MAIDSTONE}/redatings/preview", json=why)) == {
        "clocks": [],
        "hidden": 0,
    }
    done(coordinator.post(f"{MAIDSTONE}/redatings", json=why))


def test_many_are_tried_then_done_and_a_repeat_does_the_rest(
    office: Office, coordinator: TestClient
) -> None:
    one, other = office.open_families(2)
    found = {"plan_found": "no", "finding": "No plan of another team"}
    body = {
        "references": [one, "MAI-9999"],
        "event": "check_existing_plan",
        "answers": found,
    }
    path, keyed = f"{V1}/bulk/advance", {"Idempotency-Key": "k1"}
    tried = done(coordinator.post(f"{path}/preview", json=body))["families"]
    assert [family["done"] for family in tried] == [True, False]
    assert office.case(one).view.version == 1
    done(coordinator.post(path, json=body, headers=keyed))
    both = body | {"references": [one, other]}
    lines = done(coordinator.post(path, json=both, headers=keyed))["families"]
    assert [line["repeated"] for line in lines] == [True, False]
    assert all(line["done"] for line in lines)


def test_what_comes_is_rehearsed_and_forecast(
    office: Office, coordinator: TestClient
) -> None:
    office.open_families()
    played = done(coordinator.get(f"{V1}/rehearsal", params={"by": "2013-02-01"}))
    assert {rung["reference"] for rung in played["rungs"]} == {"MAI-0001"}
    past = coordinator.get(f"{V1}/rehearsal", params={"by": "2012-12-01"})
    assert refused(past, 422) == {"clock"}
    far = coordinator.get(f"{V1}/rehearsal", params={"by": "9000-01-01"})
    assert refused(far, 422) == {"calendar"}
    coming = done(coordinator.get(f"{MAIDSTONE}/forecast", params={"weeks": 6}))
    assert len(coming["mondays"]) == 6


def test_nothing_is_cleared_of_a_case_of_which_nothing_is_set_aside(
    office: Office, coordinator: TestClient
) -> None:
    (reference,) = office.open_families()
    path = f"{V1}/cases/{reference}/set-aside/clear"
    answer = coordinator.post(path, json={"reason": "Mended"})
    assert refused(answer, 409) == {"clock"}
    assert done(coordinator.get(f"{V1}/runs"))["set_aside"] == []


@pytest.mark.parametrize(
    "path", ["families", "handovers", "covers", "agendas", "closures", "redatings"]
)
def test_the_office_of_another_district_is_not_there(
    coordinator: TestClient, path: str
) -> None:
    answer = coordinator.post(f"{V1}/districts/ashford/{path}", json={})
    assert answer.status_code == 404
