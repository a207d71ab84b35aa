"""Which of many references are of cases in somebody's sight."""

from collections.abc import Collection

from sqlalchemy import Connection, select

from engine.access.sight import Sight
from storage.rows import Row, table_of
from storage.sight import case_in_sight, in_sight, seen_in
from storage.tables import FamilyCase

_case = table_of(FamilyCase)


def references_seen(
    connection: Connection, sight: Sight, references: Collection[str]
) -> frozenset[str]:
    """Give those of these references whose cases are in sight."""
    if not references:
        return frozenset()
    statement = select(_case.c.reference).where(
        _case.c.reference.in_(sorted(references)), in_sight(_case, sight)
    )
    return frozenset(connection.execute(statement).scalars())


def families_seen_of(
    connection: Connection, sight: Sight, district: str, worker: str
) -> list[Row]:
    """Give the cases of a worker that are in sight, by number."""
    statement = (
        select(_case)
        .where(
            _case.c.district_id == district,
            _case.c.worker == worker,
            case_in_sight(_case, [district], seen_in(sight, district)),
        )
        .order_by(_case.c.number)
    )
    return list(connection.execute(statement).mappings())
