"""What the two people of a cover are told: days and case references, no names."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from engine.local_time import day_in_words
from engine.messages import Worded

Moment = Literal["recorded", "starts", "ended"]
"""When they are told: as it is recorded, on its first day, once it is over."""
Side = Literal["absent", "cover"]


@dataclass(frozen=True, kw_only=True, slots=True)
class CoverTold:
    """What a message on a cover may say."""

    since: date
    until: date
    references: Sequence[str]

    @property
    def days(self) -> str:
        """The days in words."""
        return f"from {day_in_words(self.since)} to {day_in_words(self.until)}"

    @property
    def families(self) -> str:
        """The families, or that there are none."""
        listed = ", ".join(self.references)
        return f"Families: {listed}." if listed else "There are no families now."


def word_cover(told: CoverTold, moment: Moment, side: Side) -> Worded:
    """Word a message on a cover, to the one who is away or to the one who stands in."""
    subject = {
        "recorded": f"Cover {told.days}",
        "starts": f"Cover starts today, {told.days}",
        "ended": "Cover has ended",
    }[moment]
    return Worded(subject=subject, body=f"{_body(told, moment, side)} {told.families}")


def _body(told: CoverTold, moment: Moment, side: Side) -> str:
    if side == "absent":
        if moment == "ended":
            return "Nobody covers for you any more. Reminders come to you again."
        return (
            f"You are covered {told.days}. Reminders of your families go to whoever "
            "covers for you."
        )
    if moment == "ended":
        return "You no longer cover for another worker. Reminders go to that worker."
    return (
        f"You cover for another worker {told.days}. Reminders of the "
        "families come to you, and you may do the worker's part."
    )
