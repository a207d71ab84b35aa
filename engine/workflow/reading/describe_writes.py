"""What an event writes down beside the move, in words."""

from collections.abc import Iterator

from engine.facts import VOCABULARY
from engine.workflow.definition import Does, Pathway, Transition

_CONSENT = {"service": "consent to the service", "data_use": "consent to data use"}
_MEASURES = {
    "crime_education": "crime and education",
    "progress_to_work": "progress to work",
    "employment": "continuous employment",
}
_OUTCOMES = {
    "answered": "Closes an agency's part of the profile as answered.",
    "gap": "Accepts that an agency's part of the profile stays open.",
}


def writes(pathway: Pathway, transition: Transition) -> Iterator[str]:
    """Say what is recorded with an event, one sentence each."""
    does = transition.does
    yield from _facts(pathway, transition)
    if does.answers_agency_task:
        yield _OUTCOMES[does.answers_agency_task.outcome]
    if does.adds_evidence:
        yield "Adds evidence on a criterion."
    if does.records_result:
        verdict = does.records_result.verdict.replace("_", " ")
        measure = _MEASURES[does.records_result.measure]
        yield f"Records the result on {measure}: {verdict}."
    for consent, answer in does.consent.items():
        yield f"Records {_CONSENT[consent]} as {answer}."
    yield from _work(pathway, does)


def _facts(pathway: Pathway, transition: Transition) -> Iterator[str]:
    for fact, answer in transition.does.records.items():
        asked = transition.asks.get(answer)
        label = asked.label if asked else answer
        yield f"Keeps the answer to “{label}” as: {meaning(pathway, fact)}."
    for fact in transition.does.counts:
        yield f"Counts one more: {meaning(pathway, fact)}."


def _work(pathway: Pathway, does: Does) -> Iterator[str]:
    if does.allocates:
        yield "Allocates the family to the worker chosen."
    if does.ends_allocation:
        yield "Ends the allocation to the worker."
    if does.holds_review:
        yield "Records that a review was held."
    for clock in does.meets:
        yield f"Meets the clock: {pathway.clocks[clock].title}."
    for clock in does.restarts:
        yield f"Meets the clock and starts it again: {pathway.clocks[clock].title}."


def meaning(pathway: Pathway, fact: str) -> str:
    """Say what a fact means, whether the engine or the pathway declares it."""
    if fact in pathway.facts:
        return pathway.facts[fact].meaning
    return VOCABULARY[fact].meaning if fact in VOCABULARY else fact
