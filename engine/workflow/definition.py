"""What a pathway may say: the typed shape of the files in `workflows/`.

Every model is frozen and refuses unknown keys; the JSON Schema that editors use
is generated from these types, so file, checker and editor can not drift apart.
"""

from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
Sentence = Annotated[str, StringConstraints(min_length=3)]
Expression = Annotated[str, StringConstraints(min_length=1)]
Grade = Literal["A", "B", "C"]
MachineName = Literal["programme", "service"]
AskType = Literal[
    "text",
    "whole_number",
    "decimal",
    "yes_no",
    "date",
    "choice",
    "worker",
    "agency",
    "case",
]
MACHINES: tuple[MachineName, ...] = ("programme", "service")
SAME = "same"
"""The target of an event that stays where it is."""
WORKER = "worker"
"""The role of whoever the case is allocated to, whatever their tier."""
AGENCY = "agency"
"""In a ladder: the role of the agency that an agency task's clock is about."""
SYSTEM = "system"
"""The role of the engine itself: scheduled jobs and events that follow others."""
PAUSE_CLOCK, RESUME_CLOCK = "pause_clock", "resume_clock"
PAUSE_EVENTS = (PAUSE_CLOCK, RESUME_CLOCK)
"""What the history calls the pause and the resumption of a clock."""


class Part(BaseModel):
    """A piece of a definition: frozen, and closed to unknown keys."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Capacity(Part):
    """How many families one worker of a tier carries."""

    usual: Annotated[int, Field(gt=0)]
    most: Annotated[int, Field(gt=0)]
    source: str = ""

    @model_validator(mode="after")
    def _most_is_not_below_usual(self) -> Self:
        if self.most < self.usual:
            message = f"most ({self.most}) is below usual ({self.usual})"
            raise ValueError(message)
        return self


class Role(Part):
    """Someone who acts: a title, and for workers a capacity."""

    title: Sentence
    capacity: Capacity | None = None
    agency: Identifier | None = None


class Agency(Part):
    """A partner agency that is asked for its part of each profile."""

    title: Sentence
    role: Identifier


class RecordedFact(Part):
    """A fact that the pathway itself keeps, written by answers."""

    type: Literal["text", "whole_number", "decimal", "yes_no"]
    meaning: Sentence


class Condition(Part):
    """What must hold, and the sentence a refused user reads when it does not."""

    holds: Expression
    otherwise: Sentence
    statutory: bool = False
    source: str = ""


class Message(Part):
    """A message's wording. It may name a case reference, an action and a date.

    An urgent one goes out at once (in office hours), any other with the digest.
    """

    subject: Sentence
    body: Sentence
    urgent: bool = False


class Rung(Part):
    """One step of a ladder: when, to whom, what is said, and whether a task rises."""

    at: str
    to: Annotated[tuple[Identifier, ...], Field(min_length=1)]
    message: Identifier
    raises_task: bool = False


class Ladder(Part):
    """The reminders and escalations that go with a clock."""

    rungs: Annotated[dict[Identifier, Rung], Field(min_length=1)]


class Clock(Part):
    """A deadline: how long, by which ladder, and where the figure comes from."""

    title: Sentence
    budget: str
    ladder: Identifier
    source: Sentence
    grade: Grade
    statutory: bool = False


class Pauses(Part):
    """Who may pause a clock and resume it, and the reasons there are to choose from.

    A reason is worded so that it fits "paused since 4 March 2013: ...".
    """

    by: Annotated[tuple[Identifier, ...], Field(min_length=1)]
    reasons: Annotated[dict[Identifier, Sentence], Field(min_length=1)]


class Closing(Part):
    """Who may proclaim a day on which offices are closed, and withdraw it."""

    by: Annotated[tuple[Identifier, ...], Field(min_length=1)]


class Ask(Part):
    """A typed answer that a transition asks for."""

    type: AskType
    label: Sentence
    options: tuple[str, ...] = ()
    roles: tuple[Identifier, ...] = ()
    required: bool = True

    @model_validator(mode="after")
    def _a_choice_has_options(self) -> Self:
        if (self.type == "choice") != bool(self.options):
            message = "options belong to a choice, and a choice needs them"
            raise ValueError(message)
        return self


class Route(Part):
    """Another target, taken when its expression holds; the first that holds wins."""

    when: Expression
    to: Identifier


class AddsEvidence(Part):
    """Which answers hold a criterion's evidence."""

    criterion: Identifier
    source: Identifier
    dated: Identifier


