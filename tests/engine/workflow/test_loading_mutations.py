"""Whatever is done to the project's own files, they load or are refused in words."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.workflow.faults import DefinitionError
from engine.workflow.loader import district_files, load_workflow
from engine.workflow.workflow import Workflow

WORKFLOWS = Path(__file__).parents[3] / "workflows"
TEXTS = {
    file.relative_to(WORKFLOWS).as_posix(): file.read_text(encoding="utf-8")
    for kind in ("pathways", "frameworks", "districts")
    for file in sorted((WORKFLOWS / kind).glob("*.yaml"))
}
JUNK: list[object] = [
    None, True, -1, 10**30, 1.5, float("nan"), "", "x", "no such thing", "{", "same",
    "living", "worker", "1 < 2", "children >", "5 days", date(2013, 2, 1), [], ["x"],
    [[]], [1], {}, {"x": 1}, {"x": {}}, {date(2013, 2, 1): 1},
]  # fmt: skip


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("copied") / "workflows"
    for name, text in TEXTS.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def _outcomes(copied: Path, name: str, text: str) -> list[Workflow | DefinitionError]:
    (copied / name).write_text(text, encoding="utf-8")
    try:
        return [_outcome(district) for district in district_files(copied)]
    finally:
        (copied / name).write_text(TEXTS[name], encoding="utf-8")


def _outcome(district: Path) -> Workflow | DefinitionError:
    try:
        return load_workflow(district)
    except DefinitionError as error:
        return error


def _are_told(outcomes: list[Workflow | DefinitionError]) -> bool:
    return all(
        isinstance(outcome, Workflow)
        or all(fault.line >= 1 and fault.allowed for fault in outcome.faults)
        for outcome in outcomes
    )


@settings(max_examples=40)
@given(data=st.data())
def test_lines_deleted_doubled_or_moved(data: st.DataObject, copied: Path) -> None:
    name = data.draw(st.sampled_from(list(TEXTS)))
    lines = TEXTS[name].splitlines(keepends=True)
    first, second = data.draw(st.tuples(*[st.integers(0, len(lines) - 1)] * 2))
    match data.draw(st.sampled_from(["delete", "double", "move", "cut short"])):
        case "delete":
            del lines[first]
        case "double":
            lines.insert(first, lines[first])
        case "move":
            lines.insert(second, lines.pop(first))
        case _:
            lines[first] = lines[first][: second % (len(lines[first]) + 1)]

    assert _are_told(_outcomes(copied, name, "".join(lines)))


@settings(max_examples=40)
@given(data=st.data())
def test_keys_renamed_and_values_replaced(data: st.DataObject, copied: Path) -> None:
    name = data.draw(st.sampled_from(list(TEXTS)))
    value = yaml.load(TEXTS[name], yaml.CSafeLoader)
    holder: Any = data.draw(st.sampled_from(_holders(value)))
    keys = list(holder) if isinstance(holder, dict) else list(range(len(holder)))
    key, other = data.draw(st.tuples(*[st.sampled_from(keys)] * 2))
    match data.draw(st.sampled_from(["junk", "swap", "rename"])):
        case "junk":
            holder[key] = data.draw(st.sampled_from(JUNK))
        case "swap":
            holder[key], holder[other] = holder[other], holder[key]
        case _:
            holder[key] = holder[other]
            if isinstance(holder, dict):
                holder[data.draw(st.sampled_from(["x", "title", "X y", -1]))] = 1

    text = yaml.dump(value, Dumper=_Plain)
    assert _are_told(_outcomes(copied, name, text))


class _Plain(yaml.CSafeDumper):
    def ignore_aliases(self, _data: object) -> bool:
        return True


def _holders(value: object) -> list[object]:
    if not isinstance(value, dict | list) or not value:
        return []
    inside = value.values() if isinstance(value, dict) else value
    return [value, *(holder for each in inside for holder in _holders(each))]
