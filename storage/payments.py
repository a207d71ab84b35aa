"""Payment triggers: written once, judged by a job, raised once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    Connection,
    and_,
    bindparam,
    exists,
    insert,
    literal,
    select,
    update,
)

from engine.access.sight import Sight
from engine.advance.consequences import PaymentTriggered
from storage.held import Held, ask, write
from storage.rows import Row, inline, table_of
from storage.sight import in_sight
from storage.tables import FamilyCase, PaymentTrigger
from storage.writes import Step, Writes

_trigger = table_of(PaymentTrigger)
_case = table_of(FamilyCase)
_KEY = ("district_id", "case_number", "payment")


def add_payment(
    writes: Writes,
    whose: Mapping[str, Any],
    payment: PaymentTriggered,
    today: date,
) -> None:
    """Write a payment that may be due; the second time changes nothing."""
    values = {
        **whose,
        "payment": payment.payment,
        "once": payment.group,
        "triggered_on": today,
    }
    writes.add(Step.PAYMENTS, _ADD, values)


_NEW = {
    name: bindparam(name, type_=_trigger.c[name].type)
    for name in ("district_id", "case_number", "payment", "once", "triggered_on")
}
_FRESH = {
    name: literal(value, type_=_trigger.c[name].type)
    for name, value in {
        "state": "waiting",
        "examined_version": 0,
        "reason": "",
        "pence": 0,
        "set_aside": False,
    }.items()
}
# Its case is held, so that nobody writes the same one meanwhile.
_THERE = exists().where(*(_trigger.c[name] == _NEW[name] for name in _KEY))
_ADD = Held(
    insert(_trigger).from_select(
        [*_NEW, *_FRESH],
        select(*_NEW.values(), *_FRESH.values()).where(~_THERE),
    )
)
_other = _trigger.alias("other")
_GROUP_RAISED = exists().where(
    _other.c.district_id == _trigger.c.district_id,
    _other.c.case_number == _trigger.c.case_number,
    _other.c.once == _trigger.c.once,
    _other.c.state == inline("raised"),
)
_TO_JUDGE = (
    select(
        _trigger.c.payment,
        _trigger.c.once,
        _trigger.c.triggered_on,
        _trigger.c.state.label("trigger_state"),
        _GROUP_RAISED.label("group_raised"),
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
        _trigger.c.state != inline("raised"),  # as the index says it
        _trigger.c.examined_version < _case.c.version,
    )
    .order_by(_trigger.c.district_id, _trigger.c.case_number, _trigger.c.payment)
)
_CLAIM = Held(
    _TO_JUDGE.limit(bindparam("most")).with_for_update(of=_trigger, skip_locked=True)
)
_JUDGE = Held(
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
    """Claim payments that wait, or whose case changed since they were withheld.

    `group_raised` of a row says that one of its group was raised already.
    """
    return ask(connection, _CLAIM, {"most": most})


def payments_that_wait(connection: Connection, sight: Sight | None = None) -> list[Row]:
    """Give the same payments, all that are in sight, without claiming them."""
    seen = _TO_JUDGE if sight is None else _TO_JUDGE.where(in_sight(_case, sight))
    return list(connection.execute(seen).mappings())


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


def record_judgements(
    connection: Connection, verdicts: Iterable[tuple[Row, Judgement]]
) -> int:
    """Write what became of payments; give how many of them this call wrote.

    Args:
        connection: the transaction.
        verdicts: each with the row that `payments_to_judge` gave.

    Raises:
        IntegrityError: another one of a group was raised meanwhile.
    """
    rows = [
        {
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
        for case, verdict in verdicts
    ]
    return write(connection, _JUDGE, rows) if rows else 0
