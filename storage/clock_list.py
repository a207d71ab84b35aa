"""A list of open clocks with their cases, the one due first first."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, func, select, tuple_, union_all

from engine.access.sight import Sight
from storage.due_clocks import WhichClocks, of_case, wanted_clocks
from storage.rows import Row, table_of
from storage.sight import case_in_sight
from storage.tables import Clock, FamilyCase

_clock = table_of(Clock)
_case = table_of(FamilyCase)


@dataclass(frozen=True, kw_only=True, slots=True)
class ClocksOf:
    """The clocks wanted of one district, of the cases that are in sight.

    `few` says that the cases are few and are to be found first: one worker's own.
    """

    district: str
    wanted: WhichClocks
    worker: str = ""
    seen: Sight | None = None
    few: bool = False


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
        which: the clocks wanted, by district.
        after: the due day, district, case number and id of the last one seen.
        most: no more than this many.
    """
    if not which:
        return []
    parts = [select(_clocks(each, after, most).subquery()) for each in which]
    merged = union_all(*parts).subquery()
    c = merged.c
    order = (c.due_on.nulls_last(), c.district_id, c.case_number, c.id)
    statement = select(merged).order_by(*order).limit(most)
    return list(connection.execute(statement).mappings())


def _clocks(which: ClocksOf, after: tuple[Any, ...] | None, most: int) -> Select[Any]:
    statement = (
        select(
            _clock,
            _case.c.reference,
            _case.c.worker,
            _case.c.programme,
            _case.c.service,
            _case.c.workflow_hash,
        )
        .join(_case, of_case(_case))
        .where(*wanted_clocks(which.district, which.wanted, _case))
    )
    if which.worker:
        statement = statement.where(_case.c.worker == which.worker)
    if which.seen is not None:
        statement = statement.where(case_in_sight(_case, which.district, which.seen))
    due = _clock.c.due_on
    places = (due, _clock.c.district_id, _clock.c.case_number, _clock.c.id)
    if after is not None:
        statement = statement.where(due >= after[0], tuple_(*places) > after)
    # An order that no index has lets the few cases be found first.
    first = func.coalesce(due, due) if which.few or which.worker else due
    return statement.order_by(first.nulls_last(), *places[1:]).limit(most)
