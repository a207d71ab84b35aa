"""The reports on families and workers: funnel, targets, caseloads, ages."""

from casework.context import Context
from casework.reading.figures import (
    age_figures,
    caseload_figures,
    funnel_figures,
    target_figures,
)
from engine.access.sight import Sight
from engine.advance.refusal import Refusal
from engine.financial_year import financial_year
from web.charts.ages import age_picture
from web.charts.caseloads import MOST, caseload_picture
from web.charts.funnel import funnel_picture
from web.charts.targets import target_picture
from web.downloads.sheet import Sheet
from web.reports.made import Made, Part, made


def funnel(context: Context, sight: Sight, district: str) -> Made | Refusal:
    """Make the funnel."""
    figures = funnel_figures(context, district, sight)
    if isinstance(figures, Refusal):
        return figures
    picture = funnel_picture(figures.lines)
    before = (figures.lines[0].families, *(step.families for step in figures.lines))
    sheet = Sheet(
        name="funnel",
        title=f"How far the families of {figures.title} have come",
        columns=("Step", "Families", "Per cent of all families", "Fewer than before"),
        rows=tuple(
            (step.title, step.families, step.per_cent, earlier - step.families)
            for step, earlier in zip(figures.lines, before, strict=False)
        ),
        notes=("A family counts at every step at which it ever stood.",),
    )
    how = "Each bar is as long as the number of families that ever came to the step."
    return made(
        figures, Part(finding=picture.finding, sheet=sheet, picture=picture, how=how)
    )


def targets(context: Context, sight: Sight, district: str) -> Made | Refusal:
    """Make the report of families attached against the district's targets."""
    figures = target_figures(context, district, sight)
    if isinstance(figures, Refusal):
        return figures
    picture = target_picture(figures.lines, financial_year(figures.as_at))
    sheet = Sheet(
        name="targets",
        title=f"Families of {figures.title} attached to a worker, and the targets",
        columns=("Financial year", "Families attached", "Target", "Per cent of target"),
        rows=tuple(
            (year.year, year.attached, year.target, year.per_cent)
            for year in figures.lines
        ),
        notes=("A family counts in the year of its first worker.",),
    )
    how = "The orange mark is the target, the bar the families attached."
    return made(
        figures, Part(finding=picture.finding, sheet=sheet, picture=picture, how=how)
    )


def caseloads(context: Context, sight: Sight, district: str) -> Made | Refusal:
    """Make the report of the workers' caseloads."""
    figures = caseload_figures(context, district, sight)
    if isinstance(figures, Refusal):
        return figures
    picture = caseload_picture(figures.lines)
    sheet = Sheet(
        name="caseloads",
        title=f"Caseloads in {figures.title}",
        columns=("Worker", "User", "Families", "Usual", "Full", "Room for"),
        rows=tuple(
            (w.title, w.user, w.families, w.usual, w.most, (w.most or 0) - w.families)
            for w in figures.lines
        ),
        notes=("A number below 0 under ‘Room for’ is above a full caseload.",),
    )
    how = "The orange mark is a full caseload, the bar the families that a worker has."
    if len(figures.lines) > MOST:
        how = f"{how} Only the {MOST} fullest are drawn."
    return made(
        figures, Part(finding=picture.finding, sheet=sheet, picture=picture, how=how)
    )


def ages(context: Context, sight: Sight, district: str) -> Made | Refusal:
    """Make the report of how long families have stood where they stand."""
    figures = age_figures(context, district, sight)
    if isinstance(figures, Refusal):
        return figures
    picture = age_picture(figures.lines)
    sheet = Sheet(
        name="ages",
        title=f"How long families of {figures.title} have stood where they stand",
        columns=("Place", "Families", "Half of them", "Nine in ten", "Longest"),
        rows=tuple(
            (a.title, a.families, a.median, a.ninetieth, a.longest)
            for a in figures.lines
        ),
        notes=(
            "In working days: so many or fewer. Places where a case ends are left out.",
        ),
    )
    how = (
        "In working days. Half of the families have stood there as long as the blue "
        "circle shows or less, nine in ten as long as the orange diamond or less."
    )
    drawn = picture if figures.lines else None
    return made(
        figures, Part(finding=picture.finding, sheet=sheet, picture=drawn, how=how)
    )
