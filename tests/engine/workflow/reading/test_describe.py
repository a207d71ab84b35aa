"""What a programme manager reads of a pathway."""

import pytest

from engine.workflow.definition import MACHINES
from engine.workflow.reading.describe import describe
from tests.builders.pathways import a_district, a_pathway, a_pathway_with

TEXT = describe(a_pathway(), a_district())


def test_states_are_told_in_the_order_in_which_a_family_meets_them() -> None:
    headings = [line for line in TEXT.splitlines() if line.startswith("### ")]

    assert headings[2:7] == [
        "### Identified (identified)",
        "### Approved by the board (approved)",
        "### Closed (closed)",
        "### Moved away (moved_away)",
        "### At any time while the case is open",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "# A small pathway in Maidstone",
        "**Whose it is:** The allocated worker.",
        "Every case starts here.",
        "The case ends here.",
        ("**Clock:** Decision of the board: 10 working days. From: Sefton's set."),
        "- 5 working days before: Coordinator is reminded.",
        (
            "- 1 working day after: Coordinator and Project Board are told that it is"
            " late, and a task is raised."
        ),
        "- **Approve the family** (approve)",
        "  - Leads to **Approved by the board**.",
        ("  - Who may: Project Board. It is the board's approval, and is minuted."),
        "    - Minute reference (text)",
        "    - Day (a date; may be left out)",
        (
            "    - “The family meets {criteria_met} of three criteria: two.”"
            " Check: `criteria_met >= 2` (two_criteria). **Statutory.**"
            " From: Minutes of 17 December 2012."
        ),
        "  - Where it can happen, it brings with it: Support begins (begin).",
        "  - Puts the payment forward: attachment.",
        "  - Leads to **Identified** when `visits == 0`.",
        "  - Otherwise leads to **Closed**.",
        "  - The case stays where it is.",
        "  - Who may: Coordinator or the allocated worker.",
        "  - Opens the case again.",
        ("- FIP worker (fip_worker), carries 5 to 6 families (from: Kent's paper)"),
        "- Police officer (police_officer), speaks for Kent Police",
        "- Kent Police (police), through: Police officer",
        "- 2012/13: 80 families",
        "- Carol Reed (carol): Coordinator, from 1 October 2012",
        "- `criteria_met`: How many of the three criteria are met.",
        "- `visits`: Home visits made so far.",
    ],
)
def test_the_manager_reads(line: str) -> None:
    assert line in TEXT.splitlines()


def test_an_event_of_any_time_is_told_once() -> None:
    assert TEXT.count("Record that the family moved away") == 1


def test_without_a_district_nobody_s_people_are_named() -> None:
    text = describe(a_pathway(), None)

    assert text.startswith("# A small pathway\n")
    assert "Carol Reed" not in text


def test_every_state_and_event_of_both_machines_is_told() -> None:
    pathway = a_pathway()
    for name in MACHINES:
        machine = pathway.machine(name)
        for identifier in (*machine.states, *machine.transitions):
            assert f"({identifier})" in TEXT


@pytest.mark.parametrize(
    ("does", "said"),
    [
        ({"records": {"visits": "meeting"}}, "“Which meeting” as: home visits made"),
        ({"counts": ["visits"]}, "Counts one more: home visits made so far."),
        ({"ends_allocation": True}, "Ends the allocation to the worker."),
        ({"restarts": ["decision"]}, "starts it again: Decision of the board."),
        ({"meets": ["decision"]}, "Meets the clock: Decision of the board."),
        ({"consent": {"data_use": "refused"}}, "consent to data use as refused."),
        ({"holds_review": "agreed_on"}, "Records that a review was held."),
    ],
)
def test_what_an_event_writes_is_said_in_words(
    does: dict[str, object], said: str
) -> None:
    pathway = a_pathway_with("programme.transitions.approve.does", does)

    assert said in describe(pathway, None)
