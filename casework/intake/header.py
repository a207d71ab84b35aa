"""The header row: which column stands where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from casework.intake.columns import COLUMNS
from casework.intake.faults import did_you_mean, quoted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from casework.intake.faults import FaultLog
    from casework.intake.list_file import Rows


@dataclass(frozen=True, kw_only=True, slots=True)
class Header:
    """Where each column stands, counted from 0, and how many cells a row has."""

    places: dict[str, int]
    width: int

    def named(self, cells: list[str]) -> dict[str, str]:
        """Give the cells of a row by the names of their columns."""
        return {name: cells[place] for name, place in self.places.items()}

    def family_of(self, cells: list[str]) -> str:
        """Give the family key of a row of whatever length, or blank."""
        place = self.places["family"]
        return cells[place] if place < len(cells) else ""


def header_of(
    rows: Rows, faults: FaultLog, *, columns: Sequence[str] = COLUMNS
) -> Header | None:
    """Take the first row and find each column in it, in whatever order.

    Capitals do not matter, nor does a space in place of an underscore.

    Args:
        rows: the rows of the list; the first is used up.
        faults: collects columns that are missing, unknown or there twice.
        columns: every column that the list has.

    Returns:
        The header; or None where a column is missing or there twice, so that the rows
        below cannot be read.
    """
    line, cells = next(rows, (None, None))
    if line is None:
        why = "but a list begins with a header"
        faults.add(None, None, "rows without a word", why)
    if line is None or cells is None or _other_separator(line, cells, faults):
        return None
    names = _names(cells)
    _note_unknown(line, cells, columns, faults)
    _note_missing_or_twice(line, names, columns, faults)
    if any(names.count(column) != 1 for column in columns):
        return None
    places = {column: names.index(column) for column in columns}
    return Header(places=places, width=len(cells))


def _names(cells: list[str]) -> list[str]:
    return [cell.casefold().replace(" ", "_").replace("-", "_") for cell in cells]


def _allowed(columns: Sequence[str]) -> str:
    return "the columns of a list are " + ", ".join(columns)


def _other_separator(line: int, cells: list[str], faults: FaultLog) -> bool:
    for mark, name in ((";", "semicolons"), ("|", "upright bars")):
        if len(cells) == 1 and mark in cells[0]:
            why = "but a list has commas there; save it as CSV with commas"
            faults.add(line, None, f"{name} between the columns", why)
            return True
    return False


def _note_missing_or_twice(
    line: int, names: list[str], columns: Sequence[str], faults: FaultLog
) -> None:
    for column in columns:
        times = names.count(column)
        if times > 1:
            why = "but it may stand there once only"
            faults.add(line, column, f"the column {times} times", why)
        elif times == 0:
            why = f"but every list needs it; {_allowed(columns)}"
            faults.add(line, column, "no such column", why)


def _note_unknown(
    line: int, cells: list[str], columns: Sequence[str], faults: FaultLog
) -> None:
    names = _names(cells)
    absent = [column for column in columns if column not in names]
    pairs = zip(cells, names, strict=True)
    for number, (cell, name) in enumerate(pairs, start=1):
        if name in columns:
            continue
        found = f"{quoted(cell)} over column {number}"
        hint = did_you_mean(name, absent)
        why = f"which is not a column of a list{hint}; {_allowed(columns)}"
        faults.add(line, None, found, why)
