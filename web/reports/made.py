"""A report as it is shown: parts of a chart and its table each."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from casework.reading.figures import Figures, Line
from engine.local_time import day_in_words, in_words
from web.charts.picture import Picture
from web.downloads.sheet import Cell, Month, Sheet


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """One finding with its table; `picture` is its chart, `drawing` another SVG.

    `how` tells how the chart is to be read.
    """

    finding: str
    sheet: Sheet
    picture: Picture | None = None
    drawing: str = ""
    how: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Made:
    """A report of one district on one day, of the families that are in sight."""

    district: str
    title: str
    as_at: date
    families: int
    whole: bool
    parts: tuple[Part, ...]


def made(figures: Figures[Line], *parts: Part) -> Made:
    """Give a report of parts that were made of these figures."""
    return Made(
        district=figures.district,
        title=figures.title,
        as_at=figures.as_at,
        families=figures.families,
        whole=figures.whole,
        parts=parts,
    )


def shown(cell: Cell) -> str:
    """Write a cell as people read it."""
    if isinstance(cell, date):
        return _day(cell)
    match cell:
        case None:
            return "none"
        case Decimal():
            return f"£{cell:,.2f}".removesuffix(".00")
        case float():
            return f"{cell:g}"
        case int():
            return f"{cell:,}"
    return cell


def _day(cell: date) -> str:
    match cell:
        case Month():
            return f"{cell:%B %Y}"
        case datetime():
            return in_words(cell)
    return day_in_words(cell)


def is_number(cell: Cell) -> bool:
    """Say whether a cell belongs to the right of its column."""
    return isinstance(cell, int | float | Decimal)
