"""Read a district's reconciled list of families from CSV: all of it, or its faults.

The one door to this folder. One row is one person; `family` is the list's own key of
the household. `columns.py` has the columns, `samples/README.md` explains them.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from casework.intake.cells import Row
from casework.intake.faults import FaultLog, ListFault, ListFaults
from casework.intake.header import header_of
from casework.intake.households import Households
from casework.intake.list_file import bytes_of, rows_of, text_of
from casework.intake.listed import (
    FamilyList,
    ListedCriterion,
    ListedEvidence,
    ListedFamily,
    ListedPerson,
)

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from casework.intake.header import Header
    from casework.intake.list_file import Rows

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


def read_family_list(path: Path, *, today: date) -> FamilyList | ListFaults:
    """Read and check a whole list before anything is done with it.

    Args:
        path: a CSV file in UTF-8 (with or without its mark) or Windows-1252.
        today: the day for which the list is read; no date in it may be later, and
            ages are counted on it.

    Returns:
        The families; or every fault of the file, in the order of its lines. A file
        that is missing, unreadable or no text at all is a fault too, never an
        exception.
    """
    faults = FaultLog(file_name=path.name or str(path))
    content = bytes_of(path, faults)
    text = None if content is None else text_of(content, faults)
    if content is None or text is None:
        return faults.closed(path)
    families = _families(rows_of(text, faults), today, faults)
    if faults.faults:
        return faults.closed(path)
    return FamilyList(families=families, content_hash=sha256(content).hexdigest())


def _families(rows: Rows, today: date, faults: FaultLog) -> tuple[ListedFamily, ...]:
    header = header_of(rows, faults)
    # Without a header there is no telling what the cells below it mean.
    if header is None:
        return ()
    households = Households()
    all_rows_known = True
    for line, cells in rows:
        if cells is None:
            all_rows_known = False
        elif len(cells) == header.width:
            named = header.named(cells)
            households.take(Row(line=line, cells=named, today=today, faults=faults))
        else:
            _note_width(line, cells, header, faults)
            households.take_unread(header.family_of(cells), line)
    households.check(faults, all_rows_known=all_rows_known)
    families = households.families()
    if not families and not faults.faults:
        faults.add(None, None, "a header and no row", "but a list has a row a person")
    return families


def _note_width(line: int, cells: list[str], header: Header, faults: FaultLog) -> None:
    found = f"{len(cells)} cells"
    why = f"but the header has {header.width}; count the commas of the row"
    faults.add(line, None, found, why)
