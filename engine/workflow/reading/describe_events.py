"""One event in words: who may, what it asks, what must hold, what follows."""

from collections.abc import Iterator

from engine.workflow.definition import MachineName, Pathway, Transition
from engine.workflow.reading.describe_writes import writes
from engine.workflow.reading.walk import SAME
from engine.workflow.reading.words import (
    answer_words,
    listed,
    points,
    role_titles,
    sentence,
)

_DECISIONS = {
    "approve": "It is the board's approval, and is minuted.",
    "defer": "It is the board's deferral, and is minuted.",
    "decline": "It is the board's refusal, and is minuted.",
}


def event_lines(pathway: Pathway, name: MachineName, event: str) -> Iterator[str]:
    """Describe one event of a machine as a point with points under it."""
    transition = pathway.machine(name).transitions[event]
    yield from points([f"**{transition.title}** ({event})"])
    yield from points(_leads_to(pathway, name, transition), 1)
    yield from points([_who_may(pathway, transition)], 1)
    yield from _asks_lines(transition)
    yield from _requires_lines(pathway, transition)
    yield from points(_follows(pathway, transition), 1)
    if transition.source:
        yield from points([f"From: {sentence(transition.source)}"], 1)


def _leads_to(
    pathway: Pathway, name: MachineName, transition: Transition
) -> Iterator[str]:
    states = pathway.machine(name).states

    def title(state: str) -> str:
        return states[state].title if state in states else state

    for route in transition.routes:
        yield f"Leads to **{title(route.to)}** when `{route.when}`."
    otherwise = "Otherwise leads" if transition.routes else "Leads"
    if transition.to != SAME:
        yield f"{otherwise} to **{title(transition.to)}**."
    elif transition.routes:
        yield "Otherwise the case stays where it is."
    else:
        yield "The case stays where it is."


def _who_may(pathway: Pathway, transition: Transition) -> str:
    decision = _DECISIONS.get(transition.decision or "", "")
    who = sentence(role_titles(pathway, transition.by, "or"))
    return f"Who may: {who} {decision}".rstrip()


def _asks_lines(transition: Transition) -> Iterator[str]:
    if transition.asks:
        yield from points(["It asks for:"], 1)
    for ask in transition.asks.values():
        yield from points([f"{ask.label} ({answer_words(ask)})"], 2)


def _requires_lines(pathway: Pathway, transition: Transition) -> Iterator[str]:
    if transition.requires:
        yield from points(["It is refused, in these words, unless the check holds:"], 1)
    for identifier in transition.requires:
        condition = pathway.conditions[identifier]
        law = " **Statutory.**" if condition.statutory else ""
        source = f" From: {sentence(condition.source)}" if condition.source else ""
        check = f"Check: `{condition.holds}` ({identifier})."
        yield from points([f"“{condition.otherwise}” {check}{law}{source}"], 2)


def _follows(pathway: Pathway, transition: Transition) -> Iterator[str]:
    yield from writes(pathway, transition)
    also = [_event_title(pathway, event) for event in transition.also]
    if also:
        yield f"Where it can happen, it brings with it: {listed(also)}."
    if transition.triggers:
        payments = listed(payment.replace("_", " ") for payment in transition.triggers)
        yield f"Puts the payment forward: {payments}."
    for tells in transition.tells:
        subject = pathway.messages[tells.message].subject
        yield f"Tells {role_titles(pathway, tells.to)}: “{subject}”"
    if transition.reopens:
        yield "Opens the case again."


def _event_title(pathway: Pathway, event: str) -> str:
    both = {**pathway.programme.transitions, **pathway.service.transitions}
    return f"{both[event].title} ({event})" if event in both else event
