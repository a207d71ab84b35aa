"""What an advance writes: records, clocks, tasks, messages and payments, as values.

What is made for each of a board's thousand families, or told from others a thousand
times, is a named tuple: made, and hashed, in less than half the time.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, NamedTuple

from engine.advance.case import Actor, CaseView
from engine.facts import FactValue
from engine.local_time import london_day
from engine.messages import Worded
from engine.workflow.definition import MachineName

StopHow = Literal["met", "left"]


class Move(NamedTuple):
    """A machine going from one state to another."""

    machine: MachineName
    source: str
    target: str


class ClockStart(NamedTuple):
    """A clock that starts: its definition's id, what it is about, and when it is due.

    `subject` is the agency of an agency task, else empty. `next_rung_on` is the day
    of its first reminder.
    """

    clock: str
    machine: MachineName
    budget: int
    unit: str
    started_on: date
    due_on: date
    next_rung_on: date | None
    subject: str = ""


class ClockStop(NamedTuple):
    """A clock that ends because it was met. An empty subject means any."""

    clock: str
    subject: str = ""


class MachineLeft(NamedTuple):
    """Every clock of a machine ends, but for those that run on in the new state."""

    machine: MachineName
    keep: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class ClockPaused:
    """A clock that rests from today on: what it has used up, and why it rests.

    `words` is the reason as the case file says it, the note included.
    """

    clock_id: str
    number: int
    consumed: int
    reason: str
    note: str
    words: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ClockResumed:
    """A clock that runs again from today on, with what was left."""

    clock_id: str
    number: int
    consumed: int
    due_on: date
    next_rung_on: date | None


class TaskOpening(NamedTuple):
    """A task for a role; an agency's part of the profile when it has a subject."""

    kind: str
    title: str
    role: str
    subject: str
    clock: str


@dataclass(frozen=True, kw_only=True, slots=True)
class TaskDone:
    """An agency's part that was answered, or whose gap was accepted."""

    kind: str
    subject: str
    outcome: str
    note: str


@dataclass(frozen=True, kw_only=True, slots=True)
class EvidenceAdded:
    """Evidence for a criterion: its source and its date."""

    criterion: str
    source: str
    dated: date


@dataclass(frozen=True, kw_only=True, slots=True)
class ConsentGiven:
    """Consent asked for, with what the family said."""

    kind: str
    outcome: str


@dataclass(frozen=True, kw_only=True, slots=True)
class DecisionMade:
    """What a board decided of this family, at which meeting."""

    outcome: str
    meeting: str
    minute: str
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Allocated:
    """A worker taking the family, with the reason for going over capacity if any."""

    worker: str
    role: str
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class AllocationEnded:
    """The worker no longer has the family."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ReviewHeld:
    """A review that took place."""

    held_on: date
    outcome: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ResultEvidenced:
    """A measure's verdict and the evidence behind it."""

    measure: str
    verdict: str
    source: str
    period_end: date


@dataclass(frozen=True, kw_only=True, slots=True)
class PaymentTriggered:
    """A payment that may now be due; a scheduled job judges the framework's rule."""

    payment: str
    group: str


class MessageDue(NamedTuple):
    """A worded message for a role, or for one user of it when `user` is given."""

    role: str
    user: str
    worded: Worded


Record = (
    EvidenceAdded
    | ConsentGiven
    | DecisionMade
    | Allocated
    | AllocationEnded
    | ReviewHeld
    | ResultEvidenced
)


class Consequences(NamedTuple):
    """Everything that is written beside the case's own row."""

    facts: dict[str, FactValue]
    records: tuple[Record, ...] = ()
    left: tuple[MachineLeft, ...] = ()
    met: tuple[ClockStop, ...] = ()
    starts: tuple[ClockStart, ...] = ()
    paused: tuple[ClockPaused, ...] = ()
    resumed: tuple[ClockResumed, ...] = ()
    tasks_opened: tuple[TaskOpening, ...] = ()
    tasks_done: tuple[TaskDone, ...] = ()
    payments: tuple[PaymentTriggered, ...] = ()
    messages: tuple[MessageDue, ...] = ()


class Advance(NamedTuple):
    """An event that is allowed: the moves, and all that follows.

    `warnings` are sentences for the person who acts, such as a full caseload.
    `on_behalf_of` is the absent worker for whom the actor stands in, if one.
    """

    case: CaseView
    event: str
    title: str
    actor: Actor
    at: datetime
    command_id: str
    answers: dict[str, FactValue]
    moves: tuple[Move, ...]
    programme: str
    service: str
    consequences: Consequences
    warnings: tuple[str, ...] = ()
    on_behalf_of: str = ""

    @property
    def today(self) -> date:
        """The day in London on which it happens."""
        return london_day(self.at)
