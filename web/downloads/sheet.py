"""A table that is taken away: its columns and its rows, whatever the format."""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

Cell = str | int | float | Decimal | date | datetime | None
"""What may stand in a cell. A moment is aware; a sum is in pounds, as a Decimal."""

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # noqa: RUF001
"""How a text begins that a spreadsheet might run. The last four are the wide forms
that some of them take for the others. Source: OWASP, CSV injection."""


class Month(date):
    """A whole month, by its first day."""

    @classmethod
    def of(cls, day: date) -> "Month":
        """Give the month in which a day lies."""
        return cls(day.year, day.month, 1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Sheet:
    """One table: a name for its file and its tab, a title, columns, rows and notes.

    No two columns have the same title; each row has a cell for every column.
    """

    name: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = field(default=())


@dataclass(frozen=True, kw_only=True, slots=True)
class Cover:
    """What the first sheet of a workbook says: a title, and lines of what is in it."""

    title: str
    lines: tuple[str, ...]


def in_pounds(pence: int) -> Decimal:
    """Give pence as pounds, exactly."""
    return Decimal(pence) / 100


def looks_like_formula(text: str) -> bool:
    """Say whether a spreadsheet might run a text instead of showing it."""
    return text.lstrip(" ").startswith(FORMULA)
