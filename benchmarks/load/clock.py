"""An office clock that runs fast, and that every process reads alike."""

import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

FIRST_MORNING = datetime(2013, 3, 4, 9, tzinfo=UTC)
"""A Monday on which everybody is in post."""
OFFICE_DAY = timedelta(hours=8)
"""There are no nights: after eight hours it is nine o'clock of the next day."""


@dataclass(frozen=True, kw_only=True, slots=True)
class FastClock:
    """Gives the office's moment; a whole office day goes by in a few seconds.

    It counts from the machine's own monotonic clock, the same for every process, so
    that no process reads an earlier moment than another has read before it.
    """

    began: float
    seconds_a_day: float

    def __call__(self) -> datetime:
        """Give the office's moment, in UTC."""
        gone = (time.monotonic() - self.began) / self.seconds_a_day
        days, rest = divmod(gone, 1)
        return FIRST_MORNING + timedelta(days=days) + rest * OFFICE_DAY

    def meanwhile(self, seconds: float) -> timedelta:
        """Give how much of the office's time goes by in so many real seconds."""
        return timedelta(days=seconds / self.seconds_a_day)
