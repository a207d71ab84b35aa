"""The funnel: how many families are where, and how far they have come."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from engine.access.sight import Sight
from engine.financial_year import financial_year
from engine.workflow.definition import MachineName, Pathway
from engine.workflow.district import District
from engine.workflow.reading.straight_line import straight_line
from engine.workflow.reading.walk import walk
from engine.workflow.workflow import Workflow
from storage.reports import (
    attached_by_day,
    cases_by_programme,
    cases_by_service,
    ever_reached,
)

ALLOCATED = "allocated"
"""The step of having been given a worker, whatever the worker's tier."""


@dataclass(frozen=True, kw_only=True, slots=True)
class FunnelStep:
    """How many families have come as far as a step; per cent of all families."""

    step: str
    title: str
    families: int
    per_cent: float


@dataclass(frozen=True, kw_only=True, slots=True)
class StateCount:
    """How many families stand in a state now."""

    state: str
    title: str
    final: bool
    families: int


@dataclass(frozen=True, kw_only=True, slots=True)
class AgainstTarget:
    """Families attached in a financial year, against the year's target.

    `target` is None for a year without one. `per_cent` is of the target.
    """

    year: str
    attached: int
    target: int | None
    per_cent: float | None


def funnel(
    connection: Connection,
    workflow: Workflow,
    families: int,
    sight: Sight | None = None,
) -> tuple[FunnelStep, ...]:
    """Count the families that have come as far as each step of the straight line."""
    steps = _steps(workflow.pathway)
    reached = ever_reached(connection, workflow.district.id, steps, sight)
    states = workflow.pathway.programme.states
    return tuple(
        FunnelStep(
            step=step,
            title=states[step].title if step in states else "Worker allocated",
            families=reached.get(step, 0),
            per_cent=_per_cent(reached.get(step, 0), families),
        )
        for step in dict.fromkeys(steps.values())
    )


def _steps(pathway: Pathway) -> dict[str, str]:
    """Give each state of the straight line its step; allocated ones share one."""
    allocated = {
        transition.to
        for transition in pathway.programme.transitions.values()
        if transition.does.allocates is not None
    }
    steps: dict[str, str] = {}
    for state in straight_line(pathway.programme):
        if state in allocated:
            steps |= dict.fromkeys(sorted(allocated), ALLOCATED)
        else:
            steps[state] = state
    return steps


def programme_counts(
    connection: Connection, workflow: Workflow, sight: Sight | None = None
) -> tuple[StateCount, ...]:
    """Count the families in each state of the programme, the straight line first."""
    counts = cases_by_programme(connection, workflow.district.id, sight)
    return _counts(workflow.pathway, "programme", counts)


def service_counts(
    connection: Connection, workflow: Workflow, sight: Sight | None = None
) -> tuple[StateCount, ...]:
    """Count the families in each state of the service, the straight line first."""
    counts = cases_by_service(connection, workflow.district.id, sight)
    return _counts(workflow.pathway, "service", counts)


def _counts(
    pathway: Pathway, name: MachineName, counts: dict[str, int]
) -> tuple[StateCount, ...]:
    machine = pathway.machine(name)
    older = [state for state in counts if state not in machine.states]
    return tuple(
        StateCount(
            state=state,
            title=machine.states[state].title if state in machine.states else state,
            final=state in machine.states and machine.states[state].final,
            families=counts.get(state, 0),
        )
        for state in dict.fromkeys((*straight_line(machine), *walk(machine), *older))
    )


def against_target(
    connection: Connection,
    district: District,
    today: date,
    sight: Sight | None = None,
) -> tuple[AgainstTarget, ...]:
    """Count the families attached in each financial year, against its target.

    A family counts in the year of its first worker, whatever became of it later.
    Years: those with a target, those in which families were attached, and this one.
    """
    attached: Counter[str] = Counter()
    by_day = attached_by_day(connection, district.id, sight)
    for day, families in by_day.items():
        attached[financial_year(day)] += families
    years = {*district.targets, *attached, financial_year(today)}
    return tuple(
        AgainstTarget(
            year=year,
            attached=attached[year],
            target=district.targets.get(year),
            per_cent=_of_target(attached[year], district.targets.get(year)),
        )
        for year in sorted(years)
    )


def _of_target(attached: int, target: int | None) -> float | None:
    return _per_cent(attached, target) if target else None


def _per_cent(part: int, whole: int) -> float:
    return round(100 * part / whole, 1) if whole else 0.0
