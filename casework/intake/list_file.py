"""A list as a file: where it is, and its rows with their line numbers."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import TYPE_CHECKING, TypeAlias

from casework.intake.content import Content, content_in

if TYPE_CHECKING:
    import io
    from pathlib import Path

    from casework.intake.faults import FaultLog

Rows: TypeAlias = Iterator[tuple[int, list[str] | None]]
"""Each row with the physical line on which it begins; None for a row that is lost."""


def content_of(path: Path, faults: FaultLog) -> Content | None:
    """Read the whole file once, so that what is hashed is what is read.

    Args:
        path: the file that was named.
        faults: collects why it could not be read, if it could not.

    Returns:
        What it holds, never nothing; or None, with one fault noted.
    """
    try:
        if path.is_file():
            with path.open("rb") as source:
                return content_in(source, faults)
        if path.exists():
            found = "a folder" if path.is_dir() else "something that is not a file"
            why = "but a list is one CSV file; give the path of the file"
        else:
            found = "no file of that name"
            why = "but a list was to be read; check the name and the folder"
    except OSError as error:
        found = f"a file that cannot be read ({error.strerror})"
        why = "but a list was to be read; ask for the right to read it, or for a copy"
    faults.add(None, None, found, why)
    return None


def rows_of(text: io.TextIOWrapper, faults: FaultLog) -> Rows:
    """Give the rows that hold anything, with white space evened out in each cell.

    A quoted cell may span lines. The empty rows that spreadsheets leave at the end
    (nothing but commas) are passed over.

    Args:
        text: the file, opened with line ends untouched.
        faults: collects rows whose quotation marks do not match.

    Yields:
        The physical line on which the row begins, and its cells; None for the cells
        where the row cannot be told from the next ones, with a fault noted.
    """
    reader = csv.reader(text, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            raw = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            _note_broken_row(line, error, faults)
            yield line, None
            continue
        cells = [" ".join(cell.split()) if cell else "" for cell in raw]
        if any(cells):
            yield line, cells


def _note_broken_row(line: int, error: csv.Error, faults: FaultLog) -> None:
    found = f"quotation marks that do not match ({error})"
    why = (
        "but a cell that begins with a quotation mark ends with one, and one inside "
        "it is doubled; correct the row, and look at the lines after it again"
    )
    faults.add(line, None, found, why)
