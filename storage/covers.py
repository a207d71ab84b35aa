"""Absence cover as it is stored, and the notices that go to the two people."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    ScalarSelect,
    and_,
    bindparam,
    func,
    or_,
    select,
    update,
)

from storage.held import Held, ask
from storage.rows import Row, insert_rows, table_of
from storage.tables import Cover

_cover = table_of(Cover)
_KEY = and_(
    _cover.c.district_id == bindparam("of_district"),
    _cover.c.id == bindparam("of_cover"),
)
_LINE = "\n"


def runs_on() -> ColumnElement[bool]:
    """Say that a cover runs on a day; binds `day`."""
    return and_(
        _cover.c.since <= bindparam("day"),
        _cover.c.until >= bindparam("day"),
        or_(_cover.c.ended_on.is_(None), _cover.c.ended_on > bindparam("day")),
    )


_RUNNING = and_(_cover.c.district_id == bindparam("district"), runs_on())
_COVER_OF = select(_cover.c.cover).where(_RUNNING, _cover.c.absent == bindparam("user"))
_COVERS = select(_cover.c.absent, _cover.c.cover).where(_RUNNING)
_COVERED_BY = Held(
    select(_cover.c.absent).where(_RUNNING, _cover.c.cover == bindparam("user"))
)


@dataclass(frozen=True, kw_only=True, slots=True)
class NewCover:
    """A cover about to be recorded."""

    district_id: str
    id: str
    absent: str
    cover: str
    since: date
    until: date
    reason: str
    recorded_by: str
    recorded_at: datetime
    restores: str = ""
    told_start_at: datetime | None = None


def covers_of(connection: Connection, district: str | None) -> list[Row]:
    """Give the covers of a district (None: of all), the latest first."""
    statement = select(_cover).order_by(
        _cover.c.since.desc(), _cover.c.district_id, _cover.c.id
    )
    if district is not None:
        statement = statement.where(_cover.c.district_id == district)
    return list(connection.execute(statement).mappings())


def find_cover(
    connection: Connection, district: str, cover: str, *, lock: bool = False
) -> Row | None:
    """Read a cover, and hold its row until the transaction ends if `lock`."""
    statement = select(_cover).where(_KEY)
    found = connection.execute(
        statement.with_for_update() if lock else statement,
        {"of_district": district, "of_cover": cover},
    )
    return found.mappings().one_or_none()


def cover_count(connection: Connection, district: str, absent: str) -> int:
    """Count all covers there ever were of a user."""
    statement = select(func.count()).where(
        _cover.c.district_id == district, _cover.c.absent == absent
    )
    return int(connection.execute(statement).scalar_one())


def cover_of(connection: Connection, district: str, user: str, day: date) -> str:
    """Name who covers for a user on a day, or ''."""
    asked = {"district": district, "user": user, "day": day}
    return connection.execute(_COVER_OF, asked).scalars().first() or ""


def covers_on(connection: Connection, district: str, day: date) -> dict[str, str]:
    """Give who covers for whom in a district on a day, by the absent user."""
    asked = {"district": district, "day": day}
    return {row.absent: row.cover for row in connection.execute(_COVERS, asked)}


def covered_by(
    connection: Connection, district: str, user: str, day: date
) -> frozenset[str]:
    """Name the users for whom a user stands in on a day."""
    asked = {"district": district, "user": user, "day": day}
    return frozenset(row["absent"] for row in ask(connection, _COVERED_BY, asked))


def absent_of(district: ColumnElement[str]) -> ScalarSelect[Any]:
    """Give the users for whom a user stands in on a day: read them by `names_of`.

    Binds `user` and `day`.
    """
    names = func.aggregate_strings(_cover.c.absent, _LINE)
    running = select(names).where(
        _cover.c.district_id == district,
        _cover.c.cover == bindparam("user"),
        runs_on(),
    )
    return running.scalar_subquery()


def names_of(lines: str | None) -> frozenset[str]:
    """Read what `absent_of` gives."""
    return frozenset(lines.split(_LINE)) if lines else frozenset()


def write_cover(connection: Connection, cover: NewCover) -> None:
    """Record a cover."""
    open_ended = {
        "ended_on": None,
        "ended_by": "",
        "ended_at": None,
        "ended_because": "",
        "told_end_at": None,
    }
    insert_rows(connection, Cover, [asdict(cover) | open_ended])


def change_cover(connection: Connection, cover: Row, **values: Any) -> None:  # noqa: ANN401 - any column
    """Write columns of a cover's row: that it was ended, that people were told."""
    key = {"of_district": cover["district_id"], "of_cover": cover["id"]}
    connection.execute(update(_cover).where(_KEY).values(**values), key)


def covers_to_tell(
    connection: Connection, today: date, *, claim: bool = True
) -> list[Row]:
    """Give the covers whose start or end has come and has not been told.

    Args:
        connection: the transaction; one that writes, to claim them.
        today: the day in London.
        claim: whether they are told now, or only read.
    """
    statement = (
        select(_cover)
        .where(or_(_starts(today), _ends(today)))
        .order_by(_cover.c.district_id, _cover.c.id)
    )
    if claim:
        statement = statement.with_for_update(skip_locked=True)
    return list(connection.execute(statement).mappings())


def _starts(today: date) -> ColumnElement[bool]:
    return and_(
        _cover.c.told_start_at.is_(None),
        _cover.c.ended_on.is_(None),
        _cover.c.since <= today,
        _cover.c.until >= today,
    )


def _ends(today: date) -> ColumnElement[bool]:
    return and_(
        _cover.c.told_end_at.is_(None),
        _cover.c.ended_on.is_(None),
        _cover.c.until < today,
    )
