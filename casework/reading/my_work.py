"""What needs one person today: overdue, due this week, and held up by others."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from casework.context import Context
from casework.reading.case_list_request import CaseListRequest, Due
from casework.reading.desk import Desk, open_desk
from casework.reading.district_work import DistrictWork, district_work
from casework.reading.due_lines import DueLine, due_line
from casework.reading.which_cases import which_cases
from engine.access.sight import Sight
from storage.case_conditions import WhichCases
from storage.case_counts import count_each
from storage.clock_list import ClocksOf, clocks_page

MOST_COUNTED = 1000
"""Whoever has more than this waiting does not need to know how many more."""
_SHOWN = 15
Heading = Literal["overdue", "week", "waiting"]


@dataclass(frozen=True, kw_only=True, slots=True)
class WorkToDo:
    """One part of somebody's work: how many cases, and what is due first in them.

    `more_than` says that the count was stopped, and that there are more.
    """

    due: Due
    count: int
    more_than: bool
    first: tuple[DueLine, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class MyWork:
    """What one person has to do, by the day's calendar.

    `run` is what the districts need that they run; None for who runs none.
    """

    today: date
    parts: tuple[WorkToDo, ...]
    run: DistrictWork | None


def my_work(context: Context, sight: Sight) -> MyWork:
    """Read what needs somebody: what is theirs, or their families', or their role's.

    Raises:
        StorageError: the database is missing, busy or gone.
    """
    headings: tuple[Heading, ...] = ("overdue", "week", "waiting")
    with open_desk(context, sight) as desk:
        asked = (CaseListRequest(due=due, mine=True) for due in headings)
        which = [which_cases(desk, each, sight) for each in asked]
        counts = count_each(desk.connection, which, MOST_COUNTED + 1)
        parts = tuple(
            _part(desk, *each) for each in zip(headings, which, counts, strict=True)
        )
        return MyWork(today=desk.today, parts=parts, run=district_work(desk, sight))


def _part(desk: Desk, due: Due, which: tuple[WhichCases, ...], count: int) -> WorkToDo:
    clocks = tuple(
        ClocksOf(districts=each.districts, wanted=each.clocks, seen=each.seen)
        for each in which
        if each.clocks is not None
    )
    rows = clocks_page(desk.connection, clocks, most=_SHOWN)
    return WorkToDo(
        due=due,
        count=min(count, MOST_COUNTED),
        more_than=count > MOST_COUNTED,
        first=tuple(due_line(desk, row) for row in rows),
    )
