"""Refusals are values: every reason at once, in sentences a coordinator reads."""

from dataclasses import dataclass
from enum import StrEnum


class Why(StrEnum):
    """The kind of a reason, for programs; people read the sentence."""

    CASE = "case"
    EVENT = "event"
    STATE = "state"
    ROLE = "role"
    ANSWER = "answer"
    CONDITION = "condition"
    STALE = "stale"
    CLOCK_SET_BACK = "clock_set_back"
    CLOCK = "clock"
    CALENDAR = "calendar"
    MEETING = "meeting"
    STAFF = "staff"
    REPEAT = "repeat"
    COVER = "cover"
    HANDOVER = "handover"


@dataclass(frozen=True, kw_only=True, slots=True)
class Reason:
    """One reason why not. `about` names the field, event or condition it is about."""

    why: Why
    sentence: str
    about: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Refusal:
    """Why an advance was refused: at least one reason."""

    reference: str
    event: str
    reasons: tuple[Reason, ...]

    def sentences(self) -> tuple[str, ...]:
        """Give every reason as a sentence."""
        return tuple(reason.sentence for reason in self.reasons)
