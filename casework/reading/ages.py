"""How long families have stood where they stand, in working days."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from casework.context import calendar_of
from casework.reading.desk import Desk
from casework.reading.words import state_title
from engine.access.sight import Sight
from engine.clocks.working_days import WorkingCalendar
from engine.quantile import quantile
from engine.workflow.reading.straight_line import straight_line
from engine.workflow.reading.walk import walk
from engine.workflow.workflow import Workflow
from storage.reports import cases_by_day

_HALF, _NINE_TENTHS = 50, 90  # per cent


@dataclass(frozen=True, kw_only=True, slots=True)
class StateAge:
    """How long the families of a state have stood in it, in working days.

    Half of them have `median` or fewer, nine in ten have `ninetieth` or fewer.
    """

    state: str
    title: str
    families: int
    median: int
    ninetieth: int
    longest: int


def state_ages(
    desk: Desk, workflow: Workflow, sight: Sight | None = None
) -> tuple[StateAge, ...]:
    """Give the age of every state that is not final and in which families stand."""
    district = workflow.district
    found = cases_by_day(desk.connection, district.id, sight)
    machine, calendar = workflow.pathway.programme, calendar_of(district)
    places = dict.fromkeys((*straight_line(machine), *walk(machine), *found))
    return tuple(
        _age(workflow, state, _waited(found[state], desk.today, calendar))
        for state in places
        if state in found and not _final(workflow, state)
    )


def _final(workflow: Workflow, state: str) -> bool:
    known = workflow.pathway.programme.states.get(state)
    return known is not None and known.final


def _waited(
    days: Mapping[date, int], today: date, calendar: WorkingCalendar
) -> Counter[int]:
    waited: Counter[int] = Counter()
    for day, families in days.items():
        waited[calendar.between(day, today)] += families
    return waited


def _age(workflow: Workflow, state: str, waited: Counter[int]) -> StateAge:
    return StateAge(
        state=state,
        title=state_title(workflow, "programme", state),
        families=waited.total(),
        median=quantile(waited, _HALF),
        ninetieth=quantile(waited, _NINE_TENTHS),
        longest=max(waited),
    )
