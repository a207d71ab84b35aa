"""How many cases lists have; each count is bounded."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    Connection,
    ScalarSelect,
    Select,
    func,
    literal_column,
    select,
    union_all,
)

from storage.case_conditions import WhichCases, conditions, conditions_but_clocks
from storage.due_clocks import of_case, wanted_clocks
from storage.rows import table_of
from storage.sight import is_of
from storage.tables import Clock, FamilyCase
from storage.written_once import WrittenOnce

_case = table_of(FamilyCase)
_clock = table_of(Clock)
Wanted = Sequence[WhichCases]
"""The cases of a list, by what is asked of districts."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Counted:
    lists: tuple[tuple[WhichCases, ...], ...]
    most: int | None


def count_cases(connection: Connection, which: Wanted, most: int | None = None) -> int:
    """Count the cases that a list shows on all its pages together.

    Args:
        connection: the transaction.
        which: the cases wanted.
        most: stop counting there; None counts to the end.
    """
    return count_each(connection, [which], most)[0]


def count_each(
    connection: Connection, lists: Sequence[Wanted], most: int | None = None
) -> list[int]:
    """Count the cases of several lists in one statement, each for itself."""
    asked = _Counted(lists=tuple(tuple(which) for which in lists), most=most)
    return list(_COUNT.ask(connection, asked).one())


def _count(asked: _Counted) -> Select[Any]:
    counts: list[Any] = [_one(which, asked.most) for which in asked.lists]
    return select(*counts)


def _one(which: tuple[WhichCases, ...], most: int | None) -> ScalarSelect[int]:
    if not which:
        return select(literal_column("0")).scalar_subquery()
    parts = [select(numbers_of(each, most).subquery()) for each in which]
    every = union_all(*parts).subquery()
    one: Select[Any] = select(literal_column("1")).select_from(every).limit(most)
    return select(func.count()).select_from(one.subquery()).scalar_subquery()


_COUNT = WrittenOnce.by(_count)


def numbers_of(which: WhichCases, most: int | None) -> Select[Any]:
    """Select the keys of the wanted cases, as many as are to be counted.

    Those with a wanted clock are counted from the clocks, which can stop early.
    """
    if which.clocks is None or which.case_first:
        key = (_case.c.district_id, _case.c.number)
        return select(*key).where(*conditions(which)).limit(most)
    return (
        select(_clock.c.district_id, _clock.c.case_number)
        .join(_case, of_case(_case))
        .where(
            is_of(_clock.c.district_id, which.districts),
            *wanted_clocks(which.clocks, _case),
            *conditions_but_clocks(which),
        )
        .distinct()
        .limit(most)
    )
