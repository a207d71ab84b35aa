"""A district's report: how far its families are, against what was promised."""

from dataclasses import dataclass
from datetime import date

from casework.context import Context
from casework.jobs.set_aside import SetAsideLine, lines_of
from casework.reading.alerts import alerts
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
from casework.reading.staff_list import StaffLine, staff_of
from engine.advance.refusal import Refusal
from storage.case_conditions import WhichCases
from storage.case_counts import count_cases
from storage.districts import StoredDistrict
from storage.lists import (
    count_overdue_clocks,
    count_overdue_tasks,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class DistrictReport:
    """The whole report. Every family ever opened is in `families`, the denominator.

    Attributes:
        as_at: the day of the report.
        reached: families that have come as far as each step, now or before.
        programme: families by where they stand now; declined, refused and gone
            ones too.
        service: families by what they receive now.
        targets: families attached in each financial year, against its target.
        caseloads: the workers who have a tier, and their families.
        payments: what was raised, waits and is withheld.
        set_aside: what the jobs could not handle, until somebody clears it.
        alerts: sentences on jobs that stand still, on what is set aside, on leavers
            whom nobody covers, and on addresses that letters do not reach.
    """

    district: str
    title: str
    responsible_body: str
    as_at: date
    families: int
    reached: tuple[FunnelStep, ...]
    programme: tuple[StateCount, ...]
    service: tuple[StateCount, ...]
    targets: tuple[AgainstTarget, ...]
    caseloads: tuple[StaffLine, ...]
    payments: tuple[PaymentTotal, ...]
    raised_pence: int
    overdue_clocks: int
    overdue_tasks: int
    set_aside: tuple[SetAsideLine, ...]
    alerts: tuple[str, ...]


def report(context: Context, district: str) -> DistrictReport | Refusal:
    """Give a district's report as it stands today.

    Raises:
        StorageError: the database is missing, busy or gone.
    """
    with open_desk(context) as desk:
        missing = no_district(desk, district)
        if missing is not None:
            return missing
        return _report(desk, desk.districts[district])


def _report(desk: Desk, stored: StoredDistrict) -> DistrictReport:
    connection, district = desk.connection, stored.district
    workflow = desk.context.workflow(connection, stored.workflow_hash, district)
    families = count_cases(connection, (WhichCases(districts=(district.id,)),))
    payments = payment_totals(connection, workflow)
    today = desk.today
    set_aside = tuple(lines_of(desk, district.id))
    return DistrictReport(
        district=district.id,
        title=district.title,
        responsible_body=district.responsible_body,
        as_at=today,
        families=families,
        reached=funnel(connection, workflow, families),
        programme=programme_counts(connection, workflow),
        service=service_counts(connection, workflow),
        targets=against_target(connection, district, today),
        caseloads=tuple(w for w in staff_of(desk, stored) if w.most is not None),
        payments=payments,
        raised_pence=sum(payment.raised_pence for payment in payments),
        overdue_clocks=count_overdue_clocks(connection, district.id, today, past=False),
        overdue_tasks=count_overdue_tasks(connection, district.id, today),
        set_aside=set_aside,
        alerts=tuple(alerts(desk, district.id, len(set_aside))),
    )
