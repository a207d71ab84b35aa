"""What is asked all the time is found by an index, however many cases there are.

Asked of the database itself, in its own words: how would it find the rows?
"""

from collections.abc import Callable

import pytest
from sqlalchemy import Connection, Engine

from engine.advance.consequences import MachineLeft
from storage.access_tokens import find_token
from storage.allocations import allocations_of, families_of
from storage.case_conditions import WhichCases
from storage.case_list import Order, Page, cases_page
from storage.case_parts import running_clocks_of
from storage.cases import find_case, hold_cases
from storage.clock_list import ClocksOf, clocks_page
from storage.database import writing
from storage.due_clocks import Ownership, WhichClocks
from storage.for_change import read_for_change
from storage.history import find_commands, history_of
from storage.holdings import holdings_of
from storage.lists import clocks_of_cases, open_tasks_of, overdue_clocks
from storage.meetings import decisions_of_meeting
from storage.outbox import messages_to_address
from storage.payments import payments_to_judge
from storage.set_aside import clocks_set_aside
from storage.sweep import clocks_to_fire
from storage.tasks import tasks_of
from storage.web_sessions import find_open_session
from tests.builders.statements import Statement, plan, statements
from tests.builders.storage import TODAY, a_clock, a_family, advance

CASE = ("maidstone", 1)
OURS = (WhichCases(districts=("maidstone",)),)
OF_BOTH = (WhichCases(districts=("maidstone", "tonbridge_and_malling")),)
MINE = (
    WhichCases(
        districts=("maidstone",),
        clocks=WhichClocks(owned=Ownership(agencies=("police",), workers=("fred",))),
    ),
)
OF_MANY = (
    ClocksOf(
        districts=("maidstone", "tonbridge_and_malling"),
        wanted=WhichClocks(before=TODAY),
    ),
)
A_CLOCK = {"district_id": "maidstone", "case_number": 1, "id": "1-1-1"}
LATER = Page(most=50, beyond=CASE)
READS: dict[str, tuple[Callable[[Connection], object], tuple[str, ...]]] = {
    "a case": (lambda c: find_case(c, "maidstone", "MAI-0001"), ("reference",)),
    "a case that is to change, with its district, and who asks": (
        lambda c: read_for_change(
            c, "MAI-0001", user="carol", today=TODAY, command="one"
        ),
        ("reference", "district", "staff", "cover_by_cover", "a_day_is_closed_once"),
    ),
    "commands": (lambda c: find_commands(c, "maidstone", ["one"]), ("command",)),
    "the cases of a meeting": (
        lambda c: hold_cases(c, "maidstone", ["MAI-0001", "MAI-0002"]),
        ("reference",),
    ),
    "what the holder of an account holds": (
        lambda c: holdings_of(c, account="one", user="carol", day=TODAY),
        ("staff_by_user", "cover_by_cover", "grant_of_account"),
    ),
    "who is signed in": (lambda c: find_open_session(c, "one"), ("web_session_",)),
    "whose token it is": (lambda c: find_token(c, "one"), ("access_token_",)),
    "a case's history": (lambda c: history_of(c, *CASE), ("history",)),
    "a case's clocks": (lambda c: running_clocks_of(c, CASE), ("a_clock_runs_once",)),
    "a case's tasks": (lambda c: tasks_of(c, CASE), ("task_of_case",)),
    "who had a case": (lambda c: allocations_of(c, CASE), ("allocation_of_case",)),
    "a caseload": (lambda c: families_of(c, "maidstone", "fred"), ("case_",)),
    "a page of cases": (lambda c: cases_page(c, OURS, LATER), ("family_case",)),
    "the clocks of a page": (
        lambda c: clocks_of_cases(c, [CASE, ("maidstone", 2)]),
        ("a_clock_runs_once",),
    ),
    "what is overdue": (
        lambda c: overdue_clocks(c, "maidstone", TODAY, past=False, most=50),
        ("clock_",),  # by_due; of one district only, due_anywhere serves as well
    ),
    "the tasks of overdue clocks": (
        lambda c: open_tasks_of(c, [A_CLOCK]),
        ("task_of_case",),
    ),
    "what is due in many districts": (
        lambda c: clocks_page(c, OF_MANY, most=50),
        ("clock_due_anywhere", "family_case"),
    ),
    "the cases of many districts by what is due": (
        lambda c: cases_page(c, OF_BOTH, Page(order=Order.DUE, most=50)),
        ("clock_due_anywhere", "a_clock_runs_once", "family_case"),
    ),
    "the cases that are somebody's": (
        lambda c: cases_page(c, MINE, LATER),
        ("family_case", "clock"),
    ),
    "what is set aside": (
        lambda c: clocks_set_aside(c, "maidstone"),
        ("clock_set_aside", "family_case"),
    ),
    "clocks to fire, with the rungs that have": (
        lambda c: clocks_to_fire(c, TODAY, 50),
        ("clock_to_fire", "firing"),
    ),
    "payments to judge": (
        lambda c: payments_to_judge(c, 50),
        ("payment_to_judge", "family_case"),
    ),
    "what a meeting decided": (
        lambda c: decisions_of_meeting(c, "maidstone", "PB/1"),
        ("meeting", "family_case"),
    ),
    "messages to address": (
        lambda c: messages_to_address(c, "maidstone", 50, urgent_only=False),
        ("outbox_to_address",),
    ),
}


@pytest.mark.parametrize("what", READS)
def test_it_is_found_by_its_index(database: Engine, what: str) -> None:
    a_family(database, starts=(a_clock(),))
    read, indexes = READS[what]
    with statements(database) as sent, writing(database) as connection:
        read(connection)
    found = plans(database, sent, "SELECT")
    assert [index for index in indexes if index not in found] == []
    assert_no_table_is_read_whole(found)


def test_what_an_advance_ends_is_found_by_its_index(database: Engine) -> None:
    a_family(database, starts=(a_clock(),))
    with statements(database) as sent:
        advance(database, left=(MachineLeft(machine="programme", keep=("other",)),))
    found = plans(database, sent, "UPDATE")
    for index in ("a_clock_runs_once", "task_of_case"):
        assert index in found
    assert_no_table_is_read_whole(found)


def plans(database: Engine, sent: list[Statement], verb: str) -> str:
    return "\n".join(plan(database, one) for one in sent if one.text.startswith(verb))


HARMLESS = ("USING", "CONSTANT ROW", "SCAN anon_")


def assert_no_table_is_read_whole(plan: str) -> None:
    """SQLite says SCAN, PostgreSQL says Seq Scan; the index of a scan is named.

    SQLite also scans what it has found already: `anon_1` is no table.
    """
    whole = [
        line
        for line in plan.splitlines()
        if "Seq Scan" in line
        or ("SCAN " in line and not any(harmless in line for harmless in HARMLESS))
    ]
    assert whole == []
