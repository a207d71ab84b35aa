"""Days proclaimed closed: written, withdrawn, and read with their district."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Label,
    Text,
    and_,
    cast,
    func,
    insert,
    select,
    update,
)

from storage.rows import Row, table_of
from storage.tables import Closure
from storage.tables.clocks import EVERYWHERE

_closure = table_of(Closure)
_LINE = "\n"


@dataclass(frozen=True, kw_only=True, slots=True)
class NewClosure:
    """A day about to be closed, in a district or EVERYWHERE."""

    district_id: str
    id: str
    day: date
    title: str
    added_by: str
    added_at: datetime


def closed_days(district: ColumnElement[str]) -> Label[Any]:
    """Give a column of a district's closures, a line each: read them by `days_of`."""
    line = cast(_closure.c.day, Text) + " " + _closure.c.title
    stands = (
        select(func.aggregate_strings(line, _LINE))
        .where(
            _closure.c.district_id.in_([district, EVERYWHERE]),
            _closure.c.removed_at.is_(None),
        )
        .scalar_subquery()
    )
    return stands.label("closed_days")


def days_of(lines: str) -> dict[date, str]:
    """Read the column made by `closed_days`: each day with its title."""
    parts = (line.partition(" ") for line in lines.split(_LINE) if line)
    return {date.fromisoformat(day): title for day, _, title in parts}


def standing_closures(
    connection: Connection, district: str, day: date | None = None
) -> list[Row]:
    """Give the closures that stand in a district, those of everywhere included.

    Args:
        connection: the transaction.
        district: its id, or EVERYWHERE for those that hold everywhere.
        day: only those of this day; None for all.
    """
    statement = select(_closure).where(
        _closure.c.district_id.in_({district, EVERYWHERE}),
        _closure.c.removed_at.is_(None),
        *([_closure.c.day == day] if day else []),
    )
    ordered = statement.order_by(_closure.c.day, _closure.c.district_id)
    return list(connection.execute(ordered).mappings())


def add_closure(connection: Connection, new: NewClosure) -> None:
    """Write that a day is closed.

    Raises:
        IntegrityError: it is closed there already.
    """
    row = asdict(new) | {"removed_by": "", "removed_at": None}
    connection.execute(insert(_closure), row)


def remove_closure(
    connection: Connection, district: str, id_: str, *, by: str, at: datetime
) -> None:
    """Write that a closure was withdrawn; its row stays."""
    gone = {"removed_by": by, "removed_at": at}
    connection.execute(update(_closure).where(_this(district, id_)).values(gone))


def _this(district: str, id_: str) -> ColumnElement[bool]:
    return and_(_closure.c.district_id == district, _closure.c.id == id_)
