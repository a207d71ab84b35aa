"""The how-to pages are true: what they build loads, what they refuse is refused."""

import re
import shutil
from pathlib import Path
from typing import get_args

import pytest

from casework.scenarios.runner import play
from casework.scenarios.world import a_stage
from engine.workflow.definition import AskType, Does, Transition
from engine.workflow.loader import check_folder, load_workflow
from engine.workflow.scenario import Given, Step, Then
from engine.workflow.scenarios import read_scenarios
from tests.docs.pages import DOCS, README, blocks, read
from tests.house.tree import ROOT

HOW_TO = DOCS / "how-to"
PATHWAY = HOW_TO / "write-a-pathway.md"
OVERLAY = HOW_TO / "write-an-overlay.md"
SCENARIO = HOW_TO / "write-a-scenario.md"


@pytest.fixture
def workflows(tmp_path: Path) -> Path:
    """Give a copy of the workflows that we ship."""
    return shutil.copytree(ROOT / "workflows", tmp_path / "workflows")


def test_the_pathway_of_the_page_is_accepted(workflows: Path) -> None:
    pieces = blocks(PATHWAY, "yaml")
    (workflows / "pathways/early_help.yaml").write_text("\n".join(pieces), "utf-8")

    assert not check_folder(workflows)


def test_the_overlay_of_the_page_is_accepted(workflows: Path) -> None:
    district = workflows / "districts/sevenoaks.yaml"
    district.write_text("\n".join(blocks(OVERLAY, "yaml")), "utf-8")

    assert not check_folder(workflows)
    pathway = load_workflow(district).pathway
    assert pathway.clocks["board_decision"].budget == "2 months"


def test_what_the_page_says_is_refused_is_refused(workflows: Path) -> None:
    district = workflows / "districts/sevenoaks.yaml"
    text = "\n".join(blocks(OVERLAY, "yaml"))
    event = "    transitions: {claim_outcome: {requires: [a_result_is_met]}}\n"
    place = "  clocks:\n    board_decision:"
    assert text.count(place) == 1
    district.write_text(text.replace(place, event + place), "utf-8")
    told = [f"{fault.fault}: {fault.allowed}" for fault in check_folder(workflows)]

    assert blocks(OVERLAY, "text")[0].splitlines() == told


def test_every_key_of_a_transition_is_explained() -> None:
    fields = {field.alias or name for name, field in Transition.model_fields.items()}
    told = set(re.findall(r"^\| `(\w+)` \|", read(PATHWAY), re.MULTILINE))

    assert told == (fields - {"title"}) | set(Does.model_fields)


def test_every_type_of_answer_is_named() -> None:
    sentence = read(PATHWAY).split("An answer is of one of these types:")[1]
    told = re.findall(r"`(\w+)`", sentence.split("\n\n", maxsplit=1)[0])

    assert set(told) - {"options", "roles"} == set(get_args(AskType))


def test_the_scenario_of_the_page_is_true(workflows: Path) -> None:
    file = workflows / "scenarios" / "of_the_page.yaml"
    file.parent.mkdir(exist_ok=True)
    file.write_text(blocks(SCENARIO, "yaml")[0], "utf-8")
    maidstone = load_workflow(workflows / "districts/maidstone.yaml")
    (placed,) = read_scenarios(file, {"maidstone": maidstone})
    with a_stage([maidstone]) as stage:
        played = play(placed, stage)

    assert not played.differences


def test_every_key_of_a_scenario_is_explained() -> None:
    cells = re.findall(r"^\| (`\w+`(?:, `\w+`)*) \|", read(SCENARIO), re.MULTILINE)
    told = {name for cell in cells for name in re.findall(r"\w+", cell)}
    said_elsewhere = {"day", "after", "then"}

    assert told | said_elsewhere == {
        *Given.model_fields,
        *Step.model_fields,
        *Then.model_fields,
    }


def test_the_fault_that_the_readme_shows_is_told(workflows: Path) -> None:
    pathway = workflows / "pathways" / "troubled_families.yaml"
    title = '    title: "Complete the assessment"\n    budget: '
    before, after = pathway.read_text("utf-8").split(title + '"10 working days"')
    pathway.write_text(f'{before}{title}"10 workdays"{after}', "utf-8")

    shown = blocks(README, "text")[0].strip()
    assert shown in [str(fault) for fault in check_folder(workflows)]
