"""Naming many cases in one statement, in the way that an index serves."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, and_, false, or_

from storage.clocks import CaseKey


def are_of(
    table: Any,  # noqa: ANN401 - any table with a case's key
    cases: Iterable[CaseKey],
) -> ColumnElement[bool]:
    """Say that rows belong to one of these cases.

    District by district: of pairs of columns SQLite reads the whole table.
    """
    numbers: dict[str, list[int]] = defaultdict(list)
    for district, number in cases:
        numbers[district].append(number)
    each = (
        and_(table.c.district_id == district, table.c.case_number.in_(some))
        for district, some in numbers.items()
    )
    return or_(false(), *each)
