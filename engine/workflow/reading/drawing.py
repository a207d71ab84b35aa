"""What a picture of a machine shows, before anyone decides how it is drawn.

Arrows are the events that lead from few states to few. Events of many states, events
of any time and reopenings are lists beside the picture: as arrows they would cross
everything.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from engine.workflow.definition import Machine, Transition
from engine.workflow.reading.straight_line import Way, is_step, straight_line, ways
from engine.workflow.reading.walk import targets, walk

ListName = Literal["any_time", "several", "returns"]


@dataclass(frozen=True, kw_only=True)
class Arrow:
    """One arrow, with the titles of every event that takes this way.

    `main` marks a step of the straight line.
    """

    source: str
    target: str
    titles: tuple[str, ...]
    main: bool


@dataclass(frozen=True, kw_only=True)
class Listed:
    """An event told in a list, with its sources (none: any time) and its targets."""

    title: str
    sources: tuple[str, ...]
    targets: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """The parts of a picture; states by their ids, in the order they are met.

    `states` are those drawn as boxes; one that only lists lead to stands in the lists
    alone. The lists: events of `any_time`, of `several` states, and `returns`.
    """

    states: tuple[str, ...]
    main_line: tuple[str, ...]
    arrows: tuple[Arrow, ...]
    any_time: tuple[Listed, ...]
    several: tuple[Listed, ...]
    returns: tuple[Listed, ...]


def drawing_of(machine: Machine) -> Drawing:
    """Choose what a picture of this machine shows."""
    line = straight_line(machine)
    steps = set(pairwise(line))
    drawn = _drawn(machine, steps)
    return Drawing(
        states=_boxes(machine, drawn),
        main_line=line,
        arrows=tuple(
            Arrow(source=way[0], target=way[1], titles=titles, main=way in steps)
            for way, titles in drawn.items()
        ),
        any_time=tuple(_listed(machine, "any_time")),
        several=tuple(_listed(machine, "several")),
        returns=tuple(_listed(machine, "returns")),
    )


def _drawn(machine: Machine, line: Collection[Way]) -> dict[Way, tuple[str, ...]]:
    """Give the ways drawn as arrows, each with the titles of its events."""
    drawn: dict[Way, tuple[str, ...]] = {}
    for transition in machine.transitions.values():
        for way in ways(transition):
            if is_step(transition):
                drawn[way] = (*drawn.get(way, ()), transition.title)
            elif way in line and not transition.reopens:
                # It stands in a list as well: one title is enough for the line.
                drawn.setdefault(way, (transition.title,))
    return drawn


def _boxes(machine: Machine, drawn: Collection[Way]) -> tuple[str, ...]:
    touched = {machine.initial, *(state for way in drawn for state in way)}
    told = {
        target
        for transition in machine.transitions.values()
        if _list_of(transition)
        for target in targets(transition)
    }
    return tuple(s for s in walk(machine) if s in touched or s not in told)


def _listed(machine: Machine, name: ListName) -> Iterator[Listed]:
    for transition in machine.transitions.values():
        if _list_of(transition) == name:
            living = transition.sources == "living"
            yield Listed(
                title=transition.title,
                sources=() if living else tuple(transition.sources),
                targets=targets(transition),
            )


def _list_of(transition: Transition) -> ListName | None:
    if transition.reopens:
        return "returns"
    if is_step(transition) or not targets(transition):
        return None
    return "any_time" if transition.sources == "living" else "several"
