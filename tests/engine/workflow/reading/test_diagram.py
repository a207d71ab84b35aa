"""A machine as Mermaid text."""

import pytest

from engine.workflow.reading.diagram import mermaid
from tests.builders.pathways import a_pathway, a_pathway_with

LINES = [line.strip() for line in mermaid(a_pathway(), "programme").splitlines()]


@pytest.mark.parametrize(
    "line",
    [
        'title: "A small pathway: The programme: where the family stands"',
        "stateDiagram-v2",
        'state "Approved by the board" as approved',
        'state "Closed (end)" as closed',
        "[*] --> identified",
        "identified --> approved: Approve the family",
        "at_any_time --> moved_away: Record that the family moved away",
        'state "From Closed or Moved away" as from_1',
        "from_1 --> identified: Reopen the case",
        "class approved line",
        "class closed ended",
    ],
)
def test_the_diagram_says(line: str) -> None:
    assert line in LINES


def test_events_that_move_nothing_are_left_out() -> None:
    assert not [line for line in LINES if "Add a note" in line]


def test_a_machine_without_events_of_any_time_has_no_box_for_them() -> None:
    assert "at_any_time" not in mermaid(a_pathway(), "service")


def test_what_means_something_to_mermaid_is_taken_out_of_titles() -> None:
    pathway = a_pathway_with("programme.states.approved.title", 'The "#1"; approved')

    assert "state \"The 'no. 1', approved\" as approved" in mermaid(
        pathway, "programme"
    )
