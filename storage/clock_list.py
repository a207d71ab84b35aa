"""A list of open clocks with their cases, the one due first first."""

from collections.abc import Sequence
from dataclasses import dataclass, field
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

from storage.due_clocks import WhichClocks, of_case, wanted_clocks
from storage.rows import Row, table_of
from storage.sight import Seen, case_in_sight, in_order_of, is_of
from storage.tables import Clock, FamilyCase
from storage.written_once import (
    ONE_BY_ONE,
    WrittenOnce,
    is_given,
    tuple_like,
)

_clock = table_of(Clock)
_case = table_of(FamilyCase)


@dataclass(frozen=True, kw_only=True, slots=True)
class ClocksOf:
    """The clocks wanted of some districts, of the cases that are in sight.

    `seen` is what who looks sees of all these districts.
    """

    districts: tuple[str, ...]
    wanted: WhichClocks
    worker: str = ""
    seen: Seen | None = None

    @property
    def few(self) -> bool:
        """Whether the cases are few and are to be found first: one worker's own."""
        if is_given(self.worker) or self.wanted.of_few:
            return True
        return self.seen is not None and self.seen.few


@dataclass(frozen=True, kw_only=True, slots=True)
class _Asked:
    which: tuple[ClocksOf, ...]
    after: tuple[Any, ...] | None = field(metadata=ONE_BY_ONE)
    most: int


def clocks_page(
    connection: Connection,
    which: Sequence[ClocksOf],
    *,
    after: tuple[Any, ...] | None = None,
    most: int,
) -> list[Row]:
    """Give open clocks with their cases, the one due first first, the resting last.

    Args:
        connection: the transaction.
        which: the clocks wanted, by what is asked of districts.
        after: the due day, district, case number and id of the last one seen.
        most: no more than this many.
    """
    if not which:
        return []
    asked = _Asked(which=tuple(which), after=after, most=most)
    return list(_PAGE.ask(connection, asked).mappings())


def _page(asked: _Asked) -> Select[Any]:
    parts = [select(_clocks(each, asked).subquery()) for each in asked.which]
    merged = union_all(*parts).subquery()
    first = select(merged).order_by(*_order(merged.c)).limit(asked.most).subquery()
    of_case_ = (
        _case.c.reference,
        _case.c.worker,
        _case.c.programme,
        _case.c.service,
        _case.c.workflow_hash,
    )
    same = and_(_clock.c.district_id == first.c.district_id, _clock.c.id == first.c.id)
    return (
        select(_clock, *of_case_)
        .join_from(first, _clock, same)
        .join(_case, of_case(_case))
        .order_by(*_order(first.c))
    )


_PAGE = WrittenOnce.by(_page)


def _order(c: Any) -> tuple[Any, ...]:  # noqa: ANN401 - Core columns
    return (c.due_on.nulls_last(), c.district_id, c.case_number, c.id)


def _clocks(which: ClocksOf, asked: _Asked) -> Select[Any]:
    """Select the keys of the clocks that come first: whole rows are read at the end."""
    statement = (
        select(_clock.c.due_on, _clock.c.district_id, _clock.c.case_number, _clock.c.id)
        .join(_case, of_case(_case))
        .where(_of_districts(which), *wanted_clocks(which.wanted, _case))
    )
    if is_given(which.worker):
        statement = statement.where(_case.c.worker == which.worker)
    if which.seen is not None:
        statement = statement.where(case_in_sight(_case, which.districts, which.seen))
    due = _clock.c.due_on
    places = (due, _clock.c.district_id, _clock.c.case_number, _clock.c.id)
    if asked.after is not None:
        statement = statement.where(
            due >= asked.after[0], tuple_(*places) > tuple_like(places, asked.after)
        )
    # An order that no index has lets the few cases be found first.
    first = func.coalesce(due, due) if which.few else due
    return statement.order_by(first.nulls_last(), *places[1:]).limit(asked.most)


def _of_districts(which: ClocksOf) -> ColumnElement[bool]:
    """Keep to the districts; of many, the clocks are read in the order of the list."""
    district = _clock.c.district_id
    if which.few:
        return is_of(district, which.districts)
    return in_order_of(district, which.districts)
