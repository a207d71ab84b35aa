"""`report`: a district's funnel, targets, caseloads and payments."""

from typing import TYPE_CHECKING

import typer

from commandline.options import AsJson, District
from commandline.output import accepted, complain, counted, say, say_json, table
from commandline.session import at_work

if TYPE_CHECKING:
    from casework.reading.report import DistrictReport


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("report")(report)


def report(ctx: typer.Context, district: District, as_json: AsJson = False) -> None:
    """Report on a district: funnel, targets, payments.

    The funnel, families against target, caseloads, and payments triggered.

    Example: run_engine.py report --district maidstone
    """
    from casework.reading.report import report as make_report

    with at_work(ctx) as context:
        found = accepted(make_report(context, district))
    if as_json:
        say_json(found)
    else:
        show_report(found)


def show_report(found: "DistrictReport") -> None:
    """Print a report."""
    from engine.local_time import day_in_words

    say(f"{found.title} ({found.responsible_body}), {day_in_words(found.as_at)}")
    say(f"{counted(found.families, 'family')} in all; per cent are of these.")
    _show_funnel(found)
    _show_targets(found)
    _show_caseloads(found)
    _show_payments(found)
    clocks = counted(found.overdue_clocks, "clock")
    say(f"Overdue: {clocks}, {counted(found.overdue_tasks, 'task')}.")
    table(
        "Set aside until somebody clears it: `set-aside clear`",
        ("case", "what", "why"),
        ((each.reference, each.title, each.why) for each in found.set_aside),
    )
    complain(found.alerts)


def _show_funnel(found: "DistrictReport") -> None:
    table(
        "How far families have come, now or before",
        ("step", "families", "per cent"),
        ((step.title, step.families, step.per_cent) for step in found.reached),
    )
    table(
        "Where they stand now",
        ("programme", "families"),
        ((each.title, each.families) for each in found.programme if each.families),
    )
    table(
        "What they receive now",
        ("service", "families"),
        ((each.title, each.families) for each in found.service if each.families),
    )


def _show_targets(found: "DistrictReport") -> None:
    table(
        "Families attached to a worker, against target",
        ("financial year", "attached", "target", "per cent"),
        (
            (t.year, t.attached, _or_none(t.target), _or_none(t.per_cent))
            for t in found.targets
        ),
    )


def _show_caseloads(found: "DistrictReport") -> None:
    table(
        "Caseloads",
        ("worker", "tier", "families", "usual", "full", ""),
        (
            (
                f"{w.title} ({w.user})",
                ", ".join(w.role_titles),
                w.families,
                w.usual,
                w.most,
                _remark(over=w.over, in_post=w.in_post),
            )
            for w in found.caseloads
        ),
    )


def _show_payments(found: "DistrictReport") -> None:
    from engine.payment import pounds

    table(
        "Payments triggered",
        ("payment", "raised", "sum", "waiting", "withheld"),
        (
            (p.title, p.raised, pounds(p.raised_pence), p.waiting, p.withheld)
            for p in found.payments
        ),
    )
    say(f"In all {pounds(found.raised_pence)} raised.")
    table(
        "Why payments are withheld",
        ("payment", "families", "why"),
        (
            (payment.title, each.count, each.reason)
            for payment in found.payments
            for each in payment.reasons
        ),
    )


def _remark(*, over: bool, in_post: bool) -> str:
    if not in_post:
        return "not in post"
    return "over a full caseload" if over else ""


def _or_none(value: float | None) -> str:
    return "none" if value is None else str(value)
