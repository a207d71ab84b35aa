"""What a scenario may say: given, when, then, in a programme manager's words.

A scenario is an example of how the pathway behaves, and a test of it. What it does
not say is filled in with something usual: see `casework/scenarios/usual.py`.
"""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from engine.workflow.definition import Identifier, Part, Sentence

Count = Annotated[int, Field(ge=0)]
Said = str | int | float | bool | date
"""An answer as it is written in a file."""
Known = str | int | float | bool
"""A fact as it is written in a file."""
BoardOutcome = Literal["approve", "defer", "decline"]
NOBODY = "nobody"


class FamilyGiven(Part):
    """A household: how many people, and which criteria there is evidence of."""

    criteria: tuple[Literal["crime", "education", "work"], ...] = ()
    local_reason: bool = False
    adults: Count = 1
    children: Count = 2

    @model_validator(mode="after")
    def _is_a_family_of_a_list(self) -> Self:
        if not (self.criteria or self.local_reason):
            raise ValueError("a list holds families with evidence: name a criterion")
        if not self.adults:
            raise ValueError("a family here has at least one adult")
        return self


class Given(Part):
    """How things stand on a day. `families` are alike; the first one is looked at.

    `stands_at` is a state of the programme: the family is taken there on that day, the
    shortest way, by whoever may. `worker` has it, once anybody does. `caseloads` says
    how many families a worker has beside it.
    """

    day: date
    family: FamilyGiven
    families: Annotated[int, Field(ge=1)] = 1
    stands_at: Identifier = "identified"
    worker: str = ""
    caseloads: dict[str, Count] = Field(default_factory=dict)


class PaymentThen(Part):
    """What became of a payment: raised (in pounds), withheld (why), or neither yet."""

    raised: Annotated[int, Field(gt=0)] | None = None
    withheld: Sentence | None = None
    waiting: Literal[True] | None = None

    @model_validator(mode="after")
    def _is_one_of_them(self) -> Self:
        found = [self.raised, self.withheld, self.waiting]
        if sum(each is not None for each in found) != 1:
            raise ValueError("a payment is one of raised, withheld and waiting")
        return self


class Then(Part):
    """What is found afterwards. What is not named is not looked at.

    A step is allowed unless it says `refused`: there, every reason is named by the
    condition, the answer or the kind that it is about, with a part of its sentence.
    `told` lists the messages that the step itself sent, by role, with a part of the
    subject of each. Lists and mappings are complete: nothing else may be found.
    """

    refused: dict[str, Sentence] = Field(default_factory=dict)
    warned: tuple[Sentence, ...] | None = None
    repeated: bool | None = None
    programme: Identifier | None = None
    service: Identifier | None = None
    owner: Identifier | None = None
    worker: str | None = None
    facts: dict[Identifier, Known] = Field(default_factory=dict)
    clocks_running: tuple[Identifier, ...] | None = None
    due: dict[Identifier, date] = Field(default_factory=dict)
    agencies_asked: tuple[Identifier, ...] | None = None
    overdue_tasks: dict[Identifier, tuple[Identifier, ...]] | None = None
    told: dict[Identifier, tuple[Sentence, ...]] | None = None
    payments: dict[Identifier, PaymentThen] | None = None
    families_at: dict[Identifier, Count] | None = None
    history_ends_with: Identifier | None = None


class Step(Part):
    """One thing that happens: an event, a meeting, an allocation, or the jobs' run.

    It happens on `day`, or `after` some time, or on the day of the step before. `by`
    is a user or a role; without it, whoever may. `answers` adds to the usual ones.
    """

    day: date | None = None
    after: Sentence | None = None
    by: str = ""
    event: Identifier | None = None
    answers: dict[Identifier, Said] = Field(default_factory=dict)
    meeting: Sentence | None = None
    decides: dict[BoardOutcome, Count] = Field(default_factory=dict)
    held_on: date | None = None
    allocate: str | None = None
    reason: str | None = None
    jobs: Literal["once", "twice", "daily"] | None = None
    then: Then = Then()

    @model_validator(mode="after")
    def _is_one_thing(self) -> Self:
        things = [self.event, self.meeting, self.allocate, self.jobs]
        if sum(thing is not None for thing in things) != 1:
            raise ValueError("a step is one of event, meeting, allocate and jobs")
        if self.day is not None and self.after is not None:
            raise ValueError("a step has a day, or comes after some time, not both")
        if self.answers and self.event is None and self.allocate is None:
            raise ValueError("answers belong to an event or an allocation")
        if (self.meeting is None) != (not self.decides):
            raise ValueError("a meeting decides on families, and only a meeting does")
        return self


class Scenario(Part):
    """A scenario. Its own `then` looks at what the last step left behind."""

    scenario: Sentence
    district: Identifier
    source: str = ""
    given: Given
    when: tuple[Step, ...] = ()
    then: Then = Then()


class ScenarioFile(Part):
    """A file of `workflows/scenarios/`: scenarios of one topic."""

    topic: Sentence
    scenarios: tuple[Scenario, ...]
