"""A case file: everything on record of one case, and what can be done with it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from casework.delivery.status import DeliveryLine


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """Where one of the two machines stands, and since when."""

    state: str
    title: str
    purpose: str
    since: date
    final: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class PersonLine:
    """A person of the family; `age` in whole years today, `until` when they left."""

    name: str
    relationship: str
    born: date
    age: int
    since: date
    until: date | None
    address: str
    postcode: str


@dataclass(frozen=True, kw_only=True, slots=True)
class EvidenceLine:
    """Evidence that the family meets a criterion; `person` is empty for the family."""

    criterion: str
    source: str
    dated: date
    person: str
    recorded_by: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ConsentLine:
    """What the family said when asked for its consent."""

    kind: str
    outcome: str
    recorded_by: str
    recorded_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class DecisionLine:
    """What a board decided."""

    outcome: str
    meeting: str
    held_on: date
    body: str
    minute: str
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class AllocationLine:
    """Who has, or had, the family; `reason` is why a full caseload took it."""

    worker: str
    worker_title: str
    role: str
    since: date
    until: date | None
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ReviewLine:
    """A review that was held, and the day by which it was due, if one ran."""

    due_on: date | None
    held_on: date
    held_by: str
    outcome: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ResultLine:
    """A measure's verdict, with the evidence behind it."""

    measure: str
    verdict: str
    source: str
    period_end: date
    recorded_by: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ClockLine:
    """A clock that has not ended; overdue is worked out, never stored.

    A paused one has no due day: `left_in_words` says since when it rests, and why.
    `set_aside` says why the jobs leave it alone; it is empty unless they do. `subject`
    is the agency that it waits for, if it runs once an agency.
    """

    clock: str
    subject: str
    title: str
    machine: str
    started_on: date
    due_on: date | None
    left_in_words: str
    overdue: bool
    set_aside: str


@dataclass(frozen=True, kw_only=True, slots=True)
class TaskLine:
    """A task, open as long as `closed_at` is None."""

    title: str
    kind: str
    role: str
    role_title: str
    user: str
    raised_at: datetime
    closed_at: datetime | None
    outcome: str
    note: str


@dataclass(frozen=True, kw_only=True, slots=True)
class PaymentLine:
    """A payment that the case may give rise to: waiting, withheld or raised."""

    payment: str
    title: str
    state: str
    pence: int
    amount: str
    triggered_on: date
    raised_at: datetime | None
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class MessageCounts:
    """How many messages of the case wait, were sent, failed, and were overtaken."""

    waiting: int
    sent: int
    failed: int
    overtaken: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """An answer that an event asks for; `options` lists what can be answered."""

    name: str
    label: str
    type: str
    options: tuple[str, ...]
    required: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class CanDo:
    """An event of where the case stands: `blocked_by` is empty when it is open.

    What depends on the answers can only be judged when they are given.
    """

    event: str
    title: str
    machine: str
    by: tuple[str, ...]
    asks: tuple[Question, ...]
    blocked_by: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """Who changed the case last, when, and by which event.

    `who` is the user `by`, as people say it.
    """

    by: str
    who: str
    at: datetime
    event: str
    title: str


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseFile:
    """A case as it stands, for one user or (an empty `user`) for anyone.

    Give `version` back with the next advance, to be told if somebody was faster.
    """

    reference: str
    district: str
    district_title: str
    user: str
    version: int
    opened_at: datetime
    changed: Change
    programme: Standing
    service: Standing
    owner: str
    worker: str
    facts: dict[str, Any]
    people: tuple[PersonLine, ...]
    evidence: tuple[EvidenceLine, ...]
    consents: tuple[ConsentLine, ...]
    decisions: tuple[DecisionLine, ...]
    allocations: tuple[AllocationLine, ...]
    reviews: tuple[ReviewLine, ...]
    results: tuple[ResultLine, ...]
    clocks: tuple[ClockLine, ...]
    tasks: tuple[TaskLine, ...]
    payments: tuple[PaymentLine, ...]
    messages: MessageCounts
    deliveries: tuple[DeliveryLine, ...]
    can_do: tuple[CanDo, ...]
    workflow_hash: str
