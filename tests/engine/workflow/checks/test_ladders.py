"""Ladders that are named exist; their rungs can be read and fire while a clock runs."""

from pathlib import Path

import pytest

from tests.builders.yaml_files import Broken

RUNG = "{at: 1 working day after, to: [worker], message: due, raises_task: true}"
BROKEN = [
    Broken(
        "a clock with an unknown ladder",
        "budget: 6 weeks, ladder: standard",
        "budget: 6 weeks, ladder: standart",
        "there is no ladder 'standart': allowed are standard; did you mean 'standard'?",
    ),
    Broken(
        "a ladder that no clock goes by",
        "ladders:\n",
        "ladders:\n  idle: {rungs: {late: "
        "{at: 1 day after, to: [worker], message: due}}}\n",
        "no clock goes by the ladder 'idle': name it in a clock, or remove it",
        at="  idle:",
    ),
    Broken(
        "a rung whose moment can not be read",
        "at: 1 working day after",
        "at: soon after",
        '"soon after" is not a moment of a reminder: give "on the day", or a whole '
        "number from 1 to 999, days or working days, and before or after, "
        'for example "5 working days before" or "2 days after"',
    ),
    Broken(
        "two rungs of one day",
        f"late: {RUNG}",
        f"late: {RUNG}\n      later: {RUNG}",
        "the rungs 'late' and 'later' are of the same day: "
        "one rung a day: join them, or move one",
        at="later:",
    ),
    Broken(
        "a rung before its clock starts",
        "budget: 2 weeks",
        "budget: 4 working days",
        "the rung 'soon' of 'standard', 5 working days before, "
        "comes before the clock 'answer' starts: rungs at most 4 working days before",
    ),
    Broken(
        "a rung before its clock starts, in another unit",
        "budget: 2 weeks",
        "budget: 6 days",
        "the rung 'soon' of 'standard', 5 working days before, "
        "comes before the clock 'answer' starts: rungs at most 6 days before",
    ),
]


@pytest.mark.parametrize("broken", BROKEN, ids=str)
def test_a_pathway_is_refused_for(broken: Broken, tmp_path: Path) -> None:
    assert broken.found(tmp_path) == [broken.expected]
