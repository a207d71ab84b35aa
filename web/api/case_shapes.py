"""The shapes of cases as the API answers them."""

from datetime import date, datetime

from pydantic import Field

from casework.delivery.status import DeliveryLine
from casework.reading.case_file import (
    AllocationLine,
    CanDo,
    Change,
    ClockLine,
    ConsentLine,
    DecisionLine,
    EvidenceLine,
    MessageCounts,
    PaymentLine,
    PersonLine,
    ResultLine,
    ReviewLine,
    Standing,
    TaskLine,
)
from engine.ledger import Break
from web.api.shape import Shape


class CaseInList(Shape):
    """One case of a list."""

    reference: str = Field(examples=["MAI-0001"])
    district: str = Field(examples=["maidstone"])
    programme: str
    """Where it stands in the programme, by id."""
    programme_title: str = Field(examples=["Board approved"])
    service: str
    """What the family receives, by id."""
    service_title: str
    since: date
    """Since when it stands there."""
    owner: str
    """Whose it is, in words."""
    worker: str
    """The worker's user name; empty while there is none."""
    next_clock: str | None
    """What is due first, in words."""
    next_due_on: date | None
    next_due_in_words: str = Field(examples=["9 working days left"])
    overdue: bool
    version: int


class Cases(Shape):
    """A page of cases."""

    cases: tuple[CaseInList, ...]
    count: int
    """How many there are in all."""
    more_than: bool
    """Whether the count was stopped, and there are more."""
    next_after: str | None
    """Send it as `after` for the next page; null on the last one."""
    previous_before: str | None
    """Send it as `before` for the page before; null on the first one."""


class Case(Shape):
    """A case with all that is on record of it."""

    reference: str = Field(examples=["MAI-0001"])
    district: str = Field(examples=["maidstone"])
    district_title: str
    version: int
    """It grows by one with every event."""
    opened_at: datetime
    changed: Change
    programme: Standing
    service: Standing
    owner: str
    worker: str
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


class Steps(Shape):
    """What can be done with a case, those that are open first."""

    reference: str
    version: int
    can_do: tuple[CanDo, ...]


class Letters(Shape):
    """What became of the messages of a case, the oldest first."""

    reference: str
    deliveries: tuple[DeliveryLine, ...]


class Entry(Shape):
    """One entry of a case's history."""

    entry: int
    at: datetime
    by: str
    on_behalf_of: str
    """The absent worker for whom whoever acted stood in, if one."""
    event: str
    title: str
    moved: str
    """What it changed, in words."""
    programme: str
    service: str
    answers_in_words: tuple[str, ...]
    hash: str
    """It seals the entry and the one before."""


class History(Shape):
    """A case's history, from its opening on."""

    reference: str
    entries: tuple[Entry, ...]


class Verification(Shape):
    """How much history was checked, and every place where it does not hold."""

    cases: int
    entries: int
    breaks: tuple[Break, ...]
