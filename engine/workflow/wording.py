"""What the types refuse, in words that a person who edits the file can use."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from engine.workflow.definition import Part
from engine.workflow.faults import KeyPath, Problem, allowed_names, dotted
from engine.workflow.shape import in_words, keys_of, kind_at
from engine.workflow.yaml_values import key_text

_ID = "a short name of small letters, digits and _, a letter first"
_PATTERNS = {
    r"^[a-z][a-z0-9_]*$": _ID,
    r"^20\d\d/\d\d$": "a financial year such as 2012/13",
    r"^[A-Z]{2,5}$": "two to five capital letters",
}
_EXPECTED = {
    "string_type": "expected text",
    "string_too_short": "expected {min_length} characters or more",
    "too_short": "expected at least {min_length}",
    "greater_than": "expected more than {gt}",
    "greater_than_equal": "expected {ge} or more",
    "literal_error": "expected {expected}",
    "dict_type": "expected a mapping of keys to values",
    "tuple_type": "expected a list",
    "int": "expected a whole number",
    "bool": "expected true or false",
    "date": "expected a date such as 2013-02-01",
}


def problems_of(
    error: ValidationError, model: type[Part], value: object
) -> Iterator[Problem]:
    """Give each thing that the types refuse in a file, at its path.

    Args:
        error: what pydantic found.
        model: the type that the file was read as.
        value: what the file holds.
    """
    for detail in error.errors(include_url=False):
        # The list's own error says all; the other way to write it is named there.
        if not any(str(step).startswith("literal[") for step in detail["loc"]):
            yield _problem(detail, model, value)


def _problem(detail: ErrorDetails, model: type[Part], value: object) -> Problem:
    path = _path_of(detail["loc"], value)
    key = str(detail["loc"][-1])
    match detail["type"]:
        case "missing":
            fault = f"{_named(path)} has no '{key}'"
            kind = kind_at(model, (*path, key))
            return Problem(
                path=path, fault=fault, allowed=f"it needs one, {in_words(kind)}"
            )
        case "extra_forbidden" | "unexpected_keyword_argument":
            fault = f"unknown key '{path[-1]}' in {_named(path[:-1])}"
            keys = keys_of(kind_at(model, path[:-1]))
            allowed = allowed_names(keys, str(path[-1]))
            return Problem(path=path, fault=fault, allowed=allowed)
        case "value_error":
            allowed = str(detail["ctx"]["error"])
            return Problem(
                path=path, fault=f"{_named(path)} contradicts itself", allowed=allowed
            )
        case _:
            return _wrong_value(detail, path, model)


def _wrong_value(detail: ErrorDetails, path: KeyPath, model: type[Part]) -> Problem:
    if detail["type"] == "invalid_key" or detail["loc"][-1] == "[key]":
        fault = f"'{path[-1]}' can not be a key of {_named(path[:-1])}"
    else:
        fault = f"{_named(path)} is {described(detail['input'])}"
    return Problem(path=path, fault=fault, allowed=_expected(detail, path, model))


def _expected(detail: ErrorDetails, path: KeyPath, model: type[Part]) -> str:
    kind, context = detail["type"], detail.get("ctx", {})
    if kind == "string_pattern_mismatch":
        pattern = context["pattern"]
        return f"expected {_PATTERNS.get(pattern, pattern)}"
    if kind in {"model_type", "dataclass_type"}:
        return f"expected {in_words(kind_at(model, path))}"
    if kind == "tuple_type" and path[-1] == "from":
        return "expected a list of states, or the word living"
    words = _EXPECTED.get(kind) or _EXPECTED.get(kind.split("_")[0])
    return words.format(**context) if words else detail["msg"].lower()


def described(value: object) -> str:
    """Say what was found in a file."""
    if value is None or value == []:
        return "empty"
    if isinstance(value, bool):
        return f"a yes-or-no, {str(value).lower()}"
    if isinstance(value, str):
        return f"the text '{value[:40]}'"
    if isinstance(value, date):
        return f"the date {value.isoformat()}"
    if isinstance(value, dict | list):
        return "a mapping" if isinstance(value, dict) else "a list"
    return f"the number {str(value)[:20]}"


def _named(path: KeyPath) -> str:
    return f"'{dotted(path)}'" if path else "the file"


def _path_of(loc: tuple[int | str, ...], value: Any) -> KeyPath:  # noqa: ANN401
    # A loc also holds steps of the types' own, such as `[key]`: they lead nowhere.
    path: list[str | int] = []
    for step in loc:
        if isinstance(value, dict):
            found = next((key for key in value if step in {key, repr(key)}), None)
            if found is not None:
                path.append(key_text(found))
                value = value[found]
        elif isinstance(value, list) and isinstance(step, int) and step < len(value):
            path.append(step)
            value = value[step]
    return tuple(path)
