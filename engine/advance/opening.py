"""Opening a case: a family that is put on the list."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from engine.advance.case import CaseView
from engine.advance.clock_changes import clocks_of_entering
from engine.advance.consequences import (
    ClockStart,
    Consequences,
    EvidenceAdded,
    Move,
    TaskOpening,
)
from engine.advance.course import tasks_opened
from engine.advance.facts_after import evidence_fact, starting_facts
from engine.advance.setting import Setting
from engine.facts import FactValue
from engine.workflow.definition import MACHINES

OPENING = "open"
"""The event of a case's first history entry; no pathway names it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Household:
    """What the rules know of a family that is opened: numbers and evidence."""

    adults: int
    children: int
    evidence: tuple[EvidenceAdded, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Opening:
    """A case as it starts: where it stands, and what that writes."""

    programme: str
    service: str
    opened_on: date
    consequences: Consequences


@dataclass(frozen=True, kw_only=True, slots=True)
class FreshCase:
    """A case as every family of a day starts, before anything is known of this one."""

    programme: str
    service: str
    opened_on: date
    facts: dict[str, FactValue]
    starts: tuple[ClockStart, ...]
    tasks: tuple[TaskOpening, ...]


def fresh_case(setting: Setting) -> FreshCase:
    """Start a case in the initial states of both machines, with clocks and tasks."""
    pathway = setting.workflow.pathway
    moves = [
        Move(machine=name, source="", target=pathway.machine(name).initial)
        for name in MACHINES
    ]
    tasks = tuple(tasks_opened(setting.workflow, moves))
    facts = starting_facts(pathway)
    facts["agencies_asked"] = [task.subject for task in tasks]
    return FreshCase(
        programme=pathway.programme.initial,
        service=pathway.service.initial,
        opened_on=setting.today,
        facts=facts,
        starts=_clocks(setting, moves),
        tasks=tasks,
    )


def open_case(fresh: FreshCase, household: Household) -> Opening:
    """Open the case of a family."""
    return Opening(
        programme=fresh.programme,
        service=fresh.service,
        opened_on=fresh.opened_on,
        consequences=Consequences(
            facts=_facts(fresh, household),
            records=household.evidence,
            starts=fresh.starts,
            tasks_opened=fresh.tasks,
        ),
    )


def _clocks(setting: Setting, moves: Sequence[Move]) -> tuple[ClockStart, ...]:
    where = setting.workflow, setting.calendar, setting.today
    return tuple(c for move in moves for c in clocks_of_entering(*where, move))


def _facts(fresh: FreshCase, household: Household) -> dict[str, FactValue]:
    facts = fresh.facts.copy()
    facts.update(adults=household.adults, children=household.children)
    for evidence in household.evidence:
        facts[evidence_fact(evidence.criterion)] = True
    return facts


def opened_view(
    reference: str, opening: Opening, setting: Setting, by: str
) -> CaseView:
    """Give the view of a case just opened: version 1, changed now."""
    return CaseView(
        reference=reference,
        version=1,
        programme=opening.programme,
        service=opening.service,
        facts=opening.consequences.facts,
        changed_at=setting.now,
        changed_by=by,
        changed_event=OPENING,
    )
