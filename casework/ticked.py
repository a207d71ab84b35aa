"""Cases that somebody ticks, over as many pages of a list as they like."""

from collections.abc import Collection
from dataclasses import replace

from casework.context import Context
from casework.reading.case_list_request import CaseListRequest
from casework.reading.desk import Desk, open_desk
from casework.reading.which_cases import which_cases
from engine.access.sight import Sight
from storage.case_list import Page, cases_page
from storage.clocks import CaseKey
from storage.database import writing
from storage.ticks import tick_cases, ticked_cases, untick_all, untick_cases

MOST = 500
"""As many cases can be ticked with one click; more than that nobody looks through."""


def ticked(context: Context, sight: Sight) -> tuple[str, ...]:
    """Name the cases that somebody has ticked and still sees.

    Raises:
        StorageError: the database is missing, busy or gone.
    """
    with open_desk(context, sight) as desk:
        rows = ticked_cases(desk.connection, sight)
        return tuple(row["reference"] for row in rows)


def tick(
    context: Context,
    sight: Sight,
    ticked_now: Collection[str],
    shown: Collection[str] = (),
) -> int:
    """Tick cases, and untick those that were shown and are not ticked any more.

    Args:
        context: the database.
        sight: who ticks; what they do not see is left out.
        ticked_now: references of the cases that are ticked.
        shown: references of all cases that could be ticked.

    Returns:
        How many of `ticked_now` were ticked.

    Raises:
        StorageError: the database is missing, busy, gone or full.
    """
    with open_desk(context, sight) as desk:
        wanted = _keys(desk, sight, ticked_now)
        others = _keys(desk, sight, set(shown) - set(ticked_now))
    with writing(context.database) as connection:
        untick_cases(connection, sight.user, others)
        tick_cases(connection, sight.user, wanted)
    return len(wanted)


def tick_all(context: Context, sight: Sight, request: CaseListRequest) -> int:
    """Tick every case of a list, up to `MOST`; give how many these are.

    Raises:
        StorageError: the database is missing, busy, gone or full.
    """
    whole = replace(request, after="", before="")
    with open_desk(context, sight) as desk:
        page = Page(order=whole.sort, descending=whole.descending, most=MOST)
        rows = cases_page(desk.connection, which_cases(desk, whole, sight), page)
    keys = [(row["district_id"], row["number"]) for row in rows]
    with writing(context.database) as connection:
        tick_cases(connection, sight.user, keys)
    return len(keys)


def untick_everything(context: Context, sight: Sight) -> None:
    """Take all of somebody's ticks away.

    Raises:
        StorageError: the database is missing, busy, gone or full.
    """
    with writing(context.database) as connection:
        untick_all(connection, sight.user)


def _keys(desk: Desk, sight: Sight, references: Collection[str]) -> list[CaseKey]:
    found = (desk.case(reference, sight) for reference in references)
    return [(case.district_id, case.number) for case in found if case is not None]
