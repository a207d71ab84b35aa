"""The commands that only look: in words for people, and as JSON for programs."""

from datetime import date

import pytest
from sqlalchemy import text

from storage.database import writing
from tests.builders.office import Office
from tests.builders.program import Program

READING = {
    "cases": {"cases", "count", "more_than", "next_after", "previous_before"},
    "overdue": {"as_at", "clock_count", "task_count", "clocks", "tasks"},
    "verify": {"cases", "entries", "breaks"},
    "staff": {"staff"},
    "runs": {"count", "runs", "alerts", "calendars", "set_aside"},
    "set-aside list": {"set_aside"},
    "forecast --district maidstone": {
        *("district", "as_at", "mondays", "loads", "failures"),
    },
    "tick --rehearse": {
        *("as_at", "rungs", "payments", "messages", "tasks", "failures"),
        *("notices", "letters", "closed", "removed"),
    },
    "outbox": {"waiting", "sent", "failed", "messages"},
    "history MAI-0001": {"reference", "entries", "redated"},
    "report --district maidstone": {
        *("district", "title", "responsible_body", "as_at", "families", "reached"),
        *("programme", "service", "targets", "caseloads", "payments", "raised_pence"),
        *("overdue_clocks", "overdue_tasks", "set_aside", "alerts"),
    },
    "case MAI-0001": {
        *("reference", "district", "district_title", "user", "version", "opened_at"),
        *("changed", "programme", "service", "owner", "worker", "facts", "people"),
        *("evidence", "consents", "decisions", "allocations", "reviews", "results"),
        *("clocks", "tasks", "payments", "messages", "deliveries", "can_do"),
        "workflow_hash",
    },
    "cover list": {"covers"},
    "handover list": {"handovers"},
    "leavers": {"leavers"},
    "workflows check": {"faults"},
    "workflows show --district maidstone": {"district", "pathway"},
    "workflows diff maidstone maidstone": {"differences"},
}


@pytest.mark.parametrize("command", READING)
def test_every_reading_command_prints_json_with_its_keys(
    program: Program, reference: str, command: str
) -> None:
    assert reference == "MAI-0001"
    assert set(program.run(*command.split(), "--json").json) == READING[command]


def test_cases_are_listed_in_words(program: Program, reference: str) -> None:
    said = program.done("cases")
    assert reference in said
    assert "Check whether the family already has a plan" in said
    assert "2 working days left" in said
    assert "1 of 1 case." in said


def test_a_page_says_how_to_see_the_next(program: Program, office: Office) -> None:
    office.open_families(3)
    ran = program.run("cases", "--most", "2")
    assert "2 of 3 cases." in ran.out
    assert ran.err == "For the next page add: --after MAI-0002\n"
    assert "MAI-0003" in program.done("cases", "--after", "MAI-0002")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("cases", "--state", "identifed"), "There is no state 'identifed'."),
        (("cases", "--worker", "nobody"), "There is no user 'nobody' here."),
        (("cases", "--after", "MAI-9999"), "There is no case 'MAI-9999'."),
        (("cases", "--district", "kent"), "There is no district 'kent' in this"),
        (("case", "MAI-9999"), "There is no case 'MAI-9999'."),
        (("case", "MAI-0001", "--as", "nobody"), "There is no user 'nobody' in Maid"),
        (("history", "nonsense"), "There is no case 'nonsense'."),
        (("overdue", "--district", "kent"), "It has: maidstone."),
        (("verify", "--district", "kent"), "It has: maidstone."),
        (("staff", "--district", "kent"), "It has: maidstone."),
        (("outbox", "--district", "kent"), "It has: maidstone."),
        (("report", "--district", "kent"), "It has: maidstone."),
    ],
)
@pytest.mark.usefixtures("reference")
def test_what_is_not_there_is_told(
    program: Program, words: tuple[str, ...], sentence: str
) -> None:
    assert sentence in program.refused(*words)


