"""What the rules decide of a case, as the floor knows it beforehand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from benchmarks.generator import MORNING_AFTER


@dataclass(frozen=True, kw_only=True, slots=True)
class Target:
    """A case to take through an event: by whom, under which command id, and when."""

    district: str
    reference: str
    user: str
    command: str
    at: datetime = MORNING_AFTER


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """What was decided of one case that the engine took through, the pilot.

    `facts` are those that change; `rows` are those that were written beside the case
    and its history, by table. They hold for every case but for its district, number
    and reference, who acts, and their ids, of which the last part alone is kept.
    """

    pilot: Target
    event: str
    answers: str
    programme: str | None
    """The state that was entered; None when the programme's stays as it is."""
    service: str | None
    facts: Mapping[str, object]
    rows: Mapping[str, Sequence[Mapping[str, object]]]

    @property
    def machines(self) -> tuple[str, ...]:
        """The machines that moved: their clocks end."""
        moved = {"programme": self.programme, "service": self.service}
        return tuple(machine for machine, state in moved.items() if state is not None)
