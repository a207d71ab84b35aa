"""What is missing for a step, and by which steps and by whom it is supplied."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from casework.reading.words import role_words, state_title
from engine.advance.case import Actor, CaseView
from engine.advance.possible import Possibility, possibilities
from engine.advance.refusal import Reason, Why
from engine.advance.setting import Setting
from engine.workflow.definition import SYSTEM
from engine.workflow.reading.supply import Supply, supply_of
from engine.workflow.workflow import Workflow


class Stands(StrEnum):
    """How a step stands to the person who looks."""

    OPEN = "open"
    BLOCKED = "blocked"
    OF_OTHERS = "of_others"
    ELSEWHERE = "elsewhere"


@dataclass(frozen=True, kw_only=True, slots=True)
class Supplier:
    """A step by which something missing is supplied.

    Open, it is theirs to take now; blocked, theirs too, once what it wants itself is
    there. Otherwise it is for the people in `whose`; elsewhere, it is taken at one of
    these `places`, and the case stands at none.
    """

    event: str
    title: str
    stands: Stands
    whose: tuple[str, ...]
    places: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Missing:
    """One thing that is missing for a step, and the steps by which it is supplied.

    `at_hand` says that the person who looks can record just this now.
    """

    sentence: str
    suppliers: tuple[Supplier, ...]
    at_hand: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Around:
    """The events of where a case stands; which are of the person who looks."""

    workflow: Workflow
    found: dict[str, Possibility]
    theirs: frozenset[str]

    @classmethod
    def at(cls, setting: Setting, case: CaseView, actor: Actor | None) -> Self:
        """Look around where a case stands, with the eyes of one person."""
        found = possibilities(setting, case, actor)
        theirs = (p.event for p in found if actor is not None and not _is_others(p))
        return cls(
            workflow=setting.workflow,
            found={each.event: each for each in found},
            theirs=frozenset(theirs),
        )

    def stands(self, event: str) -> Stands:
        """Say how an event stands to the person who looks."""
        if event not in self.found:
            return Stands.ELSEWHERE
        if event not in self.theirs:
            return Stands.OF_OTHERS
        return Stands.OPEN if self.found[event].open else Stands.BLOCKED


def _is_others(possibility: Possibility) -> bool:
    return any(reason.why is Why.ROLE for reason in possibility.reasons)


def missing_for(around: Around, possibility: Possibility) -> tuple[Missing, ...]:
    """Give what is missing for a step, each thing with how to supply it."""
    return tuple(
        _missing(around, possibility.event, each) for each in possibility.reasons
    )


def _missing(around: Around, event: str, reason: Reason) -> Missing:
    supply = _supply(around.workflow, event, reason)
    return Missing(
        sentence=reason.sentence,
        suppliers=tuple(_supplier(around, each) for each in _best(around, supply)),
        at_hand=any(around.stands(each) is Stands.OPEN for each in supply.events),
    )


def _supply(workflow: Workflow, event: str, reason: Reason) -> Supply:
    if reason.why is Why.CONDITION:
        return supply_of(workflow, reason.about, event)
    return Supply(events=(), roundabout=(), questions=())


def _best(around: Around, supply: Supply) -> tuple[str, ...]:
    """Choose what is of use here: what records it, or leads there, from here if any."""
    choices = (_here(around, supply.events), _here(around, supply.roundabout))
    elsewhere = supply.events or supply.roundabout
    return next((here for here in choices if here), elsewhere)


def _here(around: Around, events: Iterable[str]) -> tuple[str, ...]:
    return tuple(event for event in events if event in around.found)


def _supplier(around: Around, event: str) -> Supplier:
    workflow = around.workflow
    machine, transition = workflow.events[event]
    return Supplier(
        event=event,
        title=transition.title,
        stands=around.stands(event),
        whose=whose(workflow, event),
        places=tuple(
            state_title(workflow, machine, state) for state in workflow.sources(event)
        ),
    )


def whose(workflow: Workflow, event: str) -> tuple[str, ...]:
    """Name the people whom a step is for, as people say it."""
    by = workflow.events[event][1].by
    return tuple(role_words(workflow, role) for role in by if role != SYSTEM)
