"""Explores a pathway: every place that a family can come to, breadth first.

Two cases count as the same place when they stand alike in both machines and agree on
all that the events from there ask about them. One of them is explored.
"""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache
from random import Random

from engine.advance.consequences import Advance, EvidenceAdded
from engine.advance.derived import facts_of
from engine.advance.facts_after import starting_facts
from engine.advance.opening import Household
from engine.advance.setting import Setting
from engine.workflow.definition import Transition
from engine.workflow.expression import holds, names_in
from engine.workflow.workflow import Workflow
from tests.builders.simulation import PaperCase, a_setting, opened, ticked
from tests.proof.planner import attempt, steps

STEPS, LONGEST_PAUSE = 60, 30
MANY = 2
"""Conditions ask for two attempts at most: a count above it is as good as two."""


@dataclass(kw_only=True, slots=True)
class Explored:
    """What was found: a case of each place with its way there, and what happened."""

    setting: Setting
    places: list[PaperCase] = field(default_factory=list)
    ways: list[tuple[str, ...]] = field(default_factory=list)
    leads_to: dict[int, set[int]] = field(default_factory=dict)
    events: set[str] = field(default_factory=set)
    states: set[str] = field(default_factory=set)
    clocks: dict[str, PaperCase] = field(default_factory=dict)

    def visit(self, case: PaperCase, way: tuple[str, ...]) -> int:
        """Note a place that was not known; give its number."""
        self.places.append(case)
        self.ways.append(way)
        self.states.update((case.view.programme, case.view.service))
        for clock in case.clocks:
            self.clocks.setdefault(clock.clock, case)
        return len(self.places) - 1


def a_family(*criteria: str) -> Household:
    """Build a family of four with evidence of these criteria, or of all three."""
    return Household(
        adults=2,
        children=2,
        evidence=tuple(
            EvidenceAdded(criterion=each, source="The list", dated=date(2012, 11, 30))
            for each in criteria or ("crime", "education", "work")
        ),
    )


@cache
def explored(district: str) -> Explored:
    """Explore a district's pathway, once a process."""
    setting = a_setting(district)
    found = Explored(setting=setting)
    first = opened(setting, a_family(), f"{setting.workflow.district.prefix}-0001")
    numbers = {_place(setting, first): found.visit(first, ())}
    queue = deque([0])
    while queue:
        here = queue.popleft()
        leads_to = found.leads_to.setdefault(here, set())
        for event, after in _onwards(found, found.places[here]):
            place = _place(setting, after)
            if place not in numbers:
                numbers[place] = found.visit(after, (*found.ways[here], event))
                queue.append(numbers[place])
            leads_to.add(numbers[place])
    return found


def wander(
    setting: Setting, reference: str, chance: Random
) -> Iterator[tuple[Setting, PaperCase, str]]:
    """Take random steps on random days; give each day, the case after it, the event."""
    case = opened(setting, a_family(), reference)
    for _ in range(STEPS):
        pause = timedelta(days=chance.randint(0, LONGEST_PAUSE))
        setting = replace(setting, now=setting.now + pause)
        case, _ = ticked(setting, case)
        planned = [*steps(setting, case)]
        if not planned:  # a duplicate stays one
            return
        step = chance.choice(planned)
        case = attempt(setting, case, step)[1]
        yield setting, case, step.event


@cache
def wandered(district: str) -> list[tuple[Setting, PaperCase]]:
    """Give the cases, with their days, of a few wanderings through a pathway."""
    chance = Random(44)  # noqa: S311 - a seed, not a secret
    start = a_setting(district)
    return [
        (setting, case)
        for number in range(12)
        for setting, case, _ in wander(start, f"WAY-{number:04d}", chance)
    ]


def _onwards(found: Explored, case: PaperCase) -> Iterator[tuple[str, PaperCase]]:
    for step in steps(found.setting, case):
        outcome, after = attempt(found.setting, case, step)
        if isinstance(outcome, Advance):
            found.events.update(events_fired(found.setting.workflow, outcome))
            yield step.event, after


def events_fired(workflow: Workflow, advance: Advance) -> Iterator[str]:
    """Name the event of an advance, and those that went along in the other machine."""
    yield advance.event
    moved = {move.machine for move in advance.moves}
    for event in workflow.events[advance.event][1].also:
        if workflow.events[event][0] in moved:
            yield event


def _place(setting: Setting, case: PaperCase) -> tuple[object, ...]:
    view = case.view
    facts = facts_of(view, today=setting.today)
    rules, names = _asked_about(setting.workflow, view.programme, view.service)
    return (
        *(view.programme, view.service, bool(case.worker)),
        *(holds(rule, facts) for rule in rules),
        *(_alike(facts[name]) for name in names),
    )


def _alike(value: object) -> object:
    if isinstance(value, list):
        return len(value)
    if isinstance(value, int):
        return min(value, MANY)
    return value


@cache
def _asked_about(
    workflow: Workflow, programme: str, service: str
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give what the events of a place depend on: rules, and facts beside answers."""
    here = {"programme": programme, "service": service}
    stored = starting_facts(workflow.pathway)
    # Not which worker has the family: there is always another one to choose.
    known = {*stored, "criteria_met", "agencies_outstanding"} - {"worker"}
    counts = {name for name, value in stored.items() if type(value) is int}
    rules: set[str] = set()
    names: set[str] = set()
    for event, (machine, transition) in workflow.events.items():
        if here[machine] in workflow.sources(event):
            for rule in _rules_of(workflow, transition):
                asked = set(names_in(rule))
                if asked <= known and "agencies_outstanding" not in asked:
                    rules.add(rule)
                names.update(asked & (counts if rule in rules else known))
    return tuple(sorted(rules)), tuple(sorted(names))


def _rules_of(workflow: Workflow, transition: Transition) -> Iterator[str]:
    for condition in transition.requires:
        yield workflow.pathway.conditions[condition].holds
    for route in transition.routes:
        yield route.when
