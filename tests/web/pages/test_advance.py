"""Taking a case through an event: nothing is lost, and nothing happens twice."""

from datetime import timedelta

from fastapi.testclient import TestClient
from httpx2 import Response

from casework.advance_case import Advanced, AdvanceRequest, advance_case
from engine.advance.refusal import Refusal
from tests.builders.office import Office
from tests.builders.questions import answer, begin, confirm, follow, hidden
from tests.builders.restricting import restrict
from tests.builders.sights import a_sight
from tests.builders.web import Site

AGREED = "2012-12-17"


def agreement(office: Office, browser: TestClient) -> tuple[str, Response]:
    (reference,) = office.open_families()
    office.walk(reference, "board_approved")
    return reference, begin(browser, reference, "agree_caf")


def test_one_question_a_page_then_the_answers_then_the_case_with_an_alert(
    office: Office, coordinator: TestClient
) -> None:
    (reference,) = office.open_families()
    first = begin(coordinator, reference, "check_existing_plan")
    assert "Is there a plan already" in first.text
    second = answer(coordinator, first, plan_found="no")
    assert "What was found, and where" in second.text
    check = answer(coordinator, second, finding="No plan of another team")
    assert "Check your answers" in check.text
    assert "No plan of another team" in check.text
    done = follow(coordinator, confirm(coordinator, check))
    assert done.url.path == f"/cases/{reference}"
    assert "Check for an existing plan: done" in done.text
    assert office.case(reference).view.changed_event == "check_existing_plan"


def test_a_second_click_records_nothing_twice(
    office: Office, coordinator: TestClient
) -> None:
    reference, first = agreement(office, coordinator)
    check = answer(coordinator, first, agreed_on=AGREED)
    confirm(coordinator, check)
    version = office.case(reference).view.version
    again = follow(coordinator, confirm(coordinator, check))
    assert "done" in again.text
    assert office.case(reference).view.version == version


def test_the_back_button_finds_what_was_typed(
    office: Office, coordinator: TestClient
) -> None:
    (reference,) = office.open_families()
    first = begin(coordinator, reference, "check_existing_plan")
    second = answer(coordinator, first, plan_found="yes")
    check = answer(coordinator, second, finding="In the school's file")
    back = coordinator.get(
        str(check.url).replace(
            "/check/check_existing_plan", "/do/check_existing_plan/finding"
        )
    )
    assert "In the school&#39;s file" in back.text


def test_a_changed_answer_leads_back_to_the_check(
    office: Office, coordinator: TestClient
) -> None:
    _, first = agreement(office, coordinator)
    check = answer(coordinator, first, agreed_on="2012-12-16")
    change = coordinator.get(
        str(check.url).replace("/check/agree_caf", "/do/agree_caf/agreed_on")
        + "&then=check"
    )
    again = answer(coordinator, change, agreed_on=AGREED)
    assert "Check your answers" in again.text
    assert "17 December 2012" in again.text


def test_a_question_left_empty_is_asked_again_with_an_error(
    office: Office, coordinator: TestClient
) -> None:
    _, first = agreement(office, coordinator)
    wrong = answer(coordinator, first)
    assert wrong.status_code == 422
    assert "<title>Error: Day of the agreement" in wrong.text
    assert "Enter an answer: day of the agreement" in wrong.text


def test_a_day_to_come_is_refused_and_stays_as_it_was_typed(
    office: Office, coordinator: TestClient
) -> None:
    _, first = agreement(office, coordinator)
    wrong = answer(coordinator, first, agreed_on="2012-12-24")
    assert "must be today, 17 December 2012, or in the past" in wrong.text
    assert 'value="24"' in wrong.text


def test_a_day_that_is_none_is_refused_at_its_wrong_part(
    office: Office, coordinator: TestClient
) -> None:
    reference, first = agreement(office, coordinator)
    sent = hidden(first, "/do/") | {"agreed_on-day": "3", "agreed_on-month": "2"}
    wrong = coordinator.post(f"/cases/{reference}/do/agree_caf/agreed_on", data=sent)
    assert "Day of the agreement must include a year" in wrong.text


def test_a_condition_that_fails_is_told_at_the_answer_it_is_about(
    office: Office, coordinator: TestClient
) -> None:
    (reference,) = office.open_families()
    office.walk(reference, "caseworker_allocated")
    worker = office.case(reference).row["worker"]
    first = begin(coordinator, reference, "allocate_caseworker")
    check = answer(coordinator, first, chosen_worker=worker)
    refused = confirm(coordinator, check)
    assert refused.status_code == 422
    assert "has this family already" in refused.text
    assert 'href="#chosen_worker"' in refused.text


def test_who_was_slower_sees_who_did_what_and_loses_no_answer(
    office: Office, coordinator: TestClient
) -> None:
    reference, first = agreement(office, coordinator)
    check = answer(coordinator, first, agreed_on=AGREED)
    office.take(reference, "note_contact", "mai.delivery", note="They were at home")
    conflict = confirm(coordinator, check)
    assert conflict.status_code == 409
    who = "by Local Project Delivery Manager (mai.delivery)"
    assert f"Note a contact with the family</strong>, {who}" in conflict.text
    assert "17 December 2012" in conflict.text
    assert office.case(reference).view.programme == "board_approved"
    sent = hidden(conflict, "/carry-on/")
    again = follow(
        coordinator,
        coordinator.post(f"/cases/{reference}/carry-on/agree_caf", data=sent),
    )
    confirm(coordinator, again)
    assert office.case(reference).view.programme == "caf_agreed"


