"""The words in which two versions of a pathway are compared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.workflow.definition import Pathway
from engine.workflow.reading.difference import differences
from tests.builders.pathways import (
    a_pathway,
    a_pathway_with,
    a_pathway_without,
)


def sentences(old: Pathway, new: Pathway) -> list[str]:
    return [difference.sentence for difference in differences(old, new)]


def test_a_pathway_does_not_differ_from_itself() -> None:
    assert differences(a_pathway(), a_pathway()) == ()


@pytest.mark.parametrize(
    ("path", "value", "sentence"),
    [
        (
            "clocks.decision.budget",
            "8 weeks",
            "Clock 'Decision of the board': budget: 10 working days -> 8 weeks",
        ),
        (
            "programme.states.identified.clocks",
            [],
            "State 'Identified': clock decision removed",
        ),
        (
            "programme.transitions.close.requires",
            ["two_criteria"],
            "Event 'Close the case': condition two_criteria added",
        ),
        (
            "programme.transitions.approve.asks.minute.required",
            False,
            "Event 'Approve the family': answer minute: required: yes -> no",
        ),
        (
            "programme.transitions.leave.from",
            ["approved"],
            "Event 'Record that the family moved away': from: living -> approved",
        ),
        (
            "programme.transitions.close.routes",
            [{"when": "visits == 1", "to": "identified"}],
            (
                "Event 'Close the case': routes: when visits == 0, to identified"
                " -> when visits == 1, to identified"
            ),
        ),
        (
            "ladders.standard.rungs.warn.at",
            "on the day",
            "Ladder standard: rung warn: at: 5 working days before -> on the day",
        ),
        (
            "conditions.two_criteria.statutory",
            False,
            "Condition two_criteria: statutory: yes -> no",
        ),
        (
            "ladders.standard.rungs.escalate.to",
            ["board", "coordinator"],
            (
                "Ladder standard: rung escalate: to: coordinator; board"
                " -> board; coordinator"
            ),
        ),
        (
            "ladders.standard.rungs.escalate.to",
            ["board"],
            "Ladder standard: rung escalate: to coordinator removed",
        ),
        (
            "programme.transitions.close.by",
            ["coordinator", "board"],
            "Event 'Close the case': who may: board added",
        ),
        ("programme.initial", "approved", "Programme initial: identified -> approved"),
        ("title", "Another", "Title: A small pathway -> Another"),
        ("roles.board.agency", "police", "Role 'Project Board': agency added"),
        (
            "clocks.decision.title",
            "Board's answer",
            "Clock 'Board's answer': title: Decision of the board -> Board's answer",
        ),
    ],
)
def test_a_change_is_told_by_the_noun_it_belongs_to(
    path: str, value: object, sentence: str
) -> None:
    assert sentences(a_pathway(), a_pathway_with(path, value)) == [sentence]


def test_a_part_that_comes_or_goes_whole_is_told_once() -> None:
    shorter = a_pathway_without("programme.transitions.reopen")

    assert sentences(a_pathway(), shorter) == ["Event 'Reopen the case' removed"]
    assert sentences(shorter, a_pathway()) == ["Event 'Reopen the case' added"]


def test_a_difference_says_where_in_the_file_it_stands() -> None:
    (only,) = differences(a_pathway(), a_pathway_with("clocks.decision.grade", "A"))

    assert (only.change, only.where) == ("changed", "clocks.decision.grade")


@given(st.sampled_from(sorted(a_pathway().programme.transitions)))
def test_going_back_tells_the_opposite(event: str) -> None:
    shorter = a_pathway_without(f"programme.transitions.{event}")
    there = differences(a_pathway(), shorter)
    back = differences(shorter, a_pathway())

    assert [(one.where, one.change) for one in there] == [
        (one.where, "removed") for one in back if one.change == "added"
    ]