class RecordsResult(Part):
    """Which measure a transition evidences, and the answer that holds the verdict."""

    measure: Literal["crime_education", "progress_to_work", "employment"]
    verdict: Literal["met", "not_met", "neutral"]
    source: Identifier
    period_end: Identifier


class AnswersAgencyTask(Part):
    """Which answers close an agency's part of the profile, and how."""

    agency: Identifier
    outcome: Literal["answered", "gap"]
    note: Identifier


class Allocates(Part):
    """Which answers name the worker, and the reason for going over capacity."""

    worker: Identifier
    reason: Identifier


class Does(Part):
    """What a transition writes beside the move. Names are names of its answers."""

    records: dict[Identifier, Identifier] = {}
    counts: tuple[Identifier, ...] = ()
    answers_agency_task: AnswersAgencyTask | None = None
    adds_evidence: AddsEvidence | None = None
    records_result: RecordsResult | None = None
    consent: dict[
        Literal["service", "data_use"], Literal["given", "refused", "withdrawn"]
    ] = {}
    allocates: Allocates | None = None
    ends_allocation: bool = False
    holds_review: Identifier | None = None
    meets: tuple[Identifier, ...] = ()
    restarts: tuple[Identifier, ...] = ()


class Tells(Part):
    """A message that goes out with a transition."""

    to: Annotated[tuple[Identifier, ...], Field(min_length=1)]
    message: Identifier


class Transition(Part):
    """An event: from where, to where, who may, what it asks, requires and does."""

    title: Sentence
    sources: Annotated[tuple[Identifier, ...] | Literal["living"], Field(alias="from")]
    to: Identifier
    routes: tuple[Route, ...] = ()
    by: Annotated[tuple[Identifier, ...], Field(min_length=1)]
    asks: dict[Identifier, Ask] = {}
    requires: tuple[Identifier, ...] = ()
    does: Does = Does()
    also: tuple[Identifier, ...] = ()
    triggers: tuple[Identifier, ...] = ()
    tells: tuple[Tells, ...] = ()
    decision: Literal["approve", "defer", "decline"] | None = None
    reopens: bool = False
    source: str = ""


class State(Part):
    """A place a case can stand in: who owns it there, and which clocks run."""

    title: Sentence
    purpose: Sentence
    owner: Identifier
    clocks: tuple[Identifier, ...] = ()
    asks_agencies: Identifier | None = None
    final: bool = False


class Machine(Part):
    """States and the transitions between them."""

    initial: Identifier
    states: Annotated[dict[Identifier, State], Field(min_length=1)]
    transitions: Annotated[dict[Identifier, Transition], Field(min_length=1)]


class Pathway(Part):
    """A whole workflow definition, as it stands after a district's overlay."""

    pathway: Identifier
    title: Sentence
    framework: Identifier
    roles: dict[Identifier, Role]
    agencies: dict[Identifier, Agency]
    facts: dict[Identifier, RecordedFact] = {}
    conditions: dict[Identifier, Condition]
    messages: dict[Identifier, Message]
    ladders: dict[Identifier, Ladder]
    clocks: dict[Identifier, Clock]
    pauses: Pauses | None = None
    closing: Closing | None = None
    programme: Machine
    service: Machine

    def machine(self, name: MachineName) -> Machine:
        """Give one of the two machines by its name."""
        return self.programme if name == "programme" else self.service
