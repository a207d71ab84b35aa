"""How each report is made; charts are drawn, so that this is loaded when asked for."""

from collections.abc import Callable, Mapping

from casework.context import Context
from engine.access.sight import Sight
from engine.advance.refusal import Refusal
from web.reports.made import Made
from web.reports.money import payments
from web.reports.pathway import pathway
from web.reports.people import ages, caseloads, funnel, targets

MAKERS: Mapping[str, Callable[[Context, Sight, str], Made | Refusal]] = {
    "funnel": funnel,
    "targets": targets,
    "caseloads": caseloads,
    "ages": ages,
    "payments": payments,
    "pathway": pathway,
}
