"""What is done by the API: once, to the version that was seen, with every reason."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial

from fastapi.testclient import TestClient
from httpx2 import Response

from engine.access.roles import Access
from tests.builders.office import Office
from tests.builders.web import Site

FOUND = {"plan_found": "no", "finding": "No plan of another team"}


def check(browser: TestClient, reference: str, **headers: str) -> Response:
    body = {"event": "check_existing_plan", "answers": FOUND}
    path = f"/api/v1/cases/{reference}/advance"
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    return browser.post(path, json=body, headers=sent)


def test_an_event_is_taken_and_the_version_told(
    office: Office, coordinator: TestClient
) -> None:
    (reference,) = office.open_families()
    done = check(coordinator, reference)
    assert done.status_code == 200
    assert done.json()["title"] == "Check for an existing plan"
    assert done.json()["repeated"] is False
    assert done.headers["ETag"] == f'"{office.case(reference).view.version}"'


def test_the_same_key_does_it_once(office: Office, coordinator: TestClient) -> None:
    (reference,) = office.open_families()
    first = check(coordinator, reference, Idempotency_Key="k1").json()
    again = check(coordinator, reference, Idempotency_Key="k1").json()
    assert again["repeated"] is True
    assert again["version"] == first["version"]
    assert office.case(reference).view.version == first["version"]


def test_a_command_that_put_the_case_out_of_sight_is_answered_when_it_comes_again(
    office: Office, site: Site
) -> None:
    (reference,) = office.open_families()
    office.walk(reference, "caseworker_allocated")
    worker = site.browser(office.case(reference).row["worker"])
    path = f"/api/v1/cases/{reference}/advance"
    answers = {"new_authority": "Medway", "moved_on": "2012-12-17"}
    body = {"event": "mark_moved_away", "answers": answers}
    keyed = {"Idempotency-Key": "k1"}
    first = worker.post(path, json=body, headers=keyed)
    assert (first.status_code, first.json()["repeated"]) == (200, False)
    again = worker.post(path, json=body, headers=keyed)
    assert (again.status_code, again.json()) == (200, first.json() | {"repeated": True})
    other = worker.post(path, json={**body, "event": "hold_review"}, headers=keyed)
    assert (other.status_code, other.json()["reasons"][0]["why"]) == (422, "repeat")
    assert worker.post(path, json=body).status_code == 404
    unused = {"Idempotency-Key": "k2"}
    assert worker.post(path, json=body, headers=unused).status_code == 404
    assert worker.get(f"/api/v1/cases/{reference}", headers=keyed).status_code == 404
    colleague = site.browser("mai.worker5")
    assert colleague.post(path, json=body, headers=keyed).status_code == 404


def test_a_key_opens_no_other_case_that_is_out_of_sight(
    office: Office, site: Site
) -> None:
    ours, other = office.open_families(2)
    office.walk(ours, "caseworker_allocated")
    worker = site.browser(office.case(ours).row["worker"])
    body = {"event": "note_contact", "answers": {"contact_on": "2012-12-17"}}
    body["answers"] |= {"note": "Rang"}  # type: ignore[operator]
    keyed = {"Idempotency-Key": "k1"}
    done = worker.post(f"/api/v1/cases/{ours}/advance", json=body, headers=keyed)
    assert done.status_code == 200, done.text
    away = worker.post(f"/api/v1/cases/{other}/advance", json=body, headers=keyed)
    assert away.status_code == 404


def test_a_key_that_was_used_for_something_else_is_refused(
    office: Office, coordinator: TestClient
) -> None:
    one, other = office.open_families(2)
    check(coordinator, one, Idempotency_Key="k1")
    refused = check(coordinator, other, Idempotency_Key="k1")
    assert refused.status_code == 422
    assert refused.json()["reasons"][0]["why"] == "repeat"
    assert office.case(other).view.version == 1


def test_a_key_is_its_users_own(site: Site, office: Office) -> None:
    one, other = office.open_families(2)
    check(site.browser("mai.coordinator"), one, Idempotency_Key="k1")
    done = check(site.browser("mai.manager"), other, Idempotency_Key="k1")
    assert "was used on" not in done.text


def test_whoever_was_slower_is_told_who_changed_what(
    office: Office, coordinator: TestClient
) -> None:
    (reference,) = office.open_families()
    seen = coordinator.get(f"/api/v1/cases/{reference}").headers["ETag"]
    office.take(reference, "check_existing_plan")
    late = check(coordinator, reference, If_Match=seen)
    assert late.status_code == 412
    assert late.headers["content-type"] == "application/problem+json"
    (change,) = late.json()["changes"]
    assert change["title"] == "Check for an existing plan"
    assert change["by"] == "mai.coordinator"


def test_a_tag_of_the_version_seen_lets_the_change_through(
    office: Office, coordinator: TestClient
) -> None:
    (reference,) = office.open_families()
    seen = coordinator.get(f"/api/v1/cases/{reference}").headers["ETag"]
    assert check(coordinator, reference, If_Match=seen).status_code == 200


def test_every_reason_is_told_at_once(office: Office, coordinator: TestClient) -> None:
    (reference,) = office.open_families()
    path = f"/api/v1/cases/{reference}/advance"
    body = {"event": "check_existing_plan", "answers": {"colour": "blue"}}
    refused = coordinator.post(path, json=body)
    assert refused.status_code == 422
    about = {reason["about"] for reason in refused.json()["reasons"]}
    assert {"colour", "plan_found"} <= about


def test_what_stands_in_the_way_is_a_conflict(
    office: Office, coordinator: TestClient
) -> None:
    (reference,) = office.open_families()
    path = f"/api/v1/cases/{reference}/advance"
    refused = coordinator.post(
        path, json={"event": "agree_caf", "answers": {"agreed_on": "2012-12-17"}}
    )
    assert refused.status_code == 409
    assert "state" in {reason["why"] for reason in refused.json()["reasons"]}


def test_who_has_no_post_may_not(site: Site, office: Office) -> None:
    (reference,) = office.open_families()
    granted = site.browser_as(Access.COORDINATOR)
    refused = check(granted, reference)
    assert refused.status_code == 403
    assert office.case(reference).view.version == 1


def test_nobody_changes_a_case_that_they_do_not_see(site: Site, office: Office) -> None:
    (reference,) = office.open_families()
    foreign = check(site.browser("mai.worker1"), reference)
    unknown = check(site.browser("mai.worker1"), "MAI-9999")
    assert foreign.status_code == unknown.status_code == 404
    assert foreign.json() == unknown.json()


def test_a_worker_and_a_review_come_by_the_events_of_the_pathway(
    site: Site, office: Office
) -> None:
    (reference,) = office.open_families()
    office.walk(reference, "caf_agreed")
    path = f"/api/v1/cases/{reference}"
    body = {"worker": "mai.worker1"}
    given = site.browser("mai.coordinator").post(f"{path}/allocation", json=body)
    assert given.status_code == 200, given.text
    assert office.case(reference).row["worker"] == "mai.worker1"
    worker = site.browser("mai.worker1")
    late = {"held_on": "2012-12-17", "outcome": "blue"}
    refused = worker.post(f"{path}/reviews", json=late)
    assert refused.status_code == 422
    assert "outcome" in {reason["about"] for reason in refused.json()["reasons"]}


def test_of_the_same_key_at_the_same_moment_one_is_done(
    office: Office, coordinator: TestClient
) -> None:
    (reference,) = office.open_families()
    with ThreadPoolExecutor(4) as at_once:
        keyed = partial(check, coordinator, reference, Idempotency_Key="k1")
        answers = [each.result() for each in [at_once.submit(keyed) for _ in range(4)]]
    assert {each.status_code for each in answers} == {200}
    assert sorted(each.json()["repeated"] for each in answers) == [False, *[True] * 3]
    assert office.case(reference).view.version == 2


def test_of_one_key_for_two_cases_at_the_same_moment_one_is_refused(
    office: Office, coordinator: TestClient
) -> None:
    references = office.open_families(2)
    with ThreadPoolExecutor(2) as at_once:
        keyed = partial(check, coordinator, Idempotency_Key="k1")
        answers = list(at_once.map(keyed, references))
    assert sorted(each.status_code for each in answers) == [200, 422]
