"""What a programme manager reads of a pathway."""

import pytest

from engine.workflow.definition import MACHINES
from engine.workflow.reading.describe import describe
from engine.workflow.reading.words import listed
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
        (
            "**Clock:** Decision of the board: 10 working days."
            " From: Sefton's set (grade B)."
        ),
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
        ({"allocates": {"worker": "a", "reason": "b"}}, "to the worker chosen."),
        (
            {"answers_agency_task": {"agency": "a", "outcome": "gap", "note": "b"}},
            "Accepts that an agency's part of the profile stays open.",
        ),
        (
            {"adds_evidence": {"criterion": "a", "source": "b", "dated": "c"}},
            "Adds evidence on a criterion.",
        ),
        (
            {
                "records_result": {
                    "measure": "progress_to_work",
                    "verdict": "not_met",
                    "source": "a",
                    "period_end": "b",
                }
            },
            "Records the result on progress to work: not met.",
        ),
        ({"holds_review": "agreed_on"}, "Records that a review was held."),
    ],
)
def test_what_an_event_writes_is_said_in_words(
    does: dict[str, object], said: str
) -> None:
    pathway = a_pathway_with("programme.transitions.approve.does", does)

    assert said in describe(pathway, None)


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        (
            "programme.states.identified.asks_agencies",
            "decision",
            "**Each agency's part:** Decision of the board: 10 working days.",
        ),
        (
            "programme.transitions.approve.tells",
            [{"to": ["board"], "message": "decide"}],
            "  - Tells Project Board: “{reference}: {action}”",
        ),
        (
            "programme.transitions.close.to",
            "same",
            "  - Otherwise the case stays where it is.",
        ),
        (
            "programme.transitions.approve.decision",
            "defer",
            "It is the board's deferral, and is minuted.",
        ),
        ("clocks.decision.statutory", True, "10 working days. This is the law. From:"),
        (
            "programme.transitions.approve.asks.meeting",
            {"type": "choice", "label": "Outcome", "options": ["on_track", "late"]},
            "    - Outcome (on track or late)",
        ),
    ],
)
def test_a_part_that_is_used_is_told(path: str, value: object, said: str) -> None:
    assert said in describe(a_pathway_with(path, value), None)


def test_answers_are_no_words_to_explain() -> None:
    pathway = a_pathway_with("conditions.two_criteria.holds", "meeting != ''")

    assert "- `meeting`:" not in describe(pathway, None)


def test_the_days_of_closed_offices_are_told() -> None:
    closed = a_district(closures={"2013-12-27": "Offices closed"})

    assert "- 27 December 2013: Offices closed" in describe(a_pathway(), closed)


def test_a_pathway_without_agencies_has_no_list_of_them() -> None:
    assert "### Agencies" not in describe(a_pathway(agencies={}), None)


def test_names_with_commas_are_kept_apart_by_semicolons() -> None:
    assert (
        listed(["Police", "Coordinator, Group"], "or")
        == "Police; or Coordinator, Group"
    )
    assert listed(["Police", "Schools", "Housing"]) == "Police, Schools and Housing"
    assert listed([]) == "nobody"


def test_who_may_pause_a_clock_is_told_with_the_reasons() -> None:
    pauses = {"by": ["coordinator"], "reasons": {"court": "waiting for the court"}}
    lines = describe(a_pathway(pauses=pauses), None).splitlines()

    told = lines[lines.index("## Pausing a clock") :]
    assert told[2].startswith("Who may: Coordinator. Exactly as long is left")
    assert told[4] == "- waiting for the court (court)"


def test_the_school_terms_of_a_district_are_told_with_their_grade() -> None:
    days = {"first": "2012-09-03", "last": "2012-12-21"}
    half = {"half_term": {"first": "2012-10-29", "last": "2012-11-02"}}
    year = dict.fromkeys(("autumn", "spring", "summer"), days | half)
    school = {
        "calendar": "county",
        "title": "School terms",
        "years": {"2012/13": {"source": "Made up", "grade": "C", **year}},
    }
    text = describe(a_pathway(), a_district(school_calendar=school))

    assert "### School terms" in text
    assert "- 2012/13: 3 September 2012 to 21 December 2012, " in text
    assert "(grade C)" in text