def test_what_was_begun_waits_in_my_work_until_it_is_finished(
    office: Office, coordinator: TestClient
) -> None:
    reference, first = agreement(office, coordinator)
    check = answer(coordinator, first, agreed_on=AGREED)
    assert "Begun and not finished" in coordinator.get("/").text
    confirm(coordinator, check)
    assert "Begun and not finished" not in coordinator.get("/").text
    assert office.case(reference).view.programme == "caf_agreed"


def test_answers_outlive_the_session(
    site: Site, office: Office, coordinator: TestClient
) -> None:
    _, first = agreement(office, coordinator)
    check = answer(coordinator, first, agreed_on=AGREED)
    site.wall[0] += timedelta(hours=1)
    assert "/sign-in" in coordinator.get(str(check.url)).headers["location"]
    again = site.browser("mai.coordinator").get(str(check.url))
    assert "17 December 2012" in again.text


def test_nobody_sees_what_somebody_else_has_typed(
    site: Site, office: Office, coordinator: TestClient
) -> None:
    _, first = agreement(office, coordinator)
    check = answer(coordinator, first, agreed_on="2012-12-11")
    other = follow(
        site.browser("mai.delivery"), site.browser("mai.delivery").get(str(check.url))
    )
    assert "11 December 2012" not in other.text
    assert "Begun and not finished" not in site.browser("mai.delivery").get("/").text


def test_answers_can_be_thrown_away(office: Office, coordinator: TestClient) -> None:
    reference, first = agreement(office, coordinator)
    check = answer(coordinator, first, agreed_on=AGREED)
    coordinator.post(f"/cases/{reference}/drop/agree_caf", data=hidden(check, "/drop/"))
    assert "Begun and not finished" not in coordinator.get("/").text


def test_the_reason_for_a_full_caseload_is_asked_only_of_a_full_one(
    office: Office, coordinator: TestClient
) -> None:
    references = office.open_families(18)
    for reference in references[:17]:
        office.walk(reference, "caf_agreed")
        office.take(reference, "allocate_caseworker", chosen_worker="mai.worker1")
    office.walk(references[17], "caf_agreed")
    first = begin(coordinator, references[17], "allocate_caseworker")
    assert "17 of 17 families: a full caseload" in first.text
    assert "0 of 17 families: room for 17 more" in first.text
    asked = answer(coordinator, first, chosen_worker="mai.worker1")
    assert "Reason for going over a full caseload" in asked.text
    free = answer(coordinator, first, chosen_worker="mai.worker2")
    assert "Check your answers" in free.text


def test_what_something_is_missing_for_can_not_be_begun(
    office: Office, worker: TestClient
) -> None:
    (reference,) = office.open_families()
    office.walk(reference, "caf_agreed")
    office.take(reference, "allocate_caseworker", chosen_worker="mai.worker1")
    refused = worker.get(f"/cases/{reference}/do/start_support")
    assert refused.status_code == 409
    assert "complete the assessment" in refused.text


def test_what_a_board_decides_is_sent_to_its_meeting(
    site: Site, office: Office
) -> None:
    (reference,) = office.open_families()
    office.walk(reference, "profiled")
    told = site.browser("mai.secretary").get(f"/cases/{reference}/do/approve")
    assert "The board decides this at a meeting" in told.text


def test_an_event_that_is_not_there_is_not_found(
    office: Office, coordinator: TestClient
) -> None:
    (reference,) = office.open_families()
    assert coordinator.get(f"/cases/{reference}/do/fly_away").status_code == 404
    wrong = f"/cases/{reference}/do/agree_caf/colour"
    assert coordinator.get(wrong).status_code == 404


def test_a_command_of_somebody_else_is_never_found(
    office: Office, coordinator: TestClient
) -> None:
    """Whoever guesses the id of a command learns nothing of it."""
    (reference,) = office.open_families()
    guessed = AdvanceRequest(
        reference=reference,
        event="note_contact",
        user="mai.delivery",
        answers=office.good_answers("note_contact", reference),
        command_id="guessed",
    )
    assert isinstance(advance_case(office.context, guessed), Advanced)
    typed = {"draft": "guessed", "seen": "2"}
    answer = coordinator.post(
        f"/cases/{reference}/check/check_existing_plan", data=typed
    )
    assert "mai.delivery" not in answer.text


def test_an_answer_that_names_a_case_out_of_sight_is_told_as_one_that_is_not_there(
    office: Office,
) -> None:
    ours, hidden = office.open_families(2)
    restrict(office, hidden)
    told = []
    for named in (hidden, "MAI-9999"):
        asked = AdvanceRequest(
            reference=ours,
            event="mark_duplicate",
            user="mai.coordinator",
            answers={"other_reference": named},
            sight=a_sight(),
        )
        refused = advance_case(office.context, asked)
        assert isinstance(refused, Refusal)
        told.append([each.replace(named, "IT") for each in refused.sentences()])
    assert told[0] == told[1]
    assert "there is no such case" in " ".join(told[0])
