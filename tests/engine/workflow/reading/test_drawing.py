"""What a picture shows, and what it tells in lists instead."""

from engine.workflow.reading.drawing import drawing_of
from tests.builders.pathways import a_pathway, a_pathway_with

MACHINE = a_pathway().programme


def test_the_straight_line_follows_the_order_of_the_file() -> None:
    assert drawing_of(MACHINE).main_line == ("identified", "approved", "closed")


def test_a_refusal_by_the_board_is_never_on_the_straight_line() -> None:
    refused = a_pathway_with("programme.transitions.approve.decision", "decline")

    assert drawing_of(refused.programme).main_line == ("identified",)


def test_the_steps_of_the_straight_line_are_its_arrows() -> None:
    main = [
        (arrow.source, arrow.target)
        for arrow in drawing_of(MACHINE).arrows
        if arrow.main
    ]

    assert main == [("identified", "approved"), ("approved", "closed")]


def test_a_route_is_an_arrow_of_its_own() -> None:
    ways = {(arrow.source, arrow.target) for arrow in drawing_of(MACHINE).arrows}

    assert ("approved", "identified") in ways


def test_events_of_any_time_and_reopenings_are_lists() -> None:
    drawing = drawing_of(MACHINE)

    assert [one.target for one in drawing.exits] == ["moved_away"]
    assert [one.sources for one in drawing.returns] == [("closed", "moved_away")]


def test_a_state_that_only_a_list_leads_to_is_no_box() -> None:
    assert drawing_of(MACHINE).states == ("identified", "approved", "closed")


def test_two_events_between_the_same_states_share_an_arrow() -> None:
    leave = {"title": "Leave", "from": ["approved"], "to": "closed", "by": ["board"]}
    doubled = a_pathway_with("programme.transitions.leave", leave)
    (shared,) = [
        a for a in drawing_of(doubled.programme).arrows if a.target == "closed"
    ]

    assert shared.titles == ("Close the case", "Leave")
