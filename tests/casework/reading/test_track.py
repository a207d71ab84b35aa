"""How far a case has come along the straight line."""

from casework.reading.track import track
from tests.builders.office import the_workflow

PATHWAY = the_workflow("maidstone").pathway


def progress(state: str, *reached: str) -> dict[str, str]:
    return {step.state: step.progress for step in track(PATHWAY, state, reached).steps}


def test_what_lies_behind_is_done_and_what_lies_ahead_is_to_come() -> None:
    found = progress("board_approved", "identified")
    assert found["profiled"] == "done"
    assert found["board_approved"] == "current"
    assert found["in_support"] == "to_come"


def test_beside_the_line_what_was_reached_is_done() -> None:
    found = progress("deferred", "identified", "profiled", "deferred")
    assert found["profiled"] == "done"
    assert found["board_approved"] == "to_come"
    assert "current" not in found.values()
    assert track(PATHWAY, "deferred", ()).beside == "Deferred by the Project Board"


def test_on_the_line_nothing_is_beside_it() -> None:
    assert track(PATHWAY, "identified", ()).beside == ""
