"""A district's overlay laid over its pathway: values, and the line each came from.

`add` brings new ids, `set` changes what is there, `remove` takes away, in that order.
Mappings are merged key by key; lists and single values are replaced whole.
"""

from copy import deepcopy
from dataclasses import replace
from datetime import date
from typing import Any

from engine.workflow.definition import Pathway
from engine.workflow.faults import Fault, KeyPath, Problem, allowed_names, dotted
from engine.workflow.shape import (
    is_by_id,
    is_part,
    is_required,
    keys_of,
    kind_at,
    kind_inside,
)
from engine.workflow.source import Document
from engine.workflow.yaml_values import Mark, Value, key_text

Values = dict[str | date, Value]


def merge(base: Document, overlay: Document) -> tuple[Document, tuple[Fault, ...]]:
    """Lay a district's overlay over its pathway.

    Args:
        base: the pathway's file, of the right shape.
        overlay: the district's file, of the right shape.

    Returns:
        The merged pathway, each value marked with the file and line it came from,
        and what the overlay says that can not be done; that is left undone.
    """
    merging = _Merging(base, overlay)
    merging.add(_values(overlay, "add"), merging.value, ())
    merging.set(_values(overlay, "set"), merging.value, ())
    removals = overlay.value.get("remove")
    for position, name in enumerate(removals if isinstance(removals, list) else ()):
        merging.remove(str(name), position)
    faults = tuple(overlay.fault(problem) for problem in merging.problems)
    return Document(value=merging.value, marks=merging.marks), faults


def blame(problem: Problem, overlay: Document, merged: Document) -> Fault:
    """Find the line of an overlay that a problem of the merged pathway comes from.

    Args:
        problem: at a path of the merged pathway, which may be gone by now.
        overlay: the district's file.
        merged: what the overlay made of the pathway.
    """
    removals = overlay.value.get("remove")
    for position, name in enumerate(removals if isinstance(removals, list) else ()):
        gone = tuple(str(name).split("."))
        if problem.path[: len(gone)] == gone:
            return overlay.fault(replace(problem, path=("remove", position)))
    for length in range(len(problem.path), 0, -1):
        for section in ("set", "add"):
            path = (section, *problem.path[:length])
            if path in overlay.marks:
                return overlay.fault(replace(problem, path=path))
    return merged.fault(problem)


def _values(overlay: Document, key: str) -> Values:
    value = overlay.value.get(key)
    return value if isinstance(value, dict) else {}


class _Merging:
    """The merged pathway while it is made."""

    def __init__(self, base: Document, overlay: Document) -> None:
        self.value: Values = deepcopy(base.value)
        self.marks: dict[KeyPath, Mark] = dict(base.marks)
        self.problems: list[Problem] = []
        self._overlay = overlay

    def add(self, additions: Values, target: Values, path: KeyPath) -> None:
        kind = kind_at(Pathway, path)
        for key, new in additions.items():
            here = (*path, key_text(key))
            old = target.get(key)
            if isinstance(old, dict) and isinstance(new, dict):
                self.add(new, old, here)
            elif key in target:
                fault = f"'{dotted(here)}' is there already"
                allowed = "`add` brings new ids, `set` changes what is there"
                self._refuse(("add", *here), fault, allowed)
            elif is_part(kind) and not is_by_id(kind_inside(kind, here[-1])):
                fault = f"'{dotted(here)}' is no id that can be added"
                self._refuse(("add", *here), fault, "new ids; other keys go in `set`")
            else:
                target[key] = self._placed(new, ("add", *here))

    def set(self, changes: Values, target: Values, path: KeyPath) -> None:
        kind = kind_at(Pathway, path)
        for key, new in changes.items():
            here = (*path, key_text(key))
            old = target.get(key)
            if isinstance(old, dict) and isinstance(new, dict):
                self.set(new, old, here)
            elif key in target or _may_be_left_out(kind, here[-1]):
                target[key] = self._placed(new, ("set", *here))
            else:
                known = keys_of(kind) if is_part(kind) else map(key_text, target)
                allowed = allowed_names(known, key_text(key))
                hint = "" if is_part(kind) else "; a new one goes in `add`"
                fault = f"there is no '{dotted(here)}' to set"
                self._refuse(("set", *here), fault, allowed + hint)

    def remove(self, name: str, position: int) -> None:
        *parents, last = path = name.split(".")
        target: Values = self.value
        for depth, key in enumerate(path):
            if key not in target:
                fault = f"there is no '{dotted(path[: depth + 1])}' to remove"
                allowed = allowed_names(map(key_text, target), key)
                self._refuse(("remove", position), fault, allowed)
                return
            inside = target[key]
            if depth < len(parents):
                target = inside if isinstance(inside, dict) else {}
        if is_required(kind_at(Pathway, parents), last):
            allowed = "ids, and keys that can be left out"
            fault = f"'{name}' can not be removed"
            self._refuse(("remove", position), fault, allowed)
            return
        del target[last]
        self._forget(tuple(path))

    def _placed(self, new: Value, at: KeyPath) -> Value:
        self._forget(at[1:])
        self.marks |= {
            path[1:]: mark
            for path, mark in self._overlay.marks.items()
            if path[: len(at)] == at
        }
        return deepcopy(new)

    def _forget(self, path: KeyPath) -> None:
        for gone in [each for each in self.marks if each[: len(path)] == path]:
            del self.marks[gone]

    def _refuse(self, path: KeyPath, fault: str, allowed: str) -> None:
        self.problems.append(
            Problem(path=path, fault=fault, allowed=allowed, within="district")
        )


def _may_be_left_out(kind: Any, key: str | int) -> bool:  # noqa: ANN401
    inside = kind_inside(kind, key) if is_part(kind) else None
    return inside is not None and not is_by_id(inside)
