"""The cells of one row: dates, postcodes and relationships, each read or refused."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from casework.intake.columns import IS_CHILD
from casework.intake.faults import did_you_mean, quoted

if TYPE_CHECKING:
    from casework.intake.faults import FaultLog

_YEAR_FIRST: Final = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_DAY_FIRST: Final = re.compile(r"(\d{2})/(\d{2})/(\d{4})", re.ASCII)
_DATE_FORM: Final = "write it as 2001-02-28 or 28/02/2001"
_EARLIEST_YEAR: Final = 1900

# The form of every postcode in use (area, district, sector, unit), not a register:
# whether one has been issued is for the Royal Mail's file to say.
_POSTCODE: Final = re.compile(
    r"([A-Z]{1,2}\d[A-Z\d]?) ?(\d[A-Z]{2})", re.ASCII | re.IGNORECASE
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One row under its header."""

    line: int
    cells: dict[str, str]
    """Every column of the list, by its name."""
    today: date
    faults: FaultLog

    def fault(self, column: str, why: str, *, found: str | None = None) -> None:
        """Note a fault of one cell, quoting the cell unless told what was found."""
        cell = quoted(self.cells[column]) if found is None else found
        self.faults.add(self.line, column, cell, why)


def date_in(row: Row, column: str) -> date | None:
    """Read a date written year first or day first, not after today, from 1900 on.

    Returns:
        The date; or None, with a fault noted.
    """
    day = _calendar_day(row.cells[column])
    if isinstance(day, str):
        row.fault(column, f"{day}; {_DATE_FORM}")
    elif day > row.today:
        row.fault(column, f"which is after {row.today}, the day of this reading")
    elif day.year < _EARLIEST_YEAR:
        row.fault(column, f"which is before {_EARLIEST_YEAR}; check the year")
    else:
        return day
    return None


# A long list holds the same few thousand days over and over.
@lru_cache(maxsize=32_768)
def _calendar_day(text: str) -> date | str:
    if (match := _YEAR_FIRST.fullmatch(text)) is not None:
        year, month, day = match.groups()
    elif (match := _DAY_FIRST.fullmatch(text)) is not None:
        day, month, year = match.groups()
    else:
        return "which is not a date" if text else "but a date is needed"
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return "which is not a day of the calendar"


def postcode_in(row: Row) -> str:
    """Read a full UK postcode, in any case and with or without its space.

    Returns:
        The postcode in capitals with one space; blank if the cell is blank, or, with
        a fault noted, malformed.
    """
    text = row.cells["postcode"]
    if not text:
        return ""
    match = _POSTCODE.fullmatch(text)
    if match is None:
        why = "which is not a full UK postcode such as SW1A 1AA; correct it or clear it"
        row.fault("postcode", why)
        return ""
    return f"{match[1]} {match[2]}".upper()


def is_child_in(row: Row) -> bool | None:
    """Read the relationship as child or adult.

    Returns:
        True for a child; or None, with a fault noted.
    """
    text = row.cells["relationship"]
    known = IS_CHILD.get(text.casefold())
    if known is None:
        hint = did_you_mean(text.casefold(), IS_CHILD)
        allowed = ", ".join(IS_CHILD)
        unknown = f"which is not a relationship of a list{hint}"
        why = unknown if text else "but every person needs a relationship"
        row.fault("relationship", f"{why}; write one of {allowed}")
    return known
