"""The list of cases: which are wanted, in which order, a page at a time.

A page is read by key and never by offset, in an order that stands still. Districts of
which the same is asked are asked together; where somebody sees more of one district
than of another, each gives its own part of a page. The parts are merged in one
statement, and only the cases of the page are read whole.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    func,
    select,
    tuple_,
    union_all,
)

from storage.case_conditions import (
    WhichCases,
    asked_of_case,
    conditions,
)
from storage.due_clocks import WhichClocks, first_due, of_case
from storage.rows import Row, table_of
from storage.sight import in_order_of, is_of
from storage.tables import Clock, FamilyCase
from storage.written_once import ONE_BY_ONE, WrittenOnce, is_single, tuple_like

_case = table_of(FamilyCase)
_clock = table_of(Clock)


class Order(StrEnum):
    """What a list is sorted by.

    By `due`, it is by the first of the wanted clocks, and cases without one are not
    in the list.
    """

    REFERENCE = "reference"
    SINCE = "since"
    WORKER = "worker"
    DUE = "due"


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """Where in a list a page lies: after a case, or before it, or at its start.

    `beyond` is what that case is sorted by (nothing in the order of references), then
    its district and number.
    """

    order: Order = Order.REFERENCE
    descending: bool = False
    beyond: tuple[Any, ...] | None = field(default=None, metadata=ONE_BY_ONE)
    backwards: bool = False
    most: int


@dataclass(frozen=True, kw_only=True, slots=True)
class _Listed:
    which: tuple[WhichCases, ...]
    page: Page


def cases_page(
    connection: Connection, which: Sequence[WhichCases], page: Page
) -> list[Row]:
    """Give a page of cases, those of all districts in one order.

    Each row carries what it was sorted by as `sorted_by`.
    """
    if not which:
        return []
    listed = _Listed(which=tuple(which), page=page)
    rows: list[Row] = list(_PAGE.ask(connection, listed).mappings())
    return rows[::-1] if page.backwards else rows


def _page(listed: _Listed) -> Select[Any]:
    page = listed.page
    parts = [select(_part(each, page).subquery()) for each in listed.which]
    merged = union_all(*parts).subquery()
    first = select(merged).order_by(*_ordered(merged.c, page)).limit(page.most)
    chosen = first.subquery()
    same = and_(
        _case.c.district_id == chosen.c.district_id, _case.c.number == chosen.c.number
    )
    return (
        select(_case, chosen.c.sorted_by)
        .join_from(chosen, _case, same)
        .order_by(*_ordered(chosen.c, page))
    )


_PAGE = WrittenOnce.by(_page)


def _part(which: WhichCases, page: Page) -> Select[Any]:
    """Select the keys of the cases that come first."""
    key = _SORTED_BY[page.order]
    statement = select(_case.c.district_id, _case.c.number, key.label("sorted_by"))
    if page.order is Order.DUE:
        wanted = [
            *_of_districts(which),
            *first_due(which.clocks or WhichClocks()),
            *asked_of_case(which),
        ]
        statement = statement.join(_clock, of_case(_case)).where(*wanted)
    else:
        statement = statement.where(*conditions(which))
    places = _places(key, _case.c, page)
    if page.beyond is not None:
        statement = statement.where(*_beyond(places, page))
    if which.few:
        # An order that no index has lets the few cases be found first.
        places = [func.coalesce(place, place) for place in places]
    return statement.order_by(*_ways(places, page)).limit(page.most)


def _of_districts(which: WhichCases) -> list[ColumnElement[bool]]:
    """Keep to the districts; of many, clocks are read in the order of the list.

    Unless few of them may be wanted: then those of the districts are put in order.
    """
    clock, case = _clock.c.district_id, _case.c.district_id
    if which.few or which.narrow or is_single(which.districts):
        return [is_of(clock, which.districts), is_of(case, which.districts)]
    return [in_order_of(clock, which.districts)]


def _beyond(places: Sequence[Any], page: Page) -> list[ColumnElement[bool]]:
    """Keep what comes after a place; the first part alone is there for the index."""
    first, whole, up = places[0], tuple_(*places), _up(page)
    known = page.beyond or ()
    beyond = tuple_like(places, known)
    return [
        first >= known[0] if up else first <= known[0],
        whole > beyond if up else whole < beyond,
    ]


_SORTED_BY: dict[Order, ColumnElement[Any]] = {
    Order.REFERENCE: _case.c.reference,
    Order.SINCE: _case.c.programme_since,
    Order.WORKER: _case.c.worker,
    Order.DUE: _clock.c.due_on,
}


def _places(key: ColumnElement[Any], case: Any, page: Page) -> list[Any]:  # noqa: ANN401
    own = [case.district_id, case.number]
    return own if page.order is Order.REFERENCE else [key, *own]


def _up(page: Page) -> bool:
    return page.descending == page.backwards


def _ways(places: Sequence[Any], page: Page) -> list[Any]:
    return [place.asc() if _up(page) else place.desc() for place in places]


def _ordered(merged: Any, page: Page) -> list[Any]:  # noqa: ANN401 - Core columns
    return _ways(_places(merged.sorted_by, merged, page), page)
