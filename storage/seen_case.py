"""Reading one case, if it is in somebody's sight."""

from sqlalchemy import Connection, select

from engine.access.sight import Sight
from engine.text import is_storable
from storage.cases import StoredCase, stored_case
from storage.rows import table_of
from storage.sight import case_in_sight, seen_in
from storage.tables import FamilyCase

_case = table_of(FamilyCase)


def find_seen_case(
    connection: Connection, sight: Sight, district: str, reference: str
) -> StoredCase | None:
    """Read a case by its reference; None where there is none that this person sees."""
    if not is_storable(reference):
        return None
    statement = select(_case).where(
        _case.c.district_id == district,
        _case.c.reference == reference,
        case_in_sight(_case, [district], seen_in(sight, district)),
    )
    row = connection.execute(statement).mappings().one_or_none()
    return None if row is None else stored_case(row)


def seen_number(
    connection: Connection, sight: Sight, district: str, reference: str
) -> int | None:
    """Give a case's number by its reference; None where this person sees none."""
    if not is_storable(reference):
        return None
    statement = select(_case.c.number).where(
        _case.c.district_id == district,
        _case.c.reference == reference,
        case_in_sight(_case, [district], seen_in(sight, district)),
    )
    return connection.execute(statement).scalar_one_or_none()
