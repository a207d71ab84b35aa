"""YAML files as plain values that remember the line each value stands on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import yaml

from engine.workflow.faults import DefinitionError, Fault, KeyPath, Problem
from engine.workflow.yaml_values import Mark, Value, ValueBuilder

_MOST_BYTES = 1_000_000


@dataclass(frozen=True, kw_only=True)
class Document:
    """The values of a file, or of a file with an overlay, and where each stands."""

    value: dict[str | date, Value]
    marks: Mapping[KeyPath, Mark]

    def mark(self, path: KeyPath) -> Mark:
        """Give the place of a value, or of the nearest thing that holds it."""
        while path not in self.marks and path:
            path = path[:-1]
        return self.marks[path]

    def fault(self, problem: Problem) -> Fault:
        """Give a problem its file and line."""
        mark = self.mark(problem.path)
        return Fault(
            file=mark.file, line=mark.line, fault=problem.fault, allowed=problem.allowed
        )


def read_document(file: Path, shown: str) -> Document:
    """Read one YAML file.

    Args:
        file: where it is.
        shown: how faults name it.

    Raises:
        DefinitionError: it can not be read, or is not the YAML that we accept.
    """
    text = _text_of(file, shown)
    builder = ValueBuilder(shown)
    try:
        value = builder.build(text)
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise _refused(shown, line, *_unprintable(error)) from error
    except yaml.MarkedYAMLError as error:
        raise _refused(shown, *_not_yaml(error, text)) from error
    if not isinstance(value, dict):
        found = "the file is empty" if value is None else "the file is not a mapping"
        raise _refused(shown, 1, found, "keys at the margin, each with its value")
    if builder.faults:
        raise DefinitionError(builder.faults)
    return Document(value=value, marks=builder.marks)


def _text_of(file: Path, shown: str) -> str:
    try:
        if file.is_file() and file.stat().st_size > _MOST_BYTES:
            raise _refused(shown, 1, "the file is over 1 MB", "a workflow of less")
        content = file.read_bytes()
    except FileNotFoundError as error:
        raise _refused(shown, 1, "there is no such file", _beside(file)) from error
    except IsADirectoryError as error:
        raise _refused(shown, 1, "this is a folder", "a YAML file") from error
    except OSError as error:
        why = error.strerror or str(error)
        raise _refused(
            shown, 1, f"the file can not be read ({why})", "one that can"
        ) from error
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        byte = f"byte {content[error.start]:#04x} is not UTF-8"
        raise _refused(shown, line, byte, "save the file as UTF-8") from error


def _beside(file: Path) -> str:
    names = sorted(each.name for each in file.parent.glob("*.yaml"))
    return f"here are {', '.join(names)}" if names else "a YAML file that exists"


def _refused(shown: str, line: int, fault: str, allowed: str) -> DefinitionError:
    return DefinitionError([Fault(file=shown, line=line, fault=fault, allowed=allowed)])


def _unprintable(error: yaml.reader.ReaderError) -> tuple[str, str]:
    character = error.character
    code = ord(character) if isinstance(character, str) else character
    return f"character {code:#06x} can not stand in a file", "text that can be printed"


def _not_yaml(error: yaml.MarkedYAMLError, text: str) -> tuple[int, str, str]:
    mark = error.problem_mark or error.context_mark
    line = mark.line if mark else 0
    lines = text.split("\n")
    if line < len(lines) and "\t" in lines[line]:
        return line + 1, "the line holds a tab", "indent by spaces"
    return (
        line + 1,
        f"this is not YAML ({error.problem})",
        "`key: value`, lists by `- `",
    )
