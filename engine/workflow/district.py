"""What a district's overlay says of the district itself."""

from datetime import date
from typing import Annotated, Any

from pydantic import ConfigDict, Field, StringConstraints
from pydantic.dataclasses import dataclass
from pydantic.json_schema import SkipJsonSchema

from engine.workflow.definition import Identifier, Part, Sentence
from engine.workflow.school_calendar import SchoolCalendar

EmailAddress = Annotated[
    str, StringConstraints(pattern=r"^[^@\s<>,;:\"]+@[^@\s<>,;:\"]+$")
]
LEAST_DAYS, MOST_DAYS = 30, 3650
"""How long letters are kept: longer than any channel is asked what became of one."""
FinancialYear = Annotated[str, StringConstraints(pattern=r"^20\d\d/\d\d$")]


class Board(Part):
    """The body that approves families, and how many it takes at a meeting."""

    title: Sentence
    first_batch: Annotated[int, Field(gt=0)]
    later_batches: Annotated[int, Field(gt=0)]


@dataclass(frozen=True, kw_only=True, slots=True, config=ConfigDict(extra="forbid"))
class StaffMember:
    """A user: what they are called, which roles they hold, and from when to when.

    Messages go to `email`; what is for a person without one is set aside and shown.
    """

    # Not a `Part`: the staff of every district are in each worker's memory, and one
    # of these takes a quarter of it (decision 57).

    title: Sentence
    roles: Annotated[tuple[Identifier, ...], Field(min_length=1)]
    since: date
    until: date | None = None
    email: EmailAddress | None = None


class District(Part):
    """A district of the programme: its body, targets, people and local closures.

    `school_terms` names a file of `workflows/calendars/`; reading the district's file
    puts what it says into `school_calendar`. A letter's text is removed
    `letters_kept_days` after it was delivered.
    """

    id: Identifier
    title: Sentence
    prefix: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2,5}$")]
    responsible_body: Sentence
    board: Board
    targets: dict[FinancialYear, Annotated[int, Field(ge=0)]]
    staff: dict[str, StaffMember]
    closures: dict[date, str] = Field(default_factory=dict)
    letters_kept_days: Annotated[int, Field(ge=LEAST_DAYS, le=MOST_DAYS)] = 400
    school_terms: Identifier | None = None
    school_calendar: SkipJsonSchema[SchoolCalendar | None] = None


class Overlay(Part):
    """A district file: what it extends, itself, and what it sets, adds and removes."""

    extends: str
    district: District
    set: dict[str, Any] = Field(default_factory=dict)
    add: dict[str, Any] = Field(default_factory=dict)
    remove: tuple[str, ...] = ()
