"""Pauses of clocks: what the engine itself writes to the history is nobody's event."""

from collections.abc import Iterator

from engine.workflow.checks.parts import events
from engine.workflow.definition import PAUSE_EVENTS, SYSTEM, Pathway
from engine.workflow.faults import Problem


def events_of_the_engine(pathway: Pathway) -> Iterator[Problem]:
    """Find events that are named like the pause or the resumption of a clock."""
    for event in events(pathway):
        if event.id in PAUSE_EVENTS:
            yield Problem(
                path=event.path,
                fault=f"'{event.id}' is what the engine calls a change of a clock",
                allowed="another id; who may do it is said under `pauses`",
            )


def pauses_by_nobody(pathway: Pathway) -> Iterator[Problem]:
    """Find pauses that the engine itself would have to make: a person gives reasons."""
    pauses = pathway.pauses
    for position, role in enumerate(pauses.by if pauses else ()):
        if role == SYSTEM:
            yield Problem(
                path=("pauses", "by", position),
                fault="the engine itself never pauses a clock",
                allowed="roles of people",
            )
