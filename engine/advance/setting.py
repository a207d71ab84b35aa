"""What a decision is taken in."""

from dataclasses import dataclass, field
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
    today: date = field(init=False)
    """The day in London."""

    def __post_init__(self) -> None:
        """Tell the day once: whoever decides asks for it again and again."""
        object.__setattr__(self, "today", london_day(self.now))
