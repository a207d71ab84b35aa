"""Events have one id each, followers that exist, and boards that minute decisions."""

from collections.abc import Iterator

from engine.workflow.checks.parts import events, listed
from engine.workflow.definition import Pathway
from engine.workflow.faults import Problem, allowed_names

_OTHER = {"programme": "service", "service": "programme"}
_DECISION_ASKS = ("meeting", "minute")


def events_of_both_machines(pathway: Pathway) -> Iterator[Problem]:
    """Find event ids that both machines use."""
    for event in pathway.service.transitions:
        if event in pathway.programme.transitions:
            yield Problem(
                path=("service", "transitions", event),
                fault=f"the event '{event}' is in both machines",
                allowed="an id that the other machine does not use",
            )


def events_that_follow(pathway: Pathway) -> Iterator[Problem]:
    """Find `also` events that the other machine does not have."""
    for event in events(pathway):
        other = _OTHER[event.machine]
        known = pathway.service if other == "service" else pathway.programme
        for path, name in listed((*event.path, "also"), event.transition.also):
            if name not in known.transitions:
                yield Problem(
                    path=path,
                    fault=f"the {other} machine has no event '{name}'",
                    allowed=allowed_names(known.transitions, name),
                )


def decisions(pathway: Pathway) -> Iterator[Problem]:
    """Find board decisions that do not ask for what the minutes must hold."""
    for event in events(pathway):
        decision, asked = event.transition.decision, event.transition.asks
        if decision is None:
            continue
        reason = () if decision == "approve" else ("reason",)
        for needed in (*_DECISION_ASKS, *reason):
            ask = asked.get(needed)
            if ask is None or ask.type != "text" or not ask.required:
                yield Problem(
                    path=(*event.path, "decision"),
                    fault=f"'{event.id}' decides without asking for the {needed}",
                    allowed=f"a required answer '{needed}' of type text in its `asks`",
                )
