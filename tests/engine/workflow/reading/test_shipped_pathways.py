"""The pathways that we ship, as every district reads and sees them."""

from pathlib import Path

import pytest

from engine.workflow.definition import MACHINES, MachineName
from engine.workflow.loader import load_workflow
from engine.workflow.reading.describe import describe
from engine.workflow.reading.diagram import mermaid
from engine.workflow.reading.picture import svg
from engine.workflow.reading.straight_line import straight_line
from engine.workflow.workflow import Workflow

DISTRICTS = sorted((Path(__file__).parents[4] / "workflows/districts").glob("*.yaml"))
BOTH = pytest.mark.parametrize("machine", MACHINES)


@pytest.fixture(params=DISTRICTS, ids=lambda file: file.stem)
def workflow(request: pytest.FixtureRequest) -> Workflow:
    return load_workflow(request.param)


def test_the_straight_line_is_the_one_of_the_minutes(workflow: Workflow) -> None:
    line = straight_line(workflow.pathway.programme)
    service = straight_line(workflow.pathway.service)
    said = ["identified", "profiled", "board_approved", "caf_agreed"]
    said += ["caseworker_allocated", "in_support", "outcome_claimed", "closed"]

    assert [state for state in line if state in said] == said
    assert service == ("not_offered", "agreed", "active", "ended")


@BOTH
def test_every_state_is_in_the_picture_and_in_the_diagram(
    workflow: Workflow, machine: MachineName
) -> None:
    counts = dict.fromkeys(workflow.pathway.machine(machine).states, 1)
    told = svg(workflow.pathway, machine, counts)
    diagram = mermaid(workflow.pathway, machine)

    for identifier, state in workflow.pathway.machine(machine).states.items():
        assert f"{state.title} (1)" in told.replace("&amp;", "&")
        assert f" as {identifier}\n" in diagram


@BOTH
def test_every_event_is_described(workflow: Workflow, machine: MachineName) -> None:
    text = describe(workflow.pathway, workflow.district)

    for event, transition in workflow.pathway.machine(machine).transitions.items():
        assert f"**{transition.title}** ({event})" in text
