"""The schemas that editors use, and their agreement with the committed files."""

import json
from pathlib import Path
from typing import Any

import pytest

from engine.workflow.reading.schema import (
    framework_schema,
    overlay_schema,
    pathway_schema,
    write_schemas,
)

WORKFLOWS = Path(__file__).parents[4] / "workflows"
KINDS = {
    "pathways": "pathway",
    "districts": "district",
    "frameworks": "framework",
    "calendars": "calendar",
    "scenarios": "scenario",
}


@pytest.mark.parametrize("kind", KINDS.values())
def test_the_committed_schema_is_what_the_types_give(kind: str, tmp_path: Path) -> None:
    write_schemas(tmp_path)
    name = f"{kind}.schema.json"

    assert (WORKFLOWS / "schemas" / name).read_text("utf-8") == (
        tmp_path / name
    ).read_text("utf-8")


@pytest.mark.parametrize("folder", KINDS)
def test_every_workflow_file_names_its_schema_in_its_first_line(folder: str) -> None:
    line = f"# yaml-language-server: $schema=../schemas/{KINDS[folder]}.schema.json"
    files = sorted((WORKFLOWS / folder).glob("*.yaml"))

    assert files
    assert {file.read_text("utf-8").splitlines()[0] for file in files} == {line}


def test_a_schema_refuses_unknown_keys_and_names_the_file_s_own() -> None:
    transition = pathway_schema()["$defs"]["Transition"]

    assert transition["additionalProperties"] is False
    assert "from" in transition["properties"]
    assert "sources" not in transition["properties"]


def test_an_overlay_completes_the_keys_of_a_pathway_and_requires_none() -> None:
    schema = overlay_schema()
    partial = schema["$defs"]["SomePathway"]

    assert schema["properties"]["set"]["$ref"] == "#/$defs/SomePathway"
    assert set(partial["properties"]) == set(pathway_schema()["properties"])
    assert "required" not in partial
    assert "required" in schema["$defs"]["SomeAsk"]["properties"]


@pytest.mark.parametrize("schema", [pathway_schema(), overlay_schema()])
def test_every_reference_of_a_schema_is_defined_in_it(schema: dict[str, Any]) -> None:
    references = set(_references(schema))

    assert references <= {f"#/$defs/{name}" for name in schema["$defs"]}


def test_the_framework_says_what_a_rate_needs() -> None:
    assert "pence" in framework_schema()["$defs"]["Rate"]["required"]


def _references(part: object) -> list[str]:
    text = json.dumps(part)
    return [piece.split('"')[0] for piece in text.split('"$ref": "')[1:]]
