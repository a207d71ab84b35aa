"""What a rehearsal tells: rungs, payments, notices and letters that would be."""

from dataclasses import dataclass
from datetime import date

from casework.delivery.rehearsed import RehearsedLetter


@dataclass(frozen=True, kw_only=True, slots=True)
class RehearsedTold:
    """Whom a rung tells: the role, and the users who would read it on that day.

    `written` is false where a later rung of the same clock, caught up with in the
    same run, tells the same people: they get one message.
    """

    role: str
    role_title: str
    users: tuple[str, ...]
    subject: str
    written: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class RehearsedRung:
    """A rung that would fire: its day, the case and clock, who is told, the task.

    `task` is the title of the task that is raised, or empty.
    """

    on: date
    district: str
    reference: str
    clock: str
    title: str
    subject: str
    due_on: date
    rung: str
    told: tuple[RehearsedTold, ...]
    task: str


@dataclass(frozen=True, kw_only=True, slots=True)
class RehearsedPayment:
    """A payment that would be raised, in pence."""

    district: str
    reference: str
    payment: str
    pence: int


@dataclass(frozen=True, kw_only=True, slots=True)
class RehearsedNotice:
    """A message about no case that would be raised: of a cover, or of a leaver.

    `users` are those who would read it on that day.
    """

    district: str
    users: tuple[str, ...]
    subject: str
    body: str


@dataclass(frozen=True, kw_only=True, slots=True)
class RehearsedRemoval:
    """How many letters of a district are kept no longer: their text would go."""

    district: str
    letters: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Rehearsal:
    """What one run on a day would do, if nothing else happened until then.

    The rungs are in the order of their days. `letters` would go out that morning; in
    the districts that are `closed`, none do. `removed` are letters that are
    kept no longer. `failures` are sentences about what would be set aside.
    """

    as_at: date
    rungs: tuple[RehearsedRung, ...]
    payments: tuple[RehearsedPayment, ...]
    notices: tuple[RehearsedNotice, ...]
    letters: tuple[RehearsedLetter, ...]
    closed: tuple[str, ...]
    removed: tuple[RehearsedRemoval, ...]
    messages: int
    tasks: int
    failures: tuple[str, ...]
