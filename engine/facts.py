"""The vocabulary that conditions may use: every fact, its type and who writes it.

A condition in a workflow file names facts and the answers of its own transition,
nothing else. Stored facts live with the case and change only through an advance;
derived facts are worked out from them, from the actor and from the day.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

FactType = Literal["text", "whole_number", "decimal", "yes_no", "agencies"]
FactValue = str | int | float | bool | list[str]
Facts = Mapping[str, FactValue]

CRITERIA = ("crime", "education", "work")
"""The three national criteria; local discretion stands beside them (domain 1.1)."""
LOCAL = "local"
CONSENT_STATES = ("not_asked", "given", "refused", "withdrawn")
VERDICTS = ("none", "met", "not_met", "neutral")
MEASURES = ("crime_education", "progress_to_work", "employment")


@dataclass(frozen=True, kw_only=True, slots=True)
class Fact:
    """A name that conditions may use.

    `options` lists every value a text fact can take; empty means any text.
    `written_by` says in words where the value comes from.
    """

    name: str
    type: FactType
    meaning: str
    written_by: str
    default: FactValue
    options: tuple[str, ...] = ()


def _number(name: str, meaning: str, written_by: str) -> Fact:
    return Fact(
        name=name,
        type="whole_number",
        meaning=meaning,
        written_by=written_by,
        default=0,
    )


def _yes_no(name: str, meaning: str, written_by: str) -> Fact:
    return Fact(
        name=name, type="yes_no", meaning=meaning, written_by=written_by, default=False
    )


def _text(
    name: str, meaning: str, written_by: str, options: tuple[str, ...] = ()
) -> Fact:
    first = options[0] if options else ""
    return Fact(
        name=name,
        type="text",
        meaning=meaning,
        written_by=written_by,
        default=first,
        options=options,
    )


def _agencies(name: str, meaning: str, written_by: str) -> Fact:
    return Fact(
        name=name, type="agencies", meaning=meaning, written_by=written_by, default=[]
    )


STORED: tuple[Fact, ...] = (
    _yes_no("crime_met", "there is evidence of crime or ASB", "adds_evidence"),
    _yes_no("education_met", "there is evidence on education", "adds_evidence"),
    _yes_no("work_met", "there is evidence of worklessness", "adds_evidence"),
    _yes_no(
        "local_reason_recorded", "a local-discretion reason is held", "adds_evidence"
    ),
    _number("children", "people under 18 in the family", "opening the case"),
    _number("adults", "people of 18 and over in the family", "opening the case"),
    _agencies("agencies_asked", "agencies asked for their part", "a state's tasks"),
    _agencies("agencies_answered", "agencies that answered", "answers_agency_task"),
    _agencies("agencies_missing", "agencies whose gap was accepted", "a gap accepted"),
    _text("service_consent", "consent to the service", "consent", CONSENT_STATES),
    _text("data_consent", "consent to data use", "consent", CONSENT_STATES),
    _text("worker", "the allocated worker's user name, or empty", "allocates"),
    _text("worker_role", "the allocated worker's role, or empty", "allocates"),
    _text("attached_on", "the day of the first allocation, or empty", "allocates"),
    _text("support_started_on", "the day support began, or empty", "entering support"),
    _number("reviews_held", "reviews held since the case opened", "holds_review"),
    _text("last_review_on", "the day of the last review, or empty", "holds_review"),
    _text("result_crime_education", "crime and education", "records_result", VERDICTS),
    _text("result_progress_to_work", "progress to work", "records_result", VERDICTS),
    _text("result_employment", "continuous employment", "records_result", VERDICTS),
)

DERIVED: tuple[Fact, ...] = (
    _number("criteria_met", "how many of the three criteria are met", "the evidence"),
    _number(
        "agencies_outstanding",
        "agencies still to answer, the one answering now left out",
        "the tasks",
    ),
    _yes_no("allocated", "the family has a worker", "the allocation"),
    _number("days_in_support", "calendar days since support began", "the calendar"),
    _number("days_since_review", "calendar days since the last review", "the calendar"),
    _text("programme_state", "where the programme stands", "the case"),
    _text("service_state", "where the service stands", "the case"),
    _text("actor_agency", "the agency the actor speaks for, or empty", "the actor"),
    _yes_no("actor_is_coordinator", "the actor is a coordinator", "the actor"),
    _text("chosen_worker_role", "the chosen worker's role", "the staff list"),
    _number("chosen_worker_load", "families the chosen worker has", "the allocations"),
    _number("chosen_worker_most", "families of a full caseload", "the role"),
    _yes_no("chosen_worker_has_left", "the chosen worker is not in post", "the staff"),
)

VOCABULARY: Mapping[str, Fact] = {fact.name: fact for fact in (*STORED, *DERIVED)}


def fresh_facts() -> dict[str, FactValue]:
    """Give the stored facts of a case on which nothing is recorded yet."""
    return {**_FRESH, **{name: [] for name in _LISTS}}


def usual_facts(known: Facts = MappingProxyType({})) -> dict[str, FactValue]:
    """Give every fact there is, as it stands when nothing but this is known."""
    facts = {**_USUAL, **known}
    for name in _LISTS:
        if name not in known:
            facts[name] = []
    return facts


_FRESH = {fact.name: fact.default for fact in STORED}
_USUAL = {fact.name: fact.default for fact in VOCABULARY.values()}
_LISTS = tuple(fact.name for fact in STORED if isinstance(fact.default, list))
