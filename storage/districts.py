"""Districts, their staff and their workflow versions."""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, bindparam, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from engine.text import is_storable
from engine.workflow.district import District, StaffMember
from storage.closures import closed_days, days_of
from storage.database import on_postgresql
from storage.held import Held, ask_one
from storage.rows import Row, as_json, insert_rows, table_of
from storage.tables import DistrictRow, Setting, Staff, WorkflowVersion

_district = table_of(DistrictRow)
_staff = table_of(Staff)
_version = table_of(WorkflowVersion)
_setting = table_of(Setting)
_THIS_MEMBER = select(_staff).where(
    _staff.c.district_id == bindparam("district"), _staff.c.user == bindparam("user")
)
_MEMBER = Held(_THIS_MEMBER)
_MEMBER_LOCKED = Held(_THIS_MEMBER.with_for_update())
_BY_PREFIX = Held(
    select(_district.c.district_id).where(_district.c.prefix == bindparam("prefix"))
)
_DISTRICTS = 1024
"""How many are kept read: England had 326, and one that has changed counts twice."""
READ_DISTRICT = select(_district, closed_days(_district.c.district_id))
_THIS = READ_DISTRICT.where(_district.c.district_id == bindparam("district"))
_BY_ID = Held(_THIS)
_BY_ID_LOCKED = Held(_THIS.with_for_update(of=_district))


@dataclass(frozen=True, kw_only=True, slots=True)
class StoredDistrict:
    """A district as last read from its file, and the definition of its new cases.

    Its closures are those of its file and those proclaimed since, as they stand in
    the transaction that reads it; `own_closures` are those of its file alone.
    """

    district: District
    workflow_hash: str
    own_closures: Mapping[date, str]


def save_district(connection: Connection, district: District, workflow: str) -> None:
    """Write a district and its staff; an existing one keeps its numbering."""
    values = {
        "district_id": district.id,
        "prefix": district.prefix,
        "workflow_hash": workflow,
        "particulars": district.model_dump_json(),
    }
    kept = ("prefix", "workflow_hash", "particulars")
    _upsert(connection, _district, values | {"next_number": 1}, ["district_id"], kept)
    connection.execute(delete(_staff).where(_staff.c.district_id == district.id))
    insert_rows(connection, Staff, _staff_rows(district))


def _staff_rows(district: District) -> Iterable[dict[str, Any]]:
    for user, member in district.staff.items():
        yield {
            "district_id": district.id,
            "user": user,
            "title": member.title,
            "roles": as_json(list(member.roles)),
            "since": member.since,
            "until": member.until,
            "email": member.email or "",
        }


def find_district(
    connection: Connection, district: str, *, lock: bool = False
) -> StoredDistrict | None:
    """Read one district.

    Args:
        connection: the transaction.
        district: its id.
        lock: hold its row, so that what is numbered or named once a district is
            written by one process at a time.
    """
    held = _BY_ID_LOCKED if lock else _BY_ID
    row = ask_one(connection, held, {"district": district})
    return None if row is None else district_of_row(row)


def district_with_prefix(connection: Connection, prefix: str) -> str | None:
    """Name the district whose cases carry a prefix."""
    if not is_storable(prefix):
        return None
    found = ask_one(connection, _BY_PREFIX, {"prefix": prefix})
    return None if found is None else str(found["district_id"])


def all_districts(
    connection: Connection, only: Collection[str] | None = None
) -> tuple[StoredDistrict, ...]:
    """Read every district, or only some of them, by id."""
    statement = READ_DISTRICT.order_by(_district.c.district_id)
    if only is not None:
        statement = statement.where(_district.c.district_id.in_(only))
    found = connection.execute(statement).mappings()
    return tuple(district_of_row(row) for row in found)


def district_of_row(row: Row) -> StoredDistrict:
    """Make a district of a row that `READ_DISTRICT` gave."""
    return stored_district(row["particulars"], row["closed_days"], row["workflow_hash"])


