"""Every report there is, in the order in which they are listed."""

from collections.abc import Mapping
from dataclasses import dataclass

from casework.context import Context
from engine.access.sight import Sight
from engine.advance.refusal import Refusal
from web.reports.made import Made


@dataclass(frozen=True, kw_only=True, slots=True)
class Report:
    """A report: its name in addresses, its title, and what it answers."""

    name: str
    title: str
    answers: str

    def make(self, context: Context, sight: Sight, district: str) -> Made | Refusal:
        """Make the report of a district.

        What draws charts takes 35 MB, and is loaded with the first report.

        Raises:
            StorageError: the database is missing, busy or gone.
        """
        from web.reports.makers import MAKERS  # noqa: PLC0415

        return MAKERS[self.name](context, sight, district)


_ALL = (
    Report(
        name="funnel",
        title="How far families have come",
        answers="How many came to each step of the pathway, and where most stop.",
    ),
    Report(
        name="targets",
        title="Against the target",
        answers="Families attached to a worker in each year, and the year's target.",
    ),
    Report(
        name="caseloads",
        title="Caseloads",
        answers="How many families each worker has, and who has room.",
    ),
    Report(
        name="ages",
        title="Age by place",
        answers="How long families have stood where they stand.",
    ),
    Report(
        name="payments",
        title="Payments",
        answers="What was raised, what waits, what is at risk, and why.",
    ),
    Report(
        name="pathway",
        title="The pathway",
        answers="The pathway as a picture, with the families in each place.",
    ),
)
REPORTS: Mapping[str, Report] = {each.name: each for each in _ALL}
