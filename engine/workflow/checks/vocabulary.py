"""Which names an expression or a sentence may use, and what each can stand for."""

from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

from engine.facts import VOCABULARY, Fact
from engine.workflow.checks.parts import events
from engine.workflow.definition import Ask, Pathway, Transition

Kinds = Mapping[str, "Kind"]

_NOT_OF_THE_CASE = ("actor_", "chosen_")
Type = Literal["text", "date", "whole_number", "decimal", "yes_no", "agencies"]
_OF_ANSWERS: Mapping[str, Type] = {
    "text": "text",
    "date": "date",
    "choice": "text",
    "worker": "text",
    "agency": "text",
    "case": "text",
    "yes_no": "yes_no",
    "whole_number": "whole_number",
    "decimal": "decimal",
}


class Kind(NamedTuple):
    """What a name can stand for; no options mean anything of its type."""

    type: Type
    options: tuple[str, ...] = ()
    may_be_empty: bool = False

    def in_words(self) -> str:
        """Say it as a coordinator would."""
        if self.type == "agencies":
            return "a list of agencies"
        if self.options:
            return f"one of {', '.join(repr(option) for option in self.options)}"
        return {
            "text": "text",
            "date": "a date, as text",
            "whole_number": "a whole number",
            "decimal": "a decimal number",
            "yes_no": "true or false",
        }[self.type]


def kinds_of_case_facts() -> dict[str, Kind]:
    """Give the facts that need no actor: what payments may ask."""
    return {
        name: _kind_of_fact(fact, fact.options)
        for name, fact in VOCABULARY.items()
        if not name.startswith(_NOT_OF_THE_CASE)
    }


def kinds_of_facts(pathway: Pathway) -> dict[str, Kind]:
    """Give every fact, with the options that this pathway gives it."""
    agencies = tuple(pathway.agencies)
    known = {
        "worker_role": (*pathway.roles, ""),
        "chosen_worker_role": (*pathway.roles, ""),
        "programme_state": tuple(pathway.programme.states),
        "service_state": tuple(pathway.service.states),
        "actor_agency": (*agencies, ""),
        "agencies_asked": agencies,
        "agencies_answered": agencies,
        "agencies_missing": agencies,
    }
    given = {
        name: _kind_of_fact(fact, known.get(name, fact.options))
        for name, fact in VOCABULARY.items()
    }
    return given | {
        name: Kind(fact.type, may_be_empty=True) for name, fact in pathway.facts.items()
    }


def kinds_for(pathway: Pathway, users: list[Transition]) -> dict[str, Kind]:
    """Give the names that an expression may use: facts, answers that all users ask."""
    common: dict[str, Kind] = {}
    for position, transition in enumerate(users):
        asked = {
            name: _kind_of_answer(ask, pathway) for name, ask in transition.asks.items()
        }
        common = asked if position == 0 else dict(_shared(common, asked))
    return kinds_of_facts(pathway) | common


def users_of(pathway: Pathway, condition: str) -> list[Transition]:
    """Give the transitions that require a condition."""
    return [
        event.transition
        for event in events(pathway)
        if condition in event.transition.requires
    ]


def _shared(one: Kinds, other: Kinds) -> Iterator[tuple[str, Kind]]:
    for name, kind in one.items():
        second = other.get(name)
        if second is not None and second.type == kind.type:
            both = bool(kind.options) and bool(second.options)
            options = tuple(dict.fromkeys(kind.options + second.options))
            empty = kind.may_be_empty or second.may_be_empty
            yield name, Kind(kind.type, options if both else (), empty)


def _kind_of_fact(fact: Fact, options: tuple[str, ...]) -> Kind:
    if fact.type == "text" and fact.name.endswith("_on"):
        return Kind("date", may_be_empty=True)
    return Kind(fact.type, options, may_be_empty=not options)


def _kind_of_answer(ask: Ask, pathway: Pathway) -> Kind:
    options = tuple(pathway.agencies) if ask.type == "agency" else ask.options
    if options and not ask.required:
        options = (*options, "")
    return Kind(_OF_ANSWERS[ask.type], options, not ask.required)
