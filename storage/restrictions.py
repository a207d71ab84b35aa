"""Restricted cases: the restriction, who is named for it, and who broke the glass."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import (
    ColumnElement,
    Connection,
    Table,
    and_,
    delete,
    false,
    or_,
    select,
)

from engine.access.sight import Sight
from engine.text import is_storable
from storage.rows import Row, insert_rows, table_of
from storage.sight import alike, case_in_reach, is_of, seen_in
from storage.tables import BrokenGlass, FamilyCase, NamedReader, Restriction

_case = table_of(FamilyCase)
_restriction = table_of(Restriction)
_named = table_of(NamedReader)
_glass = table_of(BrokenGlass)
Place = tuple[str, int]
"""A case's district and number."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """A case within somebody's reach; `named` says that they are named for it."""

    district: str
    number: int
    restricted: bool
    named: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class StoredRestriction:
    """Why a case is restricted, and the users who are named for it."""

    reason: str
    named: frozenset[str]


@dataclass(frozen=True, kw_only=True, slots=True)
class NewBrokenGlass:
    """That somebody opens a restricted case, and why."""

    district_id: str
    id: str
    case_number: int
    user: str
    reason: str
    at: datetime
    ends_at: datetime


def case_in_reach_of(
    connection: Connection, sight: Sight, reference: str
) -> Found | None:
    """Find a case that somebody would see if no case were restricted."""
    if not is_storable(reference):
        return None
    reach = [
        and_(
            is_of(_case.c.district_id, districts),
            case_in_reach(_case, seen_in(sight, districts[0])),
        )
        for districts in alike(sorted(sight.districts.items())).values()
    ]
    statement = (
        select(
            _case.c.district_id,
            _case.c.number,
            _restriction.c.case_number.is_not(None).label("restricted"),
            _named.c.user.is_not(None).label("named"),
        )
        .select_from(
            _case.outerjoin(_restriction, _of_case(_restriction)).outerjoin(
                _named, and_(_of_case(_named), _named.c.user == sight.user)
            )
        )
        .where(_case.c.reference == reference, or_(false(), *reach))
    )
    row = connection.execute(statement).mappings().one_or_none()
    if row is None:
        return None
    return Found(
        district=row["district_id"],
        number=row["number"],
        restricted=row["restricted"],
        named=row["named"],
    )


def _of_case(table: Table) -> ColumnElement[bool]:
    return and_(
        table.c.district_id == _case.c.district_id,
        table.c.case_number == _case.c.number,
    )


def restrict_case(
    connection: Connection, place: Place, reason: str, by: str, at: datetime
) -> None:
    """Write that a case is restricted, in place of an earlier restriction."""
    unrestrict_case(connection, place)
    district, number = place
    row = {
        "district_id": district,
        "case_number": number,
        "reason": reason,
        "restricted_by": by,
        "restricted_at": at,
    }
    insert_rows(connection, Restriction, [row])


def name_readers(
    connection: Connection, place: Place, users: Iterable[str], by: str, at: datetime
) -> None:
    """Write who may see a restricted case."""
    district, number = place
    rows = (
        {
            "district_id": district,
            "case_number": number,
            "user": user,
            "named_by": by,
            "named_at": at,
        }
        for user in sorted(users)
    )
    insert_rows(connection, NamedReader, rows)


def unrestrict_case(connection: Connection, place: Place) -> bool:
    """Forget a case's restriction, and who was named for it; False without one."""
    connection.execute(delete(_named).where(_at(_named, place)))
    gone = connection.execute(delete(_restriction).where(_at(_restriction, place)))
    return gone.rowcount > 0


def find_restriction(connection: Connection, place: Place) -> StoredRestriction | None:
    """Read a case's restriction; None without one."""
    reason = select(_restriction.c.reason).where(_at(_restriction, place))
    found = connection.execute(reason).scalar_one_or_none()
    if found is None:
        return None
    named = select(_named.c.user).where(_at(_named, place))
    users = frozenset(connection.execute(named).scalars())
    return StoredRestriction(reason=found, named=users)


def _at(table: Table, place: Place) -> ColumnElement[bool]:
    district, number = place
    return and_(table.c.district_id == district, table.c.case_number == number)


def write_broken_glass(connection: Connection, glass: NewBrokenGlass) -> None:
    """Write that a restricted case is opened."""
    insert_rows(connection, BrokenGlass, [asdict(glass)])


def restrictions_of(connection: Connection, district: str) -> list[Row]:
    """Read the restricted cases of a district, by number, with their references."""
    statement = (
        select(_restriction, _case.c.reference)
        .join(_case, _of_case(_restriction))
        .where(_restriction.c.district_id == district)
        .order_by(_restriction.c.case_number)
    )
    return list(connection.execute(statement).mappings())


def readers_of(connection: Connection, district: str) -> list[Row]:
    """Read who is named for the restricted cases of a district."""
    statement = (
        select(_named)
        .where(_named.c.district_id == district)
        .order_by(_named.c.case_number, _named.c.user)
    )
    return list(connection.execute(statement).mappings())


def named_readers(connection: Connection, district: str) -> dict[int, frozenset[str]]:
    """Give the users who are named for each restricted case of a district."""
    found: dict[int, set[str]] = {}
    for row in readers_of(connection, district):
        found.setdefault(row["case_number"], set()).add(row["user"])
    return {number: frozenset(users) for number, users in found.items()}


def glasses_of(connection: Connection, district: str) -> list[Row]:
    """Read who opened restricted cases of a district, the latest first."""
    statement = (
        select(_glass)
        .where(_glass.c.district_id == district)
        .order_by(_glass.c.at.desc(), _glass.c.id)
    )
    return list(connection.execute(statement).mappings())
