"""Read a district's reconciled list of families from CSV: all of it, or its faults.

The one door to this folder. One row is one person; `family` is the list's own key of
the household. `columns.py` has the columns, `samples/README.md` explains them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING

from casework.intake.cells import Row
from casework.intake.content import Content, content_in
from casework.intake.faults import FaultLog, ListFault, ListFaults
from casework.intake.header import header_of
from casework.intake.households import Households
from casework.intake.list_file import content_of, rows_of
from casework.intake.listed import (
    ListedCriterion,
    ListedEvidence,
    ListedFamily,
    ListedPerson,
)
from casework.intake.person_row import person_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date
    from pathlib import Path

    from casework.intake.header import Header

__all__ = [
    "FamilyList",
    "ListFault",
    "ListFaults",
    "ListedCriterion",
    "ListedEvidence",
    "ListedFamily",
    "ListedPerson",
    "read_family_list",
]


@dataclass(frozen=True, kw_only=True, slots=True)
class FamilyList:
    """A whole list without a fault: what is in it is read when it is asked for.

    `sizes` are the people of each family, in the order in which families first appear.
    What the file holds is kept, and no person: what was checked is what is read.
    """

    sizes: Mapping[str, int]
    content_hash: str
    """SHA-256 of the file's bytes, in hexadecimal: the same file, the same hash."""
    _reading: _Reading = field(repr=False)

    def families(self) -> Iterator[ListedFamily]:
        """Read the families, in the order in which they first appear."""
        waiting: dict[str, list[ListedPerson]] = {}
        keys = iter(self.sizes)
        key = next(keys, "")
        for row in self._reading.again():
            person = person_in(row)
            if person is not None:  # there is no fault, so there always is one
                waiting.setdefault(row.cells["family"], []).append(person)
            while key and len(waiting.get(key, ())) == self.sizes[key]:
                yield ListedFamily(key=key, people=tuple(waiting.pop(key)))
                key = next(keys, "")


def read_family_list(
    path: Path, *, today: date, content: bytes | None = None
) -> FamilyList | ListFaults:
    """Read and check a whole list before anything is done with it.

    Args:
        path: a CSV file in UTF-8 (with or without its mark) or Windows-1252.
        today: the day for which the list is read; no date in it may be later, and
            ages are counted on it.
        content: the file's bytes, where they came by another way; `path` names them.

    Returns:
        The list; or every fault of the file, in the order of its lines. A file that
        is missing, unreadable or no text at all is a fault too, never an exception.
    """
    faults = FaultLog(file_name=path.name or str(path))
    if content is None:
        kept = content_of(path, faults)
    else:
        kept = content_in(BytesIO(content), faults)
    if kept is None:
        return faults.closed(path)
    reading = _Reading(content=kept, today=today, faults=faults)
    households = Households()
    for row in reading.rows(households):
        households.take(row)
    _check(reading, households)
    if faults.faults:
        return faults.closed(path)
    return FamilyList(
        sizes=households.sizes, content_hash=kept.content_hash, _reading=reading
    )


@dataclass(kw_only=True, slots=True)
class _Reading:
    """A file that is read from its beginning, once or again."""

    content: Content
    today: date
    faults: FaultLog
    has_header: bool = False
    all_rows_known: bool = True

    def rows(self, households: Households | None = None) -> Iterator[Row]:
        """Give the rows that can be read; tell of those of which no cell is sure."""
        lines = rows_of(self.content.text(), self.faults)
        header = header_of(lines, self.faults)
        # Without a header there is no telling what the cells below it mean.
        if header is None:
            return
        self.has_header = True
        for line, cells in lines:
            if cells is None:
                self.all_rows_known = False
            elif len(cells) == header.width:
                named = header.named(cells)
                yield Row(line=line, cells=named, today=self.today, faults=self.faults)
            else:
                _note_width(line, cells, header, self.faults)
                if households is not None:
                    households.take_unread(header.family_of(cells), line)

    def again(self) -> Iterator[Row]:
        """Give the same rows once more; their faults are known."""
        faults = FaultLog(file_name=self.faults.file_name)
        return _Reading(content=self.content, today=self.today, faults=faults).rows()


def _check(reading: _Reading, households: Households) -> None:
    if not reading.has_header:
        return
    faults = reading.faults
    known = reading.all_rows_known
    households.check(faults, all_rows_known=known, again=reading.again)
    if not households.sizes and not faults.faults:
        faults.add(None, None, "a header and no row", "but a list has a row a person")


def _note_width(line: int, cells: list[str], header: Header, faults: FaultLog) -> None:
    found = f"{len(cells)} cells"
    why = f"but the header has {header.width}; count the commas of the row"
    faults.add(line, None, found, why)
