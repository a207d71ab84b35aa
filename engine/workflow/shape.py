"""Which keys may stand where in a workflow file, read off the types themselves."""

from collections.abc import Sequence
from datetime import date
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

from pydantic.dataclasses import is_pydantic_dataclass
from pydantic.fields import FieldInfo

from engine.workflow.definition import Part

_WORDS: dict[object, str] = {
    str: "text",
    int: "a whole number",
    bool: "true or false",
    date: "a date such as 2013-02-01",
    dict: "a mapping by id",
    tuple: "a list",
}


def kind_at(model: type[Part], path: Sequence[str | int]) -> Any:  # noqa: ANN401 - any type's type
    """Give the type of the value at a path; None where the types know no such path."""
    kind: Any = model
    for key in path:
        kind = kind_inside(kind, key)
    return kind


def kind_inside(kind: Any, key: str | int) -> Any:  # noqa: ANN401
    """Give the type of the value that a key leads to, bare of its constraints."""
    if is_part(kind):
        field = _fields(kind).get(str(key))
        return None if field is None else _bare(field.annotation)
    if get_origin(kind) is dict:
        return _bare(get_args(kind)[1])
    if get_origin(kind) is tuple:
        return _bare(get_args(kind)[0])
    return None


def is_part(kind: object) -> bool:
    """Say whether a type has keys of its own, not ids of our making."""
    return isinstance(kind, type) and (
        issubclass(kind, Part) or is_pydantic_dataclass(kind)
    )


def is_by_id(kind: object) -> bool:
    """Say whether a type is a mapping of ids of the file's own making."""
    return get_origin(kind) is dict


def keys_of(kind: type[Part]) -> tuple[str, ...]:
    """Give the keys that a part may have, as files write them."""
    return tuple(_fields(kind))


def is_required(kind: Any, key: str) -> bool:  # noqa: ANN401
    """Say whether a part can not do without a key."""
    field = _fields(kind).get(key) if is_part(kind) else None
    return field is not None and field.is_required()


def in_words(kind: Any) -> str:  # noqa: ANN401
    """Say what is expected of a value of a type."""
    if is_part(kind):
        return f"a mapping with {', '.join(keys_of(kind))}"
    if get_origin(kind) is Literal:
        return f"one of {', '.join(map(str, get_args(kind)))}"
    return _WORDS.get(get_origin(kind) or kind, "a value")


def _fields(kind: Any) -> dict[str, FieldInfo]:  # noqa: ANN401 - a part of either make
    fields = kind.__pydantic_fields__
    return {field.alias or name: field for name, field in fields.items()}


def _bare(kind: Any) -> Any:  # noqa: ANN401
    if get_origin(kind) in {Union, UnionType}:
        return _bare(get_args(kind)[0])  # the first is the fullest: a list, a part
    return kind
