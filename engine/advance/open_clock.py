"""A clock of a case that has not ended, and a request to pause or resume one."""

from dataclasses import dataclass

from engine.advance.case import Actor
from engine.clocks.pause import ClockTime


@dataclass(frozen=True, kw_only=True, slots=True)
class OpenClock:
    """A clock of the case that has not ended: its time, and what it has fired.

    `subject` is the agency of an agency's clock, else empty; `why` is the reason of
    its present pause in words.
    """

    id: str
    clock: str
    subject: str
    time: ClockTime
    fired: frozenset[str] = frozenset()
    why: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class ClockCommand:
    """A request to pause or resume one clock; the reason is for a pause."""

    reference: str
    event: str
    clock: str
    subject: str = ""
    reason: str = ""
    note: str = ""
    actor: Actor
    command_id: str
    seen_version: int | None = None
