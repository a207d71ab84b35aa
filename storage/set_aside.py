"""What the jobs set aside, until somebody clears it."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, select, true, update

from engine.access.sight import Sight
from storage.rows import Row, inline, insert_rows, table_of
from storage.sight import in_sight
from storage.tables import Clearing, Clock, FamilyCase, PaymentTrigger

_clock = table_of(Clock)
_payment = table_of(PaymentTrigger)
_case = table_of(FamilyCase)
_clearing = table_of(Clearing)


@dataclass(frozen=True, kw_only=True, slots=True)
class NewClearing:
    """That something is tried again: what it is, why it was set aside, why no more."""

    district_id: str
    id: str
    case_number: int
    kind: str
    what: str
    was: str
    reason: str
    cleared_by: str
    cleared_at: datetime


def clocks_set_aside(
    connection: Connection, district: str, sight: Sight | None = None
) -> list[Row]:
    """Give the running clocks that were set aside, by case; '' for every district."""
    # Said literally, it is the condition of the index `clock_set_aside`.
    is_aside = _clock.c.set_aside != inline("")
    aside = and_(_clock.c.stopped_on.is_(None), is_aside, _seen(sight))
    order = _clock.c.id
    return _found(connection, _clock, aside, district, order)


def payments_set_aside(
    connection: Connection, district: str, sight: Sight | None = None
) -> list[Row]:
    """Give the payments that could not be judged, by case."""
    aside = and_(_payment.c.set_aside.is_(True), _seen(sight))
    return _found(connection, _payment, aside, district, _payment.c.payment)


def _seen(sight: Sight | None) -> ColumnElement[bool]:
    return true() if sight is None else in_sight(_case, sight)


def _found(
    connection: Connection,
    table: Any,  # noqa: ANN401 - a Core table
    aside: ColumnElement[bool],
    district: str,
    order: Any,  # noqa: ANN401 - a Core column
) -> list[Row]:
    of_case = and_(
        _case.c.district_id == table.c.district_id,
        _case.c.number == table.c.case_number,
    )
    statement = (
        select(table, _case.c.reference, _case.c.worker, _case.c.workflow_hash)
        .join(_case, of_case)
        .where(aside, table.c.district_id == district if district else true())
        .order_by(table.c.district_id, table.c.case_number, order)
    )
    return list(connection.execute(statement).mappings())


def clear_clock(connection: Connection, clock: Row) -> bool:
    """Let the next run try a clock again; False if somebody did so meanwhile."""
    statement = (
        update(_clock)
        .where(
            _clock.c.district_id == clock["district_id"],
            _clock.c.id == clock["id"],
            _clock.c.set_aside != "",
        )
        .values(set_aside="")
    )
    return connection.execute(statement).rowcount == 1


def clear_payment(connection: Connection, payment: Row) -> bool:
    """Let the next run judge a payment again; False if somebody did so meanwhile."""
    statement = (
        update(_payment)
        .where(
            _payment.c.district_id == payment["district_id"],
            _payment.c.case_number == payment["case_number"],
            _payment.c.payment == payment["payment"],
            _payment.c.set_aside.is_(True),
        )
        .values(set_aside=False, examined_version=0)
    )
    return connection.execute(statement).rowcount == 1


def record_clearing(connection: Connection, clearing: NewClearing) -> None:
    """Write down who cleared what, and why."""
    insert_rows(connection, Clearing, [asdict(clearing)])


def find_clearing(connection: Connection, district: str, id_: str) -> Row | None:
    """Find the clearing that a command id wrote, if it has run before."""
    statement = select(_clearing).where(
        _clearing.c.district_id == district,
        _clearing.c.id.startswith(f"{id_}/", autoescape=True),
    )
    return connection.execute(statement).mappings().first()
