"""How the cases of a list fall to districts and to workers; each count is bounded."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, Select, func, literal, select, union_all

from storage.case_conditions import WhichCases, conditions_but_clocks
from storage.case_counts import numbers_of
from storage.due_clocks import WhichClocks, of_case, wanted_clocks
from storage.rows import table_of
from storage.sight import is_of
from storage.tables import Clock, FamilyCase
from storage.written_once import WrittenOnce

_case = table_of(FamilyCase)
_clock = table_of(Clock)


def count_by_district(
    connection: Connection, which: Sequence[WhichCases], most: int
) -> dict[str, int]:
    """Count the cases of each district, in one query; each count stops at `most`."""
    if not which:
        return {}
    parts = []
    for each in which:
        for district in each.districts:
            of_it = replace(each, districts=(district,))
            found = numbers_of(of_it, most).subquery()
            count = select(func.count()).select_from(found).scalar_subquery()
            parts.append(select(literal(district), count))
    rows = connection.execute(union_all(*parts)).all()
    return {row[0]: row[1] for row in rows}


def count_by_worker(
    connection: Connection, which: WhichCases, most: int
) -> dict[str, int]:
    """Count the cases with a wanted clock by their worker; '' stands for none.

    Args:
        connection: the transaction.
        which: the cases of one district, by their clocks.
        most: no more cases than this are counted, of all workers together.
    """
    rows = _BY_WORKER.ask(connection, _Counted(which=which, most=most))
    return {row.worker: row.families for row in rows}


@dataclass(frozen=True, kw_only=True, slots=True)
class _Counted:
    which: WhichCases
    most: int


def _by_worker(counted: _Counted) -> Select[Any]:
    which = counted.which
    found = (
        select(_clock.c.case_number, _case.c.worker)
        .join(_case, of_case(_case))
        .where(
            is_of(_clock.c.district_id, which.districts),
            *wanted_clocks(which.clocks or WhichClocks(), _case),
            *conditions_but_clocks(which),
        )
        .distinct()
        .limit(counted.most)
        .subquery()
    )
    worker = found.c.worker
    return select(worker, func.count().label("families")).group_by(worker)


_BY_WORKER = WrittenOnce.by(_by_worker)
