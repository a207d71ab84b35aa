"""Every scenario of `workflows/scenarios/` comes out as its author says."""

from collections import Counter
from collections.abc import Iterator

import pytest

from casework.scenarios.runner import play
from casework.scenarios.world import Stage
from engine.workflow.scenarios import PlacedScenario
from tests.scenarios.shipped import scenarios, steps, title_of, workflows


@pytest.mark.parametrize("placed", scenarios(), ids=title_of)
def test_scenario(placed: PlacedScenario, stage: Stage) -> None:
    played = play(placed, stage)

    assert played.passed, "\n".join(played.differences)


def test_there_are_at_least_forty_over_both_districts() -> None:
    counted = Counter(placed.scenario.district for placed in scenarios())

    assert counted.total() >= 40
    assert set(counted) == set(workflows())
    assert min(counted.values()) >= 20


def test_no_two_scenarios_have_the_same_title() -> None:
    counted = Counter(map(title_of, scenarios()))

    assert [title for title, times in counted.items() if times > 1] == []


def test_a_scenario_takes_each_event_of_both_pathways() -> None:
    every = {event for workflow in workflows().values() for event in workflow.events}

    assert sorted(every - set(events_taken())) == []


def test_a_scenario_is_refused_for_each_condition_of_both_pathways() -> None:
    every = {name for w in workflows().values() for name in w.pathway.conditions}
    refused = {name for _, _, reasons in steps() for name in reasons}

    assert sorted(every - refused) == []


def events_taken() -> Iterator[str]:
    """Give the events that steps take, and those that go along with them."""
    for placed, step, refused in steps():
        events = placed.workflow.events
        if refused:
            continue
        for name, (_, transition) in events.items():
            if name == step.event or transition.decision in step.decides:
                yield from (name, *transition.also)
