"""The report on payments: what was raised, what waits, what is at risk, and why."""

from casework.context import Context
from casework.reading.figures import Figures, month_figures, payment_figures
from casework.reading.money import PaymentTotal
from casework.reading.money_by_month import MonthOfMoney
from engine.access.sight import Sight
from engine.advance.refusal import Refusal
from web.charts.payments import TITLES, month_picture, standing_picture
from web.downloads.sheet import Month, Sheet, in_pounds
from web.reports.made import Made, Part, made

_WHICH_MONTH = (
    "A raised payment stands in the month in which it was raised, any other in that in "
    "which it became possible. Without a rate: no worker yet."
)


def payments(context: Context, sight: Sight, district: str) -> Made | Refusal:
    """Make the report of payments."""
    kinds = payment_figures(context, district, sight)
    months = month_figures(context, district, sight)
    if isinstance(kinds, Refusal):
        return kinds
    if isinstance(months, Refusal):
        return months
    standing, by_month = standing_picture(months.lines), month_picture(months.lines)
    raised = any(month.standing == "raised" for month in months.lines)
    return made(
        kinds,
        Part(
            finding=standing.finding,
            sheet=_kinds(kinds),
            picture=standing,
            how="What is not raised yet is counted at the rate of the family's year.",
        ),
        Part(
            finding=by_month.finding,
            sheet=_months(months),
            picture=by_month if raised else None,
            how="Each bar is the pounds raised in a month, of the last two years.",
        ),
        Part(finding=_why(kinds.lines), sheet=_reasons(kinds)),
    )


def _kinds(figures: Figures[PaymentTotal]) -> Sheet:
    return Sheet(
        name="payments",
        title=f"Payments of {figures.title} by kind",
        columns=("Payment", "Raised", "Pounds raised", "Waiting", "Withheld"),
        rows=tuple(
            (p.title, p.raised, in_pounds(p.raised_pence), p.waiting, p.withheld)
            for p in figures.lines
        ),
        notes=("Waiting: the next run judges it. Withheld: a condition is not met.",),
    )


def _months(figures: Figures[MonthOfMoney]) -> Sheet:
    return Sheet(
        name="payments-by-month",
        title=f"Payments of {figures.title} by month",
        columns=(
            "Month",
            "Payment",
            "Standing",
            "Payments",
            "Pounds",
            "Without a rate",
        ),
        rows=tuple(
            (
                Month.of(m.month),
                m.title,
                TITLES[m.standing],
                m.payments,
                in_pounds(m.pence),
                m.unrated,
            )
            for m in figures.lines
        ),
        notes=(_WHICH_MONTH,),
    )


def _why(kinds: tuple[PaymentTotal, ...]) -> str:
    withheld = sum(kind.withheld for kind in kinds)
    if not withheld:
        return "No payment is withheld"
    return f"{withheld} payment{' is' if withheld == 1 else 's are'} withheld, and why"


def _reasons(figures: Figures[PaymentTotal]) -> Sheet:
    return Sheet(
        name="payments-withheld",
        title=f"Why payments of {figures.title} are withheld",
        columns=("Payment", "Reason", "Payments"),
        rows=tuple(
            (kind.title, reason.reason, reason.count)
            for kind in figures.lines
            for reason in kind.reasons
        ),
    )
