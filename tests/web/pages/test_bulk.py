"""One thing done to many families: looked at first, a verdict and a result for each."""

import re
from datetime import date

from fastapi.testclient import TestClient
from httpx2 import Response

from casework.access.sights import sight_of_account
from casework.meetings.planning import Planned, PlanRequest, plan_meeting
from storage.accounts import find_account
from storage.database import reading
from tests.builders.office import Office
from tests.builders.web import MONDAY, Site

CHECK = "/bulk/advance/check_existing_plan"
FOUND = {"plan_found": "no", "finding": "No plan of another team"}


def ticks(browser: TestClient, *references: str) -> None:
    browser.post("/cases/ticked", data={"case": references, "shown": references})


def fields(page: Response) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    hidden = r'<input type="hidden" name="([^"]+)" value="([^"]*)">'
    for name, value in re.findall(hidden, page.text):
        found.setdefault(name, []).append(value)
    return found


def test_many_take_a_step_and_each_has_a_verdict_and_a_result(
    office: Office, coordinator: TestClient
) -> None:
    one, two, far = office.open_families(3)
    office.walk(far, "caf_agreed")
    ticks(coordinator, one, two, far)
    assert "Check for an existing plan" in coordinator.get("/bulk/advance").text
    looked = coordinator.post(CHECK, data=FOUND)
    assert "2 of 3 can be done" in looked.text
    assert office.case(one).view.version == 1, "nothing is done yet"
    done = coordinator.post(f"{CHECK}/do", data=fields(looked))
    assert "2 of 2 done" in done.text
    assert office.case(two).view.changed_event == "check_existing_plan"
    assert office.case(far).view.programme == "caf_agreed"
    left = coordinator.get("/cases/ticked").text
    assert (one in left, far in left) == (False, True)


def test_a_second_click_does_nothing_twice(
    office: Office, coordinator: TestClient
) -> None:
    references = office.open_families(2)
    ticks(coordinator, *references)
    sent = fields(coordinator.post(CHECK, data=FOUND))
    coordinator.post(f"{CHECK}/do", data=sent)
    versions = [office.case(each).view.version for each in references]
    again = coordinator.post(f"{CHECK}/do", data=sent)
    assert "2 of 2 done" in again.text
    assert [office.case(each).view.version for each in references] == versions


def test_an_answer_that_is_missing_is_said(
    office: Office, coordinator: TestClient
) -> None:
    ticks(coordinator, *office.open_families(2))
    wrong = coordinator.post(CHECK, data={"finding": "None"})
    assert (wrong.status_code, "Choose an answer" in wrong.text) == (422, True)


def test_a_worker_takes_as_many_as_there_is_room_for(
    office: Office, coordinator: TestClient
) -> None:
    references = office.open_families(18)
    for each in references:
        office.walk(each, "caf_agreed")
    ticks(coordinator, *references)
    looked = coordinator.post("/bulk/reassign", data={"worker": "mai.worker1"})
    can = len(fields(looked)["case"])
    assert can == 17, "a caseload fills up on the way"
    done = coordinator.post("/bulk/reassign/do", data=fields(looked))
    assert f"{can} of {can} done" in done.text
    workers = [office.case(each).row["worker"] for each in references]
    assert workers.count("mai.worker1") == can


def test_a_family_in_support_changes_its_worker_with_a_reason(
    office: Office, coordinator: TestClient
) -> None:
    (reference,) = office.open_families()
    office.walk(reference, "in_support")
    before = office.case(reference).row["worker"]
    other = next(f"mai.worker{n}" for n in (1, 2) if f"mai.worker{n}" != before)
    ticks(coordinator, reference)
    bare = coordinator.post("/bulk/reassign", data={"worker": other})
    assert "Why the worker changes (reason) is missing" in bare.text
    said = {"worker": other, "why": "Lives nearer"}
    looked = coordinator.post("/bulk/reassign", data=said)
    coordinator.post("/bulk/reassign/do", data=fields(looked))
    assert office.case(reference).row["worker"] == other


def test_nothing_is_done_to_a_family_out_of_sight(site: Site, office: Office) -> None:
    (foreign,) = office.open_families()
    worker = site.browser("mai.worker1")
    sent = {"command": "c1", "case": [foreign]}
    answers = {f"answer-{name}": value for name, value in FOUND.items()}
    done = worker.post(f"{CHECK}/do", data=sent | answers)
    assert "0 of 1 done" in done.text
    assert office.case(foreign).view.version == 1


def test_cases_go_on_an_agenda_together(
    office: Office, coordinator: TestClient
) -> None:
    ready, early = office.open_families(2)
    office.walk(ready, "profiled")
    agenda = planned(office)
    ticks(coordinator, ready, early)
    assert "PB/2" in coordinator.get("/bulk/agenda").text
    chosen = {"agenda": f"maidstone/{agenda}"}
    looked = coordinator.post("/bulk/agenda", data=chosen)
    assert "1 of 2 can be put on it" in looked.text
    assert "nothing to decide there" in looked.text
    done = coordinator.post("/bulk/agenda/do", data=fields(looked))
    assert "1 of 1 are on the agenda" in done.text
    assert ready in coordinator.get(f"/meetings/maidstone/agenda/{agenda}").text


def planned(office: Office) -> str:
    with reading(office.context.database) as connection:
        account = find_account(connection, "mai.coordinator")
        assert account is not None
        sight = sight_of_account(office.context, connection, account, MONDAY)
    asked = PlanRequest(
        district_id="maidstone", meeting="PB/2", held_on=date(2012, 12, 20)
    )
    done = plan_meeting(office.context, sight, asked)
    assert isinstance(done, Planned)
    return done.agenda_id
