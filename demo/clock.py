"""The clock of a play: it goes where it is set, and forward by itself."""

from datetime import UTC, date, datetime, time, timedelta


class PlayClock:
    """A clock that stands until it is moved; every look moves it on a little.

    Acts of one day thus have moments in the order in which they were done.
    """

    def __init__(self, moment: datetime) -> None:
        """Start at a moment, in UTC."""
        self._moment = moment

    def __call__(self) -> datetime:
        """Give the moment, and go on by half a second."""
        self._moment += timedelta(milliseconds=500)
        return self._moment

    def go_to(self, day: date, hour: int) -> None:
        """Go to an hour of a day, but never back."""
        then = datetime.combine(day, time(hour), tzinfo=UTC)
        self._moment = max(self._moment, then)
