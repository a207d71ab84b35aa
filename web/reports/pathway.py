"""The pathway as it stands: how many families are in each of its places."""

from casework.context import Context
from casework.reading.figures import Figures, service_figures, state_figures
from casework.reading.funnel import StateCount
from casework.reading.pathway_counts import pathway_pictures
from engine.access.sight import Sight
from engine.advance.refusal import Refusal
from web.downloads.sheet import Sheet
from web.reports.made import Made, Part, made


def pathway(context: Context, sight: Sight, district: str) -> Made | Refusal:
    """Make the report of where the families stand, on the pathway's own picture."""
    programme = state_figures(context, district, sight)
    service = service_figures(context, district, sight)
    pictures = pathway_pictures(context, district, sight)
    if isinstance(programme, Refusal):
        return programme
    if isinstance(service, Refusal):
        return service
    if isinstance(pictures, Refusal):
        return pictures
    drawn = dict(pictures.pictures)
    return made(
        programme,
        _part(programme, "programme", "the programme", drawn["programme"]),
        _part(service, "service", "the service", drawn["service"]),
    )


def _part(figures: Figures[StateCount], name: str, of: str, drawing: str) -> Part:
    fullest = max(figures.lines, key=lambda line: line.families)
    living = sum(line.families for line in figures.lines if not line.final)
    finding = (
        f"{living} of {figures.families} families are on the way in {of}; "
        f"most stand at ‘{fullest.title}’ ({fullest.families})"
        if figures.families
        else f"No family stands anywhere in {of} yet"
    )
    sheet = Sheet(
        name=name,
        title=f"Where the families of {figures.title} stand in {of}",
        columns=("Place", "Families", "The case ends there"),
        rows=tuple(
            (line.title, line.families, "yes" if line.final else "no")
            for line in figures.lines
        ),
    )
    how = "The number on a box is how many families stand there now."
    return Part(finding=finding, sheet=sheet, drawing=drawing, how=how)
