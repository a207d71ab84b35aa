"""Payment triggers: written once, judged by a job, raised once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, and_, bindparam, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from engine.access.sight import Sight
from engine.advance.consequences import PaymentTriggered
from storage.database import on_postgresql
from storage.rows import Row, table_of
from storage.sight import in_sight
from storage.tables import FamilyCase, PaymentTrigger

_trigger = table_of(PaymentTrigger)
_case = table_of(FamilyCase)
_KEY = ("district_id", "case_number", "payment")


def add_payment(
    connection: Connection,
    whose: Mapping[str, Any],
    payment: PaymentTriggered,
    today: date,
) -> None:
    """Write a payment that may be due; the second time changes nothing."""
    values = {
        **whose,
        "payment": payment.payment,
        "once": payment.group,
        "state": "waiting",
        "triggered_on": today,
        "examined_version": 0,
        "reason": "",
        "pence": 0,
        "raised_at": None,
    }
    dialect: Any = postgresql if on_postgresql(connection) else sqlite
    statement = dialect.insert(_trigger).on_conflict_do_nothing(index_elements=_KEY)
    connection.execute(statement, values)


_TO_JUDGE = (
    select(
        _trigger.c.payment,
        _trigger.c.once,
        _trigger.c.triggered_on,
        _trigger.c.state.label("trigger_state"),
        _case,
    )
    .join(
        _case,
        and_(
            _case.c.district_id == _trigger.c.district_id,
            _case.c.number == _trigger.c.case_number,
        ),
    )
    .where(
        _trigger.c.state != "raised",
        _trigger.c.examined_version < _case.c.version,
    )
    .order_by(_trigger.c.district_id, _trigger.c.case_number, _trigger.c.payment)
)
_CLAIM = _TO_JUDGE.limit(bindparam("most")).with_for_update(
    of=_trigger, skip_locked=True
)
_JUDGE = (
    update(_trigger)
    .where(
        _trigger.c.district_id == bindparam("of_district"),
        _trigger.c.case_number == bindparam("of_case"),
        _trigger.c.payment == bindparam("of_payment"),
        _trigger.c.state != "raised",
    )
    .values(
        state=bindparam("to_state"),
        reason=bindparam("why"),
        pence=bindparam("sum"),
        raised_at=bindparam("at"),
        examined_version=bindparam("seen"),
        set_aside=bindparam("aside"),
    )
)


def payments_to_judge(connection: Connection, most: int) -> list[Row]:
    """Claim payments that wait, or whose case changed since they were withheld."""
    return list(connection.execute(_CLAIM, {"most": most}).mappings())


def payments_that_wait(connection: Connection, sight: Sight | None = None) -> list[Row]:
    """Give the same payments, all that are in sight, without claiming them."""
    seen = _TO_JUDGE if sight is None else _TO_JUDGE.where(in_sight(_case, sight))
    return list(connection.execute(seen).mappings())


def raised_group(connection: Connection, case: Row, once: str) -> bool:
    """Say whether a payment of this group was raised for the case already."""
    found = connection.execute(
        select(func.count()).where(
            _trigger.c.district_id == case["district_id"],
            _trigger.c.case_number == case["number"],
            _trigger.c.once == once,
            _trigger.c.state == "raised",
        )
    )
    return bool(found.scalar_one())


@dataclass(frozen=True, kw_only=True, slots=True)
class Judgement:
    """What became of a payment: raised at a moment for a sum, or withheld.

    One that could not be judged is `set_aside`, with the fault as its reason.
    """

    payment: str
    pence: int = 0
    why: str = ""
    raised_at: datetime | None = None
    set_aside: bool = False


def record_judgement(connection: Connection, case: Row, verdict: Judgement) -> bool:
    """Write what became of a payment; say whether this call wrote it.

    Args:
        connection: the transaction.
        case: the row that `payments_to_judge` gave.
        verdict: raised or withheld.
    """
    values = {
        "of_district": case["district_id"],
        "of_case": case["number"],
        "of_payment": verdict.payment,
        "to_state": "withheld" if verdict.raised_at is None else "raised",
        "why": verdict.why,
        "sum": verdict.pence,
        "at": verdict.raised_at,
        "seen": case["version"],
        "aside": verdict.set_aside,
    }
    return connection.execute(_JUDGE, values).rowcount == 1
