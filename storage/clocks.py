"""Ending a case's clocks."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, bindparam, func, select, update

from engine.advance.consequences import MachineLeft
from storage.rows import table_of
from storage.tables import Clock

CaseKey = tuple[str, int]
"""A case's district and number."""

_clock = table_of(Clock)


def _running() -> ColumnElement[bool]:
    return and_(
        _clock.c.district_id == bindparam("of_district"),
        _clock.c.case_number == bindparam("of_case"),
        _clock.c.stopped_on.is_(None),
    )


_LEAVE = (
    update(_clock)
    .where(
        _running(),
        _clock.c.machine == bindparam("of_machine"),
        _clock.c.clock.not_in(bindparam("keep", expanding=True)),
    )
    .values(stopped_on=bindparam("today"), stopped_how="left")
)
_MEET = (
    update(_clock)
    .where(_running(), _clock.c.clock == bindparam("of_clock"))
    .values(stopped_on=bindparam("today"), stopped_how="met")
)
_MEET_AGENCY = (
    update(_clock)
    .where(_running(), _clock.c.subject == bindparam("of_subject"))
    .values(stopped_on=bindparam("today"), stopped_how="met")
)


def end_clocks(
    connection: Connection, case: CaseKey, left: MachineLeft, today: date
) -> None:
    """End the clocks of a state that was left, but for those that run on."""
    of_machine = {"of_machine": left.machine, "keep": list(left.keep)}
    connection.execute(_LEAVE, _of(case, today) | of_machine)


_DUE = select(func.min(_clock.c.due_on)).where(
    _running(), _clock.c.clock.in_(bindparam("clocks", expanding=True))
)


def first_due(connection: Connection, case: CaseKey, clocks: list[str]) -> date | None:
    """Give the earliest due day of those of these clocks that run; None if none does.

    A clock that rests has no due day.
    """
    district, number = case
    of = {"of_district": district, "of_case": number, "clocks": clocks}
    due: date | None = connection.execute(_DUE, of).scalar_one()
    return due


def meet_clock(connection: Connection, case: CaseKey, clock: str, today: date) -> None:
    """End a clock because what it waited for was done."""
    connection.execute(_MEET, _of(case, today) | {"of_clock": clock})


def meet_agency_clock(
    connection: Connection, case: CaseKey, agency: str, today: date
) -> None:
    """End the clock of one agency's part of the profile."""
    connection.execute(_MEET_AGENCY, _of(case, today) | {"of_subject": agency})


def _of(case: CaseKey, today: date) -> dict[str, Any]:
    district, number = case
    return {"of_district": district, "of_case": number, "today": today}
