"""A list as a file: its bytes, its encoding, and its rows with their line numbers."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    from pathlib import Path

    from casework.intake.faults import FaultLog

Rows: TypeAlias = Iterator[tuple[int, list[str] | None]]
"""Each row with the physical line on which it begins; None for a row that is lost."""

_ENCODINGS: Final = ("utf-8-sig", "cp1252")
_MEGABYTE: Final = 1_000_000
_SAVE_AGAIN: Final = "save the list again as 'CSV UTF-8'"


def bytes_of(path: Path, faults: FaultLog) -> bytes | None:
    """Read the whole file once, so that what is hashed is what is read.

    Args:
        path: the file that was named.
        faults: collects why it could not be read, if it could not.

    Returns:
        The file's bytes, never empty; or None, with one fault noted.
    """
    try:
        if path.is_file():
            return content_of(path.read_bytes(), faults)
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


def content_of(content: bytes, faults: FaultLog) -> bytes | None:
    """Give a list's bytes, unless there are none: then None, with one fault noted."""
    if content.strip():
        return content
    why = "but a list has a header and a row a person"
    faults.add(None, None, "an empty file", why)
    return None


def text_of(content: bytes, faults: FaultLog) -> io.TextIOWrapper | None:
    """Find the encoding: UTF-8 with or without its mark, else Windows-1252.

    Spreadsheets on Windows save "CSV" as Windows-1252 (cp1252). A text that is valid
    UTF-8 is all but never anything else, so UTF-8 is tried first.

    Args:
        content: the file's bytes.
        faults: collects why it is not a text, if it is not.

    Returns:
        The text, line ends untouched; or None, with one fault noted.
    """
    if (nul := content.find(b"\0")) >= 0:
        why = f"which no list holds; {_SAVE_AGAIN}"
        faults.add(_line_at(content, nul), None, "a NUL byte", why)
        return None
    for encoding in _ENCODINGS:
        wrong = _first_wrong(content, encoding)
        if wrong < 0:
            return io.TextIOWrapper(io.BytesIO(content), encoding, newline="")
    why = f"which is neither UTF-8 nor Windows-1252 text; {_SAVE_AGAIN}"
    found = f"the byte 0x{content[wrong]:02x}"
    faults.add(_line_at(content, wrong), None, found, why)
    return None


def _first_wrong(content: bytes, encoding: str) -> int:
    """Find the first byte that an encoding does not know, or -1; by the megabyte."""
    decoder = codecs.getincrementaldecoder(encoding)()
    for start in range(0, len(content), _MEGABYTE):
        chunk = content[start : start + _MEGABYTE]
        held_over = len(decoder.getstate()[0])
        try:
            decoder.decode(chunk, final=start + _MEGABYTE >= len(content))
        except UnicodeDecodeError as error:
            return start - held_over + error.start
    return -1


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


def _line_at(content: bytes, position: int) -> int:
    return content.count(b"\n", 0, position) + 1