def test_a_case_is_shown_with_what_can_be_done_and_why_not(
    program: Program, office: Office, reference: str
) -> None:
    office.walk(reference, "in_support")
    said = program.done("case", reference)
    for part in ("People", "Evidence on the criteria", "Decisions", "Workers"):
        assert part in said
    assert "What can be done" in said
    assert "What is in the way of the rest" in said
    assert "The family is still on the programme (In support)." in said


def test_a_case_says_what_became_of_its_messages(
    program: Program, office: Office, reference: str
) -> None:
    office.walk(reference, "caseworker_allocated")
    said = program.done("case", reference)
    assert "waits to go out in office hours" in said
    *_, latest = program.run("case", reference, "--json").json["deliveries"]
    assert latest["state"] == "waiting"


def test_a_user_sees_what_they_can_do(program: Program, reference: str) -> None:
    said = program.done("case", reference, "--as", "mai.police")
    assert "What mai.police can do" in said
    assert "Kent Police, Maidstone (Police) may not do this: Accept that" in said


def test_nothing_overdue_is_said_and_ends_with_0(program: Program) -> None:
    assert program.done("overdue", "--check") == (
        "Nothing is overdue on 17 December 2012.\n"
    )


def test_something_overdue_ends_with_3_when_checked(
    program: Program, reference: str
) -> None:
    words = ("overdue", "--as-at", "2012-12-20")
    ran = program.run(*words, "--check")
    assert ran.code == 3
    assert reference in ran.out
    assert "On 20 December 2012: 1 clock is overdue, with 0 open tasks." in ran.out
    assert program.run(*words).code == 0


def test_an_overdue_day_that_is_none_is_not_understood(program: Program) -> None:
    assert "'soon' is not a day." in program.misused("overdue", "--as-at", "soon")


def test_history_is_told_in_words(program: Program, reference: str) -> None:
    said = program.done("history", reference)
    assert "17 December 2012 at 10:00" in said
    assert "programme: Identified; service: Not offered yet" in said


def test_histories_are_found_unaltered(program: Program, reference: str) -> None:
    assert reference
    assert (
        program.done("verify") == "1 case, 1 entry of history: nothing was altered.\n"
    )


def test_a_history_that_was_altered_is_told_and_ends_with_1(
    program: Program, office: Office, reference: str
) -> None:
    with writing(office.context.database) as connection:
        connection.execute(text("UPDATE family_case SET version = 2"))
    ran = program.run("verify")
    assert ran.code == 1
    assert "1 case, 1 entry of history: not all is well." in ran.out
    assert f"- {reference}: the case says 2 entries, 1 are here" in ran.err


def test_the_report_tells_the_funnel_and_the_money(
    program: Program, office: Office
) -> None:
    closed, supported = office.open_families(2)
    office.walk(closed, "closed")
    office.walk(supported, "in_support")
    program.done("tick")
    said = program.done("report", "--district", "maidstone")
    assert "Maidstone (Maidstone Locality Board), 17 December 2012" in said
    assert "2 families in all" in said
    assert "Worker allocated" in said
    assert "Crime, anti-social behaviour and education result" in said
    assert "£700" in said


def test_messages_that_wait_are_listed(program: Program, office: Office) -> None:
    (reference,) = office.open_families()
    office.walk(reference, "board_approved")
    said = program.done("outbox")
    assert f"{reference}: decided on 17 December 2012" in said
    assert "1 wait, 0 sent, 0 failed." in said


def test_staff_are_listed_with_who_is_in_post(program: Program, office: Office) -> None:
    office.at(date(2013, 9, 2))
    program.set_clock(office.context.now())
    said = program.run("staff", "--json").json["staff"]
    in_post = {line["user"]: line["in_post"] for line in said}
    assert (in_post["mai.worker5"], in_post["mai.fip1"]) == (False, True)
    assert "Caseworker 5" in program.done("staff")
