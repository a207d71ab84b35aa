"""`workflows`: check, show, diagram, diff and schema."""

import shutil
from pathlib import Path

import pytest

from tests.builders.office import WORKFLOWS
from tests.builders.program import Program

MAIDSTONE = ("--district", "maidstone")


@pytest.fixture
def workflows(sqlite_url: str) -> Program:
    """Give the program; these commands need no database."""
    return Program(url=sqlite_url)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a copy of the workflow files, to break."""
    return shutil.copytree(WORKFLOWS, tmp_path / "workflows")


def test_the_files_that_ship_are_all_well(workflows: Program) -> None:
    assert workflows.done("workflows", "check") == (
        "All is well in workflows: maidstone, tonbridge_and_malling.\n"
    )


def test_a_fault_is_told_with_file_and_line(workflows: Program, folder: Path) -> None:
    district = folder / "districts" / "maidstone.yaml"
    text = district.read_text(encoding="utf-8")
    district.write_text(text.replace("first_batch: 10", "first_batch: ten"))
    line = text[: text.index("first_batch")].count("\n") + 1
    ran = workflows.run("workflows", "check", "--folder", str(folder))
    assert ran.code == 1
    assert ran.out.startswith(f"workflows/districts/maidstone.yaml:{line}: ")


def test_a_broken_file_sets_up_no_database(workflows: Program, folder: Path) -> None:
    (folder / "districts" / "maidstone.yaml").write_text("extends: [")
    said = workflows.refused("init-db", "--folder", str(folder))
    assert said.startswith("- workflows/districts/maidstone.yaml:")


def test_a_pathway_is_shown_in_plain_english(workflows: Program) -> None:
    said = workflows.done("workflows", "show", *MAIDSTONE)
    assert said.startswith("# Troubled Families, 2012 to 2015 in Maidstone")


def test_a_pathway_is_drawn(workflows: Program, tmp_path: Path) -> None:
    to = tmp_path / "new" / "pictures"
    workflows.done("workflows", "diagram", *MAIDSTONE, "--to", str(to))
    drawn = {file.name: file.read_text(encoding="utf-8") for file in to.iterdir()}
    assert set(drawn) == {
        f"maidstone-{machine}.{ending}"
        for machine in ("programme", "service")
        for ending in ("mmd", "svg")
    }
    assert drawn["maidstone-programme.svg"].startswith("<svg")
    assert "stateDiagram-v2" in drawn["maidstone-service.mmd"]


def test_two_districts_are_compared(workflows: Program) -> None:
    said = workflows.done("workflows", "diff", "maidstone", "tonbridge_and_malling")
    assert "Role 'Chair of the Trust's task and finish group' added" in said
    assert workflows.done("workflows", "diff", "maidstone", "maidstone") == (
        "They say the same.\n"
    )


def test_a_district_is_compared_with_its_pathway(workflows: Program) -> None:
    pathway = WORKFLOWS / "pathways" / "troubled_families.yaml"
    district = WORKFLOWS / "districts" / "maidstone.yaml"
    said = workflows.done("workflows", "diff", str(pathway), str(district))
    assert "Secretary to the board -> Secretary to the Maidstone Project Board" in said


def test_a_district_that_is_not_there_is_told(workflows: Program) -> None:
    said = workflows.refused("workflows", "show", "--district", "maidston")
    assert "Did you mean 'maidstone'?" in said


def test_the_schemas_are_written(workflows: Program, tmp_path: Path) -> None:
    said = workflows.done("workflows", "schema", "--to", str(tmp_path))
    assert f"Wrote {tmp_path / 'pathway.schema.json'}." in said
    shipped = (WORKFLOWS / "schemas" / "pathway.schema.json").read_text()
    assert (tmp_path / "pathway.schema.json").read_text() == shipped


def test_scenarios_are_played(workflows: Program) -> None:
    said = workflows.done("workflows", "try", "identification")
    assert said.endswith("scenarios played, 0 not as expected.\n")


def test_a_scenario_that_fails_is_told_with_file_and_line(
    workflows: Program, folder: Path
) -> None:
    scenarios = folder / "scenarios" / "identification.yaml"
    text = scenarios.read_text(encoding="utf-8")
    wrong = text.replace("programme: profiled", "programme: deferred", 1)
    assert wrong != text
    scenarios.write_text(wrong)
    args = ("identification", "--folder", str(folder))
    ran = workflows.run("workflows", "try", *args)
    assert ran.code == 1
    assert "1 not as expected" in ran.out
    assert "workflows/scenarios/identification.yaml:" in ran.out


def test_an_unknown_topic_is_told_which_there_are(workflows: Program) -> None:
    ran = workflows.run("workflows", "try", "weather")
    assert ran.code == 1
    assert "There are no scenarios 'weather'" in ran.err
    assert "allocation" in ran.err


def test_a_fault_of_a_scenario_is_told_by_check(
    workflows: Program, folder: Path
) -> None:
    scenarios = folder / "scenarios" / "identification.yaml"
    text = scenarios.read_text(encoding="utf-8")
    scenarios.write_text(text.replace("district: maidstone", "district: maidston", 1))
    ran = workflows.run("workflows", "check", "--folder", str(folder))
    assert ran.code == 1
    assert "there is no district 'maidston'" in ran.out
