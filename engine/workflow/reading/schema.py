"""The JSON Schemas by which editors complete and check the files of `workflows/`.

They are generated from the types, so that file, checker and editor can not drift
apart; a test compares the committed files with what is generated here.
"""

import json
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from engine.workflow.definition import Pathway
from engine.workflow.district import Overlay
from engine.workflow.framework import Framework
from engine.workflow.scenario import ScenarioFile
from engine.workflow.school_calendar import SchoolCalendar

Schema = dict[str, Any]
_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_SAID = {
    "set": "Changes what the pathway has, by id: give only what differs. "
    "What is statutory may be tightened, never loosened.",
    "add": "Adds parts that the pathway does not have, each whole, by id.",
}
_WHOLE = "#/$defs/"
_PARTIAL = "#/$defs/Some"


def pathway_schema() -> Schema:
    """Give the schema of `workflows/pathways/*.yaml`."""
    return _schema(Pathway)


def framework_schema() -> Schema:
    """Give the schema of `workflows/frameworks/*.yaml`."""
    return _schema(Framework)


def calendar_schema() -> Schema:
    """Give the schema of `workflows/calendars/*.yaml`."""
    return _schema(SchoolCalendar)


def scenario_schema() -> Schema:
    """Give the schema of `workflows/scenarios/*.yaml`."""
    return _schema(ScenarioFile)


def overlay_schema() -> Schema:
    """Give the schema of `workflows/districts/*.yaml`.

    The types leave `set` and `add` open, for they are merged before they are
    checked. Editors get more: a pathway of which nothing is required.
    """
    schema, pathway = _schema(Overlay), _schema(Pathway)
    definitions = {**pathway.pop("$defs"), "Pathway": pathway}
    del pathway["$schema"]
    for name, definition in definitions.items():
        schema["$defs"][f"Some{name}"] = _nothing_required(definition)
    for key, said in _SAID.items():
        place = {"$ref": f"{_PARTIAL}Pathway", "description": said}
        schema["properties"][key] = place
    return schema


def write_schemas(folder: Path) -> tuple[Path, ...]:
    """Write the four schemas into a folder, and give the files written.

    The files end in a newline and are the same bytes for the same types.

    Raises:
        OSError: the folder is missing or can not be written.
    """
    written = []
    for name, schema in (
        ("pathway", pathway_schema()),
        ("district", overlay_schema()),
        ("framework", framework_schema()),
        ("calendar", calendar_schema()),
        ("scenario", scenario_schema()),
    ):
        path = folder / f"{name}.schema.json"
        path.write_text(_text(schema), encoding="utf-8", newline="\n")
        written.append(path)
    return tuple(written)


def _schema(model: type[BaseModel]) -> Schema:
    return {"$schema": _DIALECT, **model.model_json_schema(by_alias=True)}


def _text(schema: Schema) -> str:
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def _nothing_required(part: Any) -> Any:  # noqa: ANN401 (JSON is anything)
    """Copy a schema with `required` left out, its references to such copies."""
    if isinstance(part, list):
        return [_nothing_required(item) for item in part]
    if not isinstance(part, dict):
        return part
    return {
        key: value.replace(_WHOLE, _PARTIAL)
        if key == "$ref"
        else _nothing_required(value)
        for key, value in part.items()
        # A field may be called `required` too (an answer's): that one is no list.
        if not (key == "required" and isinstance(value, list))
    }
