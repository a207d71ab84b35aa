"""What a decision is taken in."""

from dataclasses import dataclass
from datetime import date, datetime

from engine.clocks.working_days import WorkingCalendar
from engine.local_time import london_day
from engine.workflow.workflow import Workflow


@dataclass(frozen=True, kw_only=True, slots=True)
class Setting:
    """What a decision is taken in: the definition, the moment and the calendar."""

    workflow: Workflow
    now: datetime
    calendar: WorkingCalendar

    @property
    def today(self) -> date:
        """The day in London."""
        return london_day(self.now)