def stored_district(
    particulars: str, closed: str | None, workflow_hash: str
) -> StoredDistrict:
    """Make a district of its columns, and of those that `closed_days` gives."""
    return StoredDistrict(
        district=_read(particulars, closed or ""),
        workflow_hash=workflow_hash,
        own_closures=_of_its_file(particulars).closures,
    )


@lru_cache(maxsize=_DISTRICTS)
def _read(particulars: str, closed: str) -> District:
    """Read a district's particulars: the same texts give the same district."""
    district = _of_its_file(particulars)
    if not closed:
        return district
    closures = district.closures | days_of(closed)
    return district.model_copy(update={"closures": closures})


@lru_cache(maxsize=_DISTRICTS)
def _of_its_file(particulars: str) -> District:
    return District.model_validate_json(particulars)


def find_staff(
    connection: Connection, district: str, user: str, *, lock: bool = False
) -> StaffMember | None:
    """Read one user of a district.

    Args:
        connection: the transaction.
        district: its id.
        user: the user's name.
        lock: hold the user's row, so that families are given to a worker one at a
            time, each with the caseload before it in sight.
    """
    if not is_storable(user):
        return None
    held = _MEMBER_LOCKED if lock else _MEMBER
    row = ask_one(connection, held, {"district": district, "user": user})
    if row is None:
        return None
    return staff_member(row)


def staff_member(row: Row) -> StaffMember:
    """Make a member of staff of their row."""
    whole = (row["title"], row["roles"], row["since"], row["until"], row["email"])
    return _member(*whole)


@lru_cache(maxsize=4096)
def _member(
    title: str, roles: str, since: date, until: date | None, email: str
) -> StaffMember:
    """Make a member of staff: the same columns give the same one."""
    return StaffMember(
        title=title,
        roles=tuple(json.loads(roles)),
        since=since,
        until=until,
        email=email or None,
    )


def in_post(member: StaffMember, today: date) -> bool:
    """Say whether a member of staff is in post on a day, both ends included."""
    return member.since <= today and (member.until is None or today <= member.until)


def keep_workflow_version(
    connection: Connection, *, content_hash: str, pathway: str, text: str, now: datetime
) -> None:
    """Keep a definition under its hash; it is never changed once it is there."""
    values = {
        "content_hash": content_hash,
        "pathway": pathway,
        "canonical_json": text,
        "first_used_at": now,
    }
    _upsert(connection, _version, values, ["content_hash"], ())


def workflow_json(connection: Connection, content_hash: str) -> str:
    """Read the definition that a case is pinned to."""
    statement = select(_version.c.canonical_json).where(
        _version.c.content_hash == content_hash
    )
    return str(connection.execute(statement).scalar_one())


def setting(connection: Connection, name: str) -> str | None:
    """Read a setting of this database."""
    statement = select(_setting.c.value).where(_setting.c.name == name)
    return connection.execute(statement).scalar_one_or_none()


def settings_under(connection: Connection, prefix: str) -> dict[str, str]:
    """Read the settings whose name begins so, by the rest of their name."""
    statement = select(_setting).where(_setting.c.name.startswith(prefix))
    found = connection.execute(statement).mappings()
    return {row["name"].removeprefix(prefix): row["value"] for row in found}


def set_setting(connection: Connection, name: str, value: str) -> None:
    """Write a setting of this database."""
    values = {"name": name, "value": value}
    _upsert(connection, _setting, values, ["name"], ("value",))


def _upsert(
    connection: Connection,
    table: Any,  # noqa: ANN401 - a Core table of either dialect
    values: dict[str, Any],
    key: list[str],
    changed: Iterable[str],
) -> None:
    dialect: Any = postgresql if on_postgresql(connection) else sqlite
    statement = dialect.insert(table).values(values)
    new = {name: statement.excluded[name] for name in changed}
    connection.execute(
        statement.on_conflict_do_update(index_elements=key, set_=new)
        if new
        else statement.on_conflict_do_nothing(index_elements=key)
    )
