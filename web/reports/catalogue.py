"""Every report there is, in the order in which they are listed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from casework.context import Context
from engine.access.sight import Sight
from engine.advance.refusal import Refusal
from web.reports.made import Made
from web.reports.money import payments
from web.reports.pathway import pathway
from web.reports.people import ages, caseloads, funnel, targets


@dataclass(frozen=True, kw_only=True, slots=True)
class Report:
    """A report: its title, what it answers, and how it is made of a district."""

    title: str
    answers: str
    make: Callable[[Context, Sight, str], Made | Refusal]


REPORTS: Mapping[str, Report] = {
    "funnel": Report(
        title="How far families have come",
        answers="How many came to each step of the pathway, and where most stop.",
        make=funnel,
    ),
    "targets": Report(
        title="Against the target",
        answers="Families attached to a worker in each year, and the year's target.",
        make=targets,
    ),
    "caseloads": Report(
        title="Caseloads",
        answers="How many families each worker has, and who has room.",
        make=caseloads,
    ),
    "ages": Report(
        title="Age by place",
        answers="How long families have stood where they stand.",
        make=ages,
    ),
    "payments": Report(
        title="Payments",
        answers="What was raised, what waits, what is at risk, and why.",
        make=payments,
    ),
    "pathway": Report(
        title="The pathway",
        answers="The pathway as a picture, with the families in each place.",
        make=pathway,
    ),
}
