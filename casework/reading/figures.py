"""The figures of the reports' pages: each report by itself, in somebody's sight."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from casework.context import Context
from casework.reading.ages import StateAge, state_ages
from casework.reading.desk import Desk, no_district, open_desk
from casework.reading.funnel import (
    AgainstTarget,
    FunnelStep,
    StateCount,
    against_target,
    funnel,
    programme_counts,
    service_counts,
)
from casework.reading.money import PaymentTotal, payment_totals
from casework.reading.money_by_month import MonthOfMoney, money_by_month
from casework.reading.staff_list import StaffLine, staff_of
from engine.access.sight import Sight
from engine.advance.refusal import Refusal
from engine.workflow.workflow import Workflow
from storage.districts import StoredDistrict
from storage.reports import families_seen

Line = TypeVar("Line")
_Read = Callable[[Desk, StoredDistrict, Workflow, Sight | None], tuple[Line, ...]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Figures(Generic[Line]):
    """The lines of one report of a district, and of which day they are.

    `families` is how many of the district's families are in sight, whatever became of
    them. `whole` says that those are all that nobody has restricted.
    """

    district: str
    title: str
    as_at: date
    families: int
    whole: bool
    lines: tuple[Line, ...]


def funnel_figures(
    context: Context, district: str, sight: Sight | None = None
) -> Figures[FunnelStep] | Refusal:
    """Give how far the families have come.

    Args:
        context: the database and the clock.
        district: its id.
        sight: who looks; None sees everything.

    Returns:
        The figures; or that this person sees no such district.

    Raises:
        StorageError: the database is missing, busy or gone.
    """
    return _figures(context, district, sight, _funnel)


def state_figures(
    context: Context, district: str, sight: Sight | None = None
) -> Figures[StateCount] | Refusal:
    """Give where the families stand in the programme; see `funnel_figures`."""
    return _figures(context, district, sight, _states)


def service_figures(
    context: Context, district: str, sight: Sight | None = None
) -> Figures[StateCount] | Refusal:
    """Give what service the families receive; see `funnel_figures`."""
    return _figures(context, district, sight, _services)


def target_figures(
    context: Context, district: str, sight: Sight | None = None
) -> Figures[AgainstTarget] | Refusal:
    """Give the families attached in each year; see `funnel_figures`."""
    return _figures(context, district, sight, _targets)


def caseload_figures(
    context: Context, district: str, sight: Sight | None = None
) -> Figures[StaffLine] | Refusal:
    """Give the caseload of each worker who is in post or still has families.

    Who sees only their own families sees only their own line. A caseload counts
    every family, restricted ones too: it says how much work somebody has.
    """
    return _figures(context, district, sight, _caseloads)


def age_figures(
    context: Context, district: str, sight: Sight | None = None
) -> Figures[StateAge] | Refusal:
    """Give how long families have stood where they stand; see `funnel_figures`."""
    return _figures(context, district, sight, _ages)


def payment_figures(
    context: Context, district: str, sight: Sight | None = None
) -> Figures[PaymentTotal] | Refusal:
    """Give the payments by kind, with reasons; see `funnel_figures`."""
    return _figures(context, district, sight, _payments)


def month_figures(
    context: Context, district: str, sight: Sight | None = None
) -> Figures[MonthOfMoney] | Refusal:
    """Give the payments by month; see `funnel_figures`."""
    return _figures(context, district, sight, _months)


def _figures(
    context: Context, district: str, sight: Sight | None, read: _Read[Line]
) -> Figures[Line] | Refusal:
    with open_desk(context) as desk:
        missing = no_district(desk, district, sight)
        if missing is not None:
            return missing
        stored = desk.districts[district]
        workflow = context.workflow(
            desk.connection, stored.workflow_hash, stored.district
        )
        return Figures(
            district=district,
            title=stored.district.title,
            as_at=desk.today,
            families=families_seen(desk.connection, district, sight),
            whole=sight is None or sight.districts[district].whole,
            lines=read(desk, stored, workflow, sight),
        )


def _funnel(
    desk: Desk, stored: StoredDistrict, workflow: Workflow, sight: Sight | None
) -> tuple[FunnelStep, ...]:
    families = families_seen(desk.connection, stored.district.id, sight)
    return funnel(desk.connection, workflow, families, sight)


def _states(
    desk: Desk, _: StoredDistrict, workflow: Workflow, sight: Sight | None
) -> tuple[StateCount, ...]:
    return programme_counts(desk.connection, workflow, sight)


def _services(
    desk: Desk, _: StoredDistrict, workflow: Workflow, sight: Sight | None
) -> tuple[StateCount, ...]:
    return service_counts(desk.connection, workflow, sight)


def _targets(
    desk: Desk, stored: StoredDistrict, _: Workflow, sight: Sight | None
) -> tuple[AgainstTarget, ...]:
    return against_target(desk.connection, stored.district, desk.today, sight)


def _caseloads(
    desk: Desk, stored: StoredDistrict, _: Workflow, sight: Sight | None
) -> tuple[StaffLine, ...]:
    workers = (line for line in staff_of(desk, stored) if line.most is not None)
    here = [line for line in workers if line.in_post or line.families]
    seen = sight.districts.get(stored.district.id) if sight else None
    if sight is None or (seen is not None and seen.whole):
        return tuple(here)
    return tuple(line for line in here if seen and line.user in seen.workers)


def _ages(
    desk: Desk, _: StoredDistrict, workflow: Workflow, sight: Sight | None
) -> tuple[StateAge, ...]:
    return state_ages(desk, workflow, sight)


def _payments(
    desk: Desk, _: StoredDistrict, workflow: Workflow, sight: Sight | None
) -> tuple[PaymentTotal, ...]:
    return payment_totals(desk.connection, workflow, sight)


def _months(
    desk: Desk, _: StoredDistrict, workflow: Workflow, sight: Sight | None
) -> tuple[MonthOfMoney, ...]:
    return money_by_month(desk.connection, workflow, sight)
