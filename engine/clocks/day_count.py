"""Counting days of one kind: working days, or school days."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from datetime import date


class OutsideCalendarError(ValueError):
    """A day that no calendar was prepared for: an answer would be a guess."""


@dataclass(frozen=True, kw_only=True)
class DayCount:
    """Days of one kind, in order, between the first and the last day that is known.

    `outside` ends the sentence about a day that is not: "lies outside the ...".
    """

    days: tuple[date, ...] = field(repr=False)
    first: date
    last: date
    outside: str

    def holds(self, day: date) -> bool:
        """Say whether the day is one of them."""
        self._require_inside(day)
        return bisect_left(self.days, day) < bisect_right(self.days, day)

    def add(self, day: date, count: int, noun: str = "days") -> date:
        """Give the date that many of them after the day, before it if negative.

        Raises:
            OutsideCalendarError: the day or the answer is not known.
        """
        self._require_inside(day)
        if count == 0:
            return day
        if count > 0:
            place = bisect_right(self.days, day) + count - 1
        else:
            place = bisect_left(self.days, day) + count
        return self._at(place, f"{count} {noun} from", day)

    def back(self, day: date, count: int) -> date:
        """Give the latest date from which `between` counts that many to the day.

        Raises:
            OutsideCalendarError: the day or the answer is not known.
        """
        self._require_inside(day)
        place = bisect_right(self.days, day) - count - 1
        return self._at(place, f"{count} days before", day)

    def between(self, earlier: date, later: date) -> int:
        """Count those after `earlier`, up to and including `later`.

        Negative when `later` comes first: the same days counted backwards.

        Raises:
            OutsideCalendarError: either date is not known.
        """
        self._require_inside(earlier)
        self._require_inside(later)
        return bisect_right(self.days, later) - bisect_right(self.days, earlier)

    def _at(self, place: int, asked: str, day: date) -> date:
        if not 0 <= place < len(self.days):
            sentence = f"{asked} {day_in_words(day)} {self.outside}"
            raise OutsideCalendarError(sentence)
        return self.days[place]

    def _require_inside(self, day: date) -> None:
        if not self.first <= day <= self.last:
            raise OutsideCalendarError(f"{day_in_words(day)} {self.outside}")


def day_in_words(day: date) -> str:
    """Write a date as it is said: Monday 17 December 2012."""
    return f"{day:%A} {day.day} {day:%B %Y}"
