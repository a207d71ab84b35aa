"""What is wrong with a workflow file: where, what was found, what is allowed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal

KeyPath = tuple[str | int, ...]
"""The keys and list positions that lead to a value, from the top of a file."""
Within = Literal["pathway", "framework", "district"]

_MOST_LISTED = 24


@dataclass(frozen=True, kw_only=True, slots=True)
class Fault:
    """One fault, at a line of a file, with what would be right there."""

    file: str
    line: int
    fault: str
    allowed: str

    def __str__(self) -> str:
        """Write it as editors read it: `file:line: fault: what is allowed`."""
        return f"{self.file}:{self.line}: {self.fault}: {self.allowed}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Problem:
    """A fault that a check found at a value, before the value's line is known."""

    path: KeyPath
    fault: str
    allowed: str
    within: Within = "pathway"


class DefinitionError(Exception):
    """Workflow files that can not be used; `faults` holds every fault found."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = in_order(faults)
        super().__init__("\n".join(map(str, self.faults)))


def in_order(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    """Give each fault once, by file and line; of two that are alike, the first."""
    once: dict[tuple[str, int, str], Fault] = {}
    for each in faults:
        once.setdefault((each.file, each.line, each.fault), each)
    return tuple(once[place] for place in sorted(once))


def allowed_names(names: Iterable[str], found: str = "") -> str:
    """List what is allowed, and name the likeliest meant by what was found."""
    known = sorted(set(names))
    if not known:
        return "there is none to choose from"
    near = get_close_matches(found, known, n=1)
    meant = f"; did you mean '{near[0]}'?" if near else ""
    if len(known) > _MOST_LISTED:
        alike = get_close_matches(found, known, n=_MOST_LISTED // 2, cutoff=0.0)
        listed = f"{', '.join(sorted(alike))} and {len(known) - len(alike)} more"
        return f"allowed are {listed}{meant}"
    return f"allowed are {', '.join(known)}{meant}"


def dotted(path: Sequence[str | int]) -> str:
    """Write a path as overlays do: programme.states.identified."""
    return ".".join(map(str, path))
