"""What a picture shows, and what it tells in lists instead."""

from engine.workflow.reading.drawing import drawing_of
from tests.builders.pathways import a_pathway, a_pathway_with

MACHINE = a_pathway().programme


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

    assert [one.targets for one in drawing.any_time] == [("moved_away",)]
    assert [one.sources for one in drawing.returns] == [("closed", "moved_away")]


def test_an_event_of_many_states_is_a_list() -> None:
    leave = {
        "title": "Leave",
        "from": ["identified", "approved", "closed"],
        "to": "moved_away",
        "by": ["board"],
    }
    pathway = a_pathway_with("programme.transitions.leave", leave)
    (several,) = drawing_of(pathway.programme).several

    assert several.targets == ("moved_away",)


def test_the_straight_line_is_drawn_even_where_its_event_has_many_sources() -> None:
    close = {
        "title": "Close the case",
        "from": ["identified", "approved", "moved_away"],
        "to": "closed",
        "by": ["board"],
    }
    pathway = a_pathway_with("programme.transitions.close", close)
    last = drawing_of(pathway.programme).arrows[-1]

    assert (last.source, last.target, last.main) == ("approved", "closed", True)


def test_a_state_that_only_a_list_leads_to_is_no_box() -> None:
    assert drawing_of(MACHINE).states == ("identified", "approved", "closed")


def test_two_events_between_the_same_states_share_an_arrow() -> None:
    leave = {"title": "Leave", "from": ["approved"], "to": "closed", "by": ["board"]}
    doubled = a_pathway_with("programme.transitions.leave", leave)
    (shared,) = [
        a for a in drawing_of(doubled.programme).arrows if a.target == "closed"
    ]

    assert shared.titles == ("Close the case", "Leave")
