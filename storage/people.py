"""People who are written to: staff in post, with what they chose and their digests."""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Select, and_, bindparam, or_, select, true
from sqlalchemy.dialects import postgresql, sqlite

from engine.delivery.preference import Preference
from engine.text import is_storable
from storage.database import on_postgresql
from storage.held import Held, write
from storage.rows import Row, table_of
from storage.tables import Clock, Digest, FamilyCase, PreferenceRow, Staff

_staff = table_of(Staff)
_preference = table_of(PreferenceRow)
_digest = table_of(Digest)
_clock = table_of(Clock)
_case = table_of(FamilyCase)

Whose = tuple[str, str]
"""A district, and a user of it."""
_FINISH = Held(
    _digest.update()
    .where(
        _digest.c.district_id == bindparam("of_district"),
        _digest.c.user == bindparam("of_user"),
        _digest.c.day == bindparam("of_day"),
    )
    .values(items=bindparam("told"), letter_id=bindparam("in_letter"))
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Reader:
    """Somebody in post: who they are, where they are written to, what they chose."""

    user: str
    title: str
    roles: frozenset[str]
    email: str
    preference: Preference


def readers_of(
    connection: Connection,
    district: str,
    today: date,
    users: Collection[str] | None = None,
) -> list[Reader]:
    """Give everybody in post in a district on a day, or these users, by user name."""
    statement = _in_post(today).where(
        _staff.c.district_id == district,
        true() if users is None else _staff.c.user.in_(users),
    )
    rows = connection.execute(statement.order_by(_staff.c.user)).mappings()
    return [_reader(row) for row in rows]


def reader_in(connection: Connection, user: str, today: date) -> dict[str, Reader]:
    """Give a user as each district knows them in which they are in post on a day."""
    if not is_storable(user):
        return {}
    statement = _in_post(today).where(_staff.c.user == user)
    rows = connection.execute(statement.order_by(_staff.c.district_id)).mappings()
    return {row["district_id"]: _reader(row) for row in rows}


def _in_post(today: date) -> Select[Any]:
    return (
        select(
            _staff,
            _preference.c.digest,
            _preference.c.immediate,
            _preference.c.channel,
        )
        .outerjoin(
            _preference,
            and_(
                _preference.c.district_id == _staff.c.district_id,
                _preference.c.user == _staff.c.user,
            ),
        )
        .where(
            _staff.c.since <= today,
            or_(_staff.c.until.is_(None), _staff.c.until >= today),
        )
    )


def _reader(row: Row) -> Reader:
    chosen = Preference()
    if row["digest"] is not None:
        chosen = Preference(
            digest=row["digest"], immediate=row["immediate"], channel=row["channel"]
        )
    return Reader(
        user=row["user"],
        title=row["title"],
        roles=_roles(row["roles"]),
        email=row["email"],
        preference=chosen,
    )


@lru_cache(maxsize=1024)
def _roles(kept: str) -> frozenset[str]:
    return frozenset(json.loads(kept))


def keep_preference(
    connection: Connection, district: str, user: str, chosen: Preference, at: datetime
) -> None:
    """Write what a person chose, in place of what they chose before."""
    dialect: Any = postgresql if on_postgresql(connection) else sqlite
    new = {
        "digest": chosen.digest,
        "immediate": chosen.immediate,
        "channel": chosen.channel,
        "chosen_at": at,
    }
    whose = {"district_id": district, "user": user}
    statement = dialect.insert(_preference).values(whose | new)
    connection.execute(
        statement.on_conflict_do_update(index_elements=list(whose), set_=new)
    )


def digests_made(connection: Connection, district: str, day: date) -> set[str]:
    """Give the users whose digest of a day was made already."""
    statement = select(_digest.c.user).where(
        _digest.c.district_id == district, _digest.c.day == day
    )
    return set(connection.execute(statement).scalars())


def start_digests(
    connection: Connection, whose: Collection[Whose], day: date, at: datetime
) -> set[Whose]:
    """Take on digests of a day; give those that nobody else has."""
    if not whose:
        return set()
    dialect: Any = postgresql if on_postgresql(connection) else sqlite
    values = [
        {
            "district_id": district,
            "user": user,
            "day": day,
            "made_at": at,
            "items": 0,
            "letter_id": None,
        }
        for district, user in sorted(whose)  # in order: two processes never cross
    ]
    statement = dialect.insert(_digest).values(values).on_conflict_do_nothing()
    taken = connection.execute(
        statement.returning(_digest.c.district_id, _digest.c.user)
    )
    return {(district, user) for district, user in taken}


def finish_digests(
    connection: Connection, day: date, made: Iterable[tuple[Whose, int, str]]
) -> None:
    """Write for each digest how many things it tells of, and in which letter."""
    rows = (
        {
            "of_district": district,
            "of_user": user,
            "of_day": day,
            "told": items,
            "in_letter": letter,
        }
        for (district, user), items, letter in made
    )
    write(connection, _FINISH, rows)


def clocks_due_by(connection: Connection, district: str, day: date) -> list[Row]:
    """Give a district's running clocks due up to a day, with their cases, in order."""
    statement = _clocks().where(
        _clock.c.district_id == district,
        _clock.c.stopped_on.is_(None),
        _clock.c.due_on <= day,
    )
    return list(connection.execute(statement).mappings())


def clocks_by_id(
    connection: Connection, district: str, ids: Collection[str]
) -> list[Row]:
    """Give clocks of a district, with their cases, whether they run or not."""
    if not ids:
        return []
    these = _clock.c.id.in_(ids)
    statement = _clocks().where(_clock.c.district_id == district, these)
    return list(connection.execute(statement).mappings())


def _clocks() -> Select[Any]:
    return (
        select(
            _clock,
            _case.c.reference,
            _case.c.worker,
            _case.c.programme,
            _case.c.service,
            _case.c.workflow_hash,
        )
        .join(
            _case,
            and_(
                _case.c.district_id == _clock.c.district_id,
                _case.c.number == _clock.c.case_number,
            ),
        )
        .order_by(_clock.c.due_on, _clock.c.case_number, _clock.c.id)
    )
