"""What is wrong with a list, where, and what to do: sentences for a coordinator."""

from __future__ import annotations

from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_LONGEST_QUOTATION = 60


@dataclass(frozen=True, kw_only=True, slots=True)
class ListFault:
    """One fault of a list."""

    file_name: str
    line: int | None
    """Physical line on which the row begins, the first line being 1; None: the file."""
    column_name: str | None
    """None where the fault is of the whole row or file."""
    found: str
    expected: str
    """Goes on from `found`: why it is a fault, and what to do about it."""

    def sentence(self) -> str:
        """Word the fault: file, line, column, what was found and what is expected.

        Returns:
            One line of plain English, ending in a full stop.
        """
        where = self.file_name
        if self.line is not None:
            where += f" line {self.line}"
        if self.column_name is not None:
            where += f", {self.column_name}"
        return f"{where}: found {self.found}, {self.expected}."


@dataclass(frozen=True, kw_only=True, slots=True)
class ListFaults:
    """Every fault of a list, in the order of its lines; nothing of it was taken."""

    path: Path
    faults: tuple[ListFault, ...]

    def sentences(self) -> tuple[str, ...]:
        """Word every fault, one sentence each, in the order of the lines."""
        return tuple(fault.sentence() for fault in self.faults)


@dataclass(kw_only=True, slots=True)
class FaultLog:
    """Collects faults while one file is read, so that all are reported at once."""

    file_name: str
    faults: list[ListFault] = field(default_factory=list)

    def add(self, line: int | None, column: str | None, found: str, why: str) -> None:
        """Note one fault and read on."""
        self.faults.append(
            ListFault(
                file_name=self.file_name,
                line=line,
                column_name=column,
                found=found,
                expected=why,
            )
        )

    def closed(self, path: Path) -> ListFaults:
        """Give what was collected about the file at this path, ordered by line."""
        in_order = sorted(self.faults, key=lambda fault: fault.line or 0)
        return ListFaults(path=path, faults=tuple(in_order))


def quoted(text: str) -> str:
    """Quote what a file holds, safe to print: short, on one line, no control codes."""
    if not text:
        return "nothing"
    if len(text) > _LONGEST_QUOTATION:
        text = text[:_LONGEST_QUOTATION] + "…"
    return repr(text)


def did_you_mean(text: str, allowed: Iterable[str]) -> str:
    """Suggest the closest of the allowed words, or give nothing.

    Returns:
        ` (did you mean surname?)` with its leading space, or an empty string.
    """
    # A word longer than this resembles nothing, and comparing it is slow.
    short = text[:_LONGEST_QUOTATION]
    close = get_close_matches(short, list(allowed), n=1)
    return f" (did you mean {close[0]}?)" if close else ""
