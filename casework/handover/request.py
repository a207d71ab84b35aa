"""What is asked when families are handed over, and what is answered for each."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from casework.advance_case import new_command_id
from engine.advance.refusal import Reason


@dataclass(frozen=True, kw_only=True, slots=True)
class HandoverRequest:
    """Which families of a worker are handed over, to whom, by whose word and why.

    `takers` names who takes a family, by its reference; all the others go to the
    workers of `spread_over`, each to whoever of its tier has the fewest. `only` are
    the references to hand over; without it, the whole caseload if it is spread, else
    what `takers` names. `over_capacity` is the reason for going over a full caseload.
    `go_ahead` does what can be done when some of it is refused. `seen` is the digest
    of the preview that was looked at: if it would come out otherwise now, nothing is
    done.
    """

    district_id: str
    worker: str
    user: str
    reason: str
    takers: Mapping[str, str] = field(default_factory=dict)
    spread_over: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    over_capacity: str = ""
    answers: Mapping[str, object] = field(default_factory=dict)
    go_ahead: bool = False
    seen: str = ""
    command_id: str = field(default_factory=new_command_id)


@dataclass(frozen=True, kw_only=True, slots=True)
class PlannedCase:
    """One family of a handover: who takes it, the caseload then, or why not.

    `load_after` are the taker's families with this one and those planned before it.
    """

    reference: str
    place: str
    taker: str
    taker_title: str
    event: str
    load_after: int
    usual: int | None
    most: int | None
    warnings: tuple[str, ...]
    refused: tuple[Reason, ...]

    def sentences(self) -> tuple[str, ...]:
        """Give every reason against it as a sentence."""
        return tuple(reason.sentence for reason in self.refused)
