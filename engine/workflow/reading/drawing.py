"""What a picture of a machine shows, before anyone decides how it is drawn.

Arrows are the events that name the states they start from. Events of any time and
reopenings are lists beside the picture: as arrows they would cross everything.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from engine.workflow.definition import Machine
from engine.workflow.reading.walk import events_at_any_time, targets, walk


@dataclass(frozen=True, kw_only=True)
class Arrow:
    """One arrow, with the titles of every event that takes this way.

    `main` marks the straight line from the initial state to the end.
    """

    source: str
    target: str
    titles: tuple[str, ...]
    main: bool


@dataclass(frozen=True, kw_only=True)
class Exit:
    """An event that leads from many states to one, told in a list."""

    title: str
    sources: tuple[str, ...]
    target: str


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """The parts of a picture; states by their ids, in the order they are met.

    `states` are those drawn as boxes. A state that only a list leads to is drawn
    in the list. `exits` and `returns` are the events of any time and reopenings.
    """

    states: tuple[str, ...]
    main_line: tuple[str, ...]
    arrows: tuple[Arrow, ...]
    exits: tuple[Exit, ...]
    returns: tuple[Exit, ...]


def drawing_of(machine: Machine) -> Drawing:
    """Choose what a picture of this machine shows."""
    ways = _ways(machine)
    line = main_line(machine)
    steps = set(pairwise(line))
    exits, returns = tuple(_exits(machine)), tuple(_returns(machine))
    ends = {end for way in ways for end in way}
    listed = {exit_.target for exit_ in exits} - ends
    return Drawing(
        states=tuple(state for state in walk(machine) if state not in listed),
        main_line=line,
        arrows=tuple(
            Arrow(
                source=source,
                target=target,
                titles=titles,
                main=(source, target) in steps,
            )
            for (source, target), titles in ways.items()
        ),
        exits=exits,
        returns=returns,
    )


def main_line(machine: Machine) -> tuple[str, ...]:
    """Find the straight line: the longest way that follows the order of the file.

    A file tells its states in the order in which things should go, so a way back
    is no part of it; neither is a deferral or a refusal by the board.
    """
    order = {state: place for place, state in enumerate(machine.states)}
    longest: dict[str, tuple[str, ...]] = {}
    for state in reversed(order):
        onward = (
            longest[target]
            for target in _straight_on(machine, state)
            if order[target] > order[state]
        )
        longest[state] = (state, *max(onward, key=len, default=()))
    return longest[machine.initial]


def _straight_on(machine: Machine, state: str) -> Iterator[str]:
    for transition in machine.transitions.values():
        apart = transition.sources == "living" or transition.reopens
        if apart or transition.decision in {"defer", "decline"}:
            continue
        if state in transition.sources:
            yield from targets(transition)


def _ways(machine: Machine) -> dict[tuple[str, str], tuple[str, ...]]:
    ways: dict[tuple[str, str], tuple[str, ...]] = {}
    for transition in machine.transitions.values():
        if transition.sources == "living" or transition.reopens:
            continue
        for source in transition.sources:
            for target in targets(transition):
                way = (source, target)
                if source != target:
                    ways[way] = (*ways.get(way, ()), transition.title)
    return ways


def _exits(machine: Machine) -> Iterator[Exit]:
    for transition in events_at_any_time(machine).values():
        for target in targets(transition):
            yield Exit(title=transition.title, sources=(), target=target)


def _returns(machine: Machine) -> Iterator[Exit]:
    for transition in machine.transitions.values():
        if transition.reopens and transition.sources != "living":
            title, sources = transition.title, transition.sources
            for target in targets(transition):
                yield Exit(title=title, sources=sources, target=target)
