"""How far a case has come along the straight line of its pathway."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from engine.workflow.definition import Pathway
from engine.workflow.reading.straight_line import straight_line

Progress = Literal["done", "current", "to_come"]


@dataclass(frozen=True, kw_only=True, slots=True)
class TrackStep:
    """A place of the straight line, and whether the case has come there."""

    state: str
    title: str
    progress: Progress


@dataclass(frozen=True, kw_only=True, slots=True)
class Track:
    """The straight line for one case. `beside` is where it stands if not on it."""

    steps: tuple[TrackStep, ...]
    beside: str


def track(pathway: Pathway, state: str, reached: Collection[str]) -> Track:
    """Mark on the straight line where a case stands.

    Args:
        pathway: the definition that the case is pinned to.
        state: where its programme stands.
        reached: every state that it has stood at. Beside the line, these are done.
    """
    line = straight_line(pathway.programme)
    here = line.index(state) if state in line else None
    states = pathway.programme.states
    return Track(
        steps=tuple(
            TrackStep(
                state=name,
                title=states[name].title,
                progress=_progress(at, here, was_there=name in reached),
            )
            for at, name in enumerate(line)
        ),
        beside="" if here is not None else states[state].title,
    )


def _progress(at: int, here: int | None, *, was_there: bool) -> Progress:
    if here is None:
        return "done" if was_there else "to_come"
    if at == here:
        return "current"
    return "done" if at < here else "to_come"
