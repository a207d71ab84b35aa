"""Ending a case's clocks."""

from collections.abc import Sequence
from datetime import date
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    ScalarSelect,
    Text,
    and_,
    bindparam,
    func,
    or_,
    select,
    update,
)

from engine.advance.consequences import MachineLeft
from storage.among import one_of
from storage.held import Held
from storage.rows import table_of
from storage.tables import Clock
from storage.writes import Sheet, Step, Writes

CaseKey = tuple[str, int]
"""A case's district and number."""

_clock = table_of(Clock)


def _running(whose: ColumnElement[bool] | None = None) -> ColumnElement[bool]:
    of_case = _clock.c.case_number == bindparam("of_case") if whose is None else whose
    return and_(
        _clock.c.district_id == bindparam("of_district"),
        of_case,
        _clock.c.stopped_on.is_(None),
    )


@cache
def _leave(kept: tuple[int, ...]) -> Held:
    """Give the statement that ends the clocks of so many machines.

    Args:
        kept: of each machine, how many of its clocks run on.
    """
    of_machines = or_(
        *(
            and_(
                _clock.c.machine == bindparam(f"machine_{place}"),
                *(
                    _clock.c.clock != bindparam(f"keep_{place}_{number}")
                    for number in range(count)
                ),
            )
            for place, count in enumerate(kept)
        )
    )
    ends = update(_clock).values(stopped_on=bindparam("today"), stopped_how="left")
    these = _running(one_of(_clock.c.case_number, "of_case"))
    return Held(
        ends.where(_running(), of_machines),
        by_list=Held(ends.where(these, of_machines)),
    )


@lru_cache(maxsize=512)
def _leaving(left: tuple[MachineLeft, ...], district: str, today: date) -> Sheet:
    """Give the sheet of those whose clocks end alike on a day."""
    named: dict[str, Any] = {"of_district": district, "today": today}
    for place, each in enumerate(left):
        named[f"machine_{place}"] = each.machine
        for number, clock in enumerate(each.keep):
            named[f"keep_{place}_{number}"] = clock
    held = _leave(tuple(len(each.keep) for each in left))
    return Sheet(Step.LEFT, held, named)


_MEET = Held(
    update(_clock)
    .where(_running(), _clock.c.clock == bindparam("of_clock"))
    .values(stopped_on=bindparam("today"), stopped_how="met")
)
_MEET_AGENCY = Held(
    update(_clock)
    .where(_running(), _clock.c.subject == bindparam("of_subject"))
    .values(stopped_on=bindparam("today"), stopped_how="met")
)


def end_clocks(
    writes: Writes, case: CaseKey, left: Sequence[MachineLeft], today: date
) -> None:
    """End the clocks of the states that were left, but for those that run on."""
    district, number = case
    writes.put(_leaving(tuple(left), district, today), {"of_case": number})


def first_due(clocks: int) -> ScalarSelect[Any]:
    """Give the earliest due day of some of a case's clocks, if they run, as SQL.

    It binds `of_district`, `of_case` and the clocks as `clock_0`, `clock_1` ...; a
    clock that rests has no day.
    """
    names = [bindparam(f"clock_{number}", type_=Text) for number in range(clocks)]
    these = or_(*(_clock.c.clock == name for name in names))
    return select(func.min(_clock.c.due_on)).where(_running(), these).scalar_subquery()


def meet_clock(writes: Writes, case: CaseKey, clock: str, today: date) -> None:
    """End a clock because what it waited for was done."""
    writes.add(Step.MET, _MEET, _of(case, today) | {"of_clock": clock})


def meet_agency_clock(writes: Writes, case: CaseKey, agency: str, today: date) -> None:
    """End the clock of one agency's part of the profile."""
    writes.add(Step.MET, _MEET_AGENCY, _of(case, today) | {"of_subject": agency})


def _of(case: CaseKey, today: date) -> dict[str, Any]:
    district, number = case
    return {"of_district": district, "of_case": number, "today": today}
