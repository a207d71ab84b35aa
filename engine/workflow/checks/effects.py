"""What events write comes from answers that they ask for, of the right type."""

from collections.abc import Iterator
from typing import NamedTuple

from engine.facts import CRITERIA, LOCAL
from engine.workflow.checks.parts import Event, events, listed
from engine.workflow.definition import Does, Pathway
from engine.workflow.faults import KeyPath, Problem, allowed_names

_WORDS = ("text", "choice")
_RECORDS = {
    "text": ("text", "choice", "date", "worker", "agency", "case"),
    "whole_number": ("whole_number",),
    "decimal": ("decimal",),
    "yes_no": ("yes_no",),
}


class Need(NamedTuple):
    """An answer that an effect is taken from: where it is named, and its types."""

    path: KeyPath
    answer: str
    types: tuple[str, ...]


def effects_on_facts(pathway: Pathway) -> Iterator[Problem]:
    """Find events that record or count facts that are not declared, or of no number."""
    numbers = [
        name for name, fact in pathway.facts.items() if fact.type == "whole_number"
    ]
    for event in events(pathway):
        does = event.transition.does
        for fact in does.records:
            if fact not in pathway.facts:
                path = (*event.path, "does", "records", fact)
                yield _no_fact(path, fact, list(pathway.facts))
        for path, fact in listed((*event.path, "does", "counts"), does.counts):
            if fact not in numbers:
                yield _no_fact(path, fact, numbers)


def effects_from_answers(pathway: Pathway) -> Iterator[Problem]:
    """Find effects taken from answers that are not asked for, or of another type."""
    for event in events(pathway):
        for need in _needs(event, pathway):
            yield from _unmet(event, need)
        yield from _criteria(event)


def effects_of_followers(pathway: Pathway) -> Iterator[Problem]:
    """Find events that bring along one which writes what they do not ask for."""
    known = {event.id: event for event in events(pathway)}
    for event in events(pathway):
        for path, name in listed((*event.path, "also"), event.transition.also):
            follower = known.get(name)
            if follower is None or follower.machine == event.machine:
                continue  # found by `events.events_that_follow`
            for need in _needs(follower, pathway):
                if need.answer not in event.transition.asks:
                    yield Problem(
                        path=path,
                        fault=f"'{name}' writes the answer '{need.answer}', and "
                        f"'{event.id}' does not ask for it",
                        allowed=f"an answer '{need.answer}' in the `asks` of "
                        f"'{event.id}', or an event that writes no answer",
                    )


def _no_fact(path: KeyPath, fact: str, known: list[str]) -> Problem:
    return Problem(
        path=path,
        fault=f"'{fact}' is no fact of the pathway that can be written so",
        allowed=allowed_names(known, fact),
    )


def _needs(event: Event, pathway: Pathway) -> Iterator[Need]:
    does, path = event.transition.does, (*event.path, "does")
    for fact, answer in does.records.items():
        if fact in pathway.facts:
            types = _RECORDS[pathway.facts[fact].type]
            yield Need((*path, "records", fact), answer, types)
    for keys, answer, types in _fixed_needs(does):
        yield Need((*path, *keys), answer, types)


def _fixed_needs(
    does: Does,
) -> Iterator[tuple[tuple[str, ...], str, tuple[str, ...]]]:
    if evidence := does.adds_evidence:
        yield ("adds_evidence", "criterion"), evidence.criterion, ("choice",)
        yield ("adds_evidence", "source"), evidence.source, _WORDS
        yield ("adds_evidence", "dated"), evidence.dated, ("date",)
    if result := does.records_result:
        yield ("records_result", "source"), result.source, _WORDS
        yield ("records_result", "period_end"), result.period_end, ("date",)
    if part := does.answers_agency_task:
        yield ("answers_agency_task", "agency"), part.agency, ("agency",)
        yield ("answers_agency_task", "note"), part.note, ("text",)
    if allocates := does.allocates:
        yield ("allocates", "worker"), allocates.worker, ("worker",)
        yield ("allocates", "reason"), allocates.reason, ("text",)
    if does.holds_review:
        yield ("holds_review",), does.holds_review, ("date",)


def _unmet(event: Event, need: Need) -> Iterator[Problem]:
    asked = event.transition.asks
    ask = asked.get(need.answer)
    if ask is None:
        yield Problem(
            path=need.path,
            fault=f"'{event.id}' does not ask for '{need.answer}'",
            allowed=allowed_names(asked, need.answer),
        )
    elif ask.type not in need.types:
        yield Problem(
            path=need.path,
            fault=f"the answer '{need.answer}' is of type {ask.type}",
            allowed=f"one of type {' or '.join(need.types)}",
        )
    elif not ask.required and need.path[-2] != "records" and "text" not in need.types:
        yield Problem(
            path=need.path,
            fault=f"the answer '{need.answer}' may be left out",
            allowed="a required answer, for this effect can not do without",
        )


def _criteria(event: Event) -> Iterator[Problem]:
    evidence = event.transition.does.adds_evidence
    ask = event.transition.asks.get(evidence.criterion) if evidence else None
    for option in ask.options if ask else ():
        if evidence and option not in {*CRITERIA, LOCAL}:
            yield Problem(
                path=(*event.path, "asks", evidence.criterion, "options"),
                fault=f"'{option}' is no criterion",
                allowed=allowed_names([*CRITERIA, LOCAL], option),
            )
