"""What a list's file holds: packed as it is read, and told whether it is a text.

It is kept, so that what was checked is what is read later, whatever becomes of the
file. Packed it takes a fifth of its size: a county's list has 40 megabytes.
"""

from __future__ import annotations

import codecs
import gzip
import io
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from typing import TYPE_CHECKING, BinaryIO, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from casework.intake.faults import FaultLog

_ENCODINGS: Final = ("utf-8-sig", "cp1252")
_MEGABYTE: Final = 1_000_000
_LEVEL: Final = 6

_SAVE_AGAIN: Final = "save the list again as 'CSV UTF-8'"
_NO_TEXTS: Final = {
    b"PK\x03\x04": "a spreadsheet, or another packed file",
    b"\xd0\xcf\x11\xe0": "a spreadsheet or document of an old Office",
    b"%PDF": "a PDF",
}
"""Kinds of file that are sent in place of a list, by how they begin."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Content:
    """The whole text of a file, to be read as often as is wanted."""

    content_hash: str
    """SHA-256 of the file's bytes, in hexadecimal: the same file, the same hash."""
    encoding: str
    _packed: bytes = field(repr=False)

    def text(self) -> io.TextIOWrapper:
        """Give the text from its beginning, line ends untouched."""
        return io.TextIOWrapper(_unpacked(self._packed), self.encoding, newline="")


def content_in(source: BinaryIO, faults: FaultLog) -> Content | None:
    """Read a source once, from its beginning to its end, and find its encoding.

    Spreadsheets on Windows save "CSV" as Windows-1252 (cp1252). A text that is valid
    UTF-8 is all but never anything else, so UTF-8 is tried first, with or without its
    mark.

    Args:
        source: the bytes of a file.
        faults: collects why it is not a text, if it is not.

    Returns:
        What it holds, never nothing; or None, with one fault noted.

    Raises:
        OSError: it can not be read.
    """
    packed, content_hash, is_blank = _pack(source)
    if is_blank:
        why = "but a list has a header and a row a person"
        faults.add(None, None, "an empty file", why)
        return None
    encoding = _encoding_of(packed, faults)
    if encoding is None:
        return None
    return Content(content_hash=content_hash, encoding=encoding, _packed=packed)


def _pack(source: BinaryIO) -> tuple[bytes, str, bool]:
    """Give what a source holds, packed, its hash, and whether nothing is written."""
    packed, digest, is_blank = io.BytesIO(), sha256(), True
    with gzip.GzipFile(fileobj=packed, mode="wb", compresslevel=_LEVEL) as packing:
        for chunk in _chunks(source):
            packing.write(chunk)
            digest.update(chunk)
            is_blank = is_blank and chunk.isspace()
    return packed.getvalue(), digest.hexdigest(), is_blank


def _unpacked(packed: bytes) -> gzip.GzipFile:
    return gzip.GzipFile(fileobj=io.BytesIO(packed))


def _chunks(source: BinaryIO | gzip.GzipFile) -> Iterator[bytes]:
    return iter(partial(source.read, _MEGABYTE), b"")


def _encoding_of(packed: bytes, faults: FaultLog) -> str | None:
    begin = _unpacked(packed).read(4)
    if begin in _NO_TEXTS:
        why = f"but a list is a CSV file; open it where it was made, and {_SAVE_AGAIN}"
        faults.add(None, None, _NO_TEXTS[begin], why)
        return None
    nul = _first_nul(packed)
    if nul >= 0:
        why = f"which no list holds; {_SAVE_AGAIN}"
        faults.add(_line_at(packed, nul), None, "a NUL byte", why)
        return None
    for encoding in _ENCODINGS:
        wrong = _first_wrong(packed, encoding)
        if wrong < 0:
            return encoding
    found = f"the byte 0x{_byte_at(packed, wrong):02x}"
    why = f"which is neither UTF-8 nor Windows-1252 text; {_SAVE_AGAIN}"
    faults.add(_line_at(packed, wrong), None, found, why)
    return None


def _first_nul(packed: bytes) -> int:
    """Find the first NUL byte, or -1."""
    before = 0
    for chunk in _chunks(_unpacked(packed)):
        found = chunk.find(b"\0")
        if found >= 0:
            return before + found
        before += len(chunk)
    return -1


def _first_wrong(packed: bytes, encoding: str) -> int:
    """Find the first byte that an encoding does not know, or -1."""
    decoder = codecs.getincrementaldecoder(encoding)()
    before = 0
    try:
        for chunk in _chunks(_unpacked(packed)):
            held_over = len(decoder.getstate()[0])
            decoder.decode(chunk)
            before += len(chunk)
        held_over = len(decoder.getstate()[0])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        return before - held_over + error.start
    return -1


def _byte_at(packed: bytes, position: int) -> int:
    unpacked = _unpacked(packed)
    unpacked.seek(position)
    return unpacked.read(1)[0]


def _line_at(packed: bytes, position: int) -> int:
    """Give the line on which a byte stands, the first line being 1."""
    line, left = 1, position
    for chunk in _chunks(_unpacked(packed)):
        line += chunk.count(b"\n", 0, max(left, 0))
        left -= len(chunk)
    return line
