"""Clocks that are named exist, run somewhere, and last for a time that can be read."""

from pathlib import Path

import pytest

from tests.builders.yaml_files import Broken

BROKEN = [
    Broken(
        "a state with an unknown clock",
        "clocks: [decision]",
        "clocks: [decision, decison]",
        "there is no clock 'decison': "
        "allowed are answer, decision, review; did you mean 'decision'?",
    ),
    Broken(
        "agencies asked by an unknown clock",
        "clocks: [review]\n    closed:",
        "clocks: [review]\n      asks_agencies: answers\n    closed:",
        "there is no clock 'answers': "
        "allowed are answer, decision, review; did you mean 'answer'?",
        at="asks_agencies: answers",
    ),
    Broken(
        "an event that meets an unknown clock",
        "meets: [answer]",
        "meets: [answers]",
        "there is no clock 'answers': "
        "allowed are answer, decision, review; did you mean 'answer'?",
    ),
    Broken(
        "an event that restarts an unknown clock",
        "restarts: [review]",
        "restarts: [reviews]",
        "there is no clock 'reviews': "
        "allowed are answer, decision, review; did you mean 'review'?",
    ),
    Broken(
        "a clock that nothing starts",
        "  review: {title: Review,",
        "  idle: {title: Idle, budget: 6 weeks, ladder: standard, "
        "source: Kent, grade: C}"
        "\n  review: {title: Review,",
        "nothing starts the clock 'idle': name it in the `clocks` or `asks_agencies` "
        "of a state, or in the `restarts` of an event, or remove it",
        at="idle:",
    ),
    Broken(
        "a budget that is no length of time",
        "budget: 10 working days",
        "budget: ten days",
        '"ten days" is not a length of time: give a whole number from 1 to 999 and one '
        "of working days, days, weeks, months, terms, "
        'for example "10 working days" or "6 weeks"',
    ),
    Broken(
        "a living state that no clock watches",
        "      clocks: [review]\n    closed:",
        "    closed:",
        "no clock runs in the living state 'approved': "
        "a clock in its `clocks`, so that no family is forgotten",
        at="approved:",
    ),
]


@pytest.mark.parametrize("broken", BROKEN, ids=str)
def test_a_pathway_is_refused_for(broken: Broken, tmp_path: Path) -> None:
    assert broken.found(tmp_path) == [broken.expected]
