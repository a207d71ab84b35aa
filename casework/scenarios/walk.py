"""The way of a case to a state of the programme: found by the rules themselves.

The search is told nothing about any pathway. Of the cases that can be reached, it
looks first at those that have the fewest moves still before them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from heapq import heappop, heappush
from itertools import count

from casework.scenarios.usual import Answers, Cast, ways_to_answer
from engine.advance.case import Actor, AdvanceCommand, CaseView, ChosenWorker
from engine.advance.consequences import Advance
from engine.advance.decide import decide
from engine.advance.derived import facts_of
from engine.advance.setting import Setting
from engine.facts import Facts
from engine.workflow.definition import SAME, SYSTEM, Transition
from engine.workflow.expression import names_in
from engine.workflow.workflow import Workflow


@dataclass(frozen=True, kw_only=True, slots=True)
class Stride:
    """One event on the way: who takes it, and what they answer."""

    event: str
    user: str
    answers: Answers


def way_to(
    setting: Setting, case: CaseView, target: str, cast: Cast
) -> tuple[Stride, ...] | None:
    """Find a way to a state of the programme.

    Args:
        setting: the definition, the day, the calendar.
        case: where it begins.
        target: the state to reach.
        cast: who can act and be allocated.

    Returns:
        The events to take, or None when there is no way.
    """
    far = _moves_to(setting.workflow, target)
    if case.programme not in far:
        return None
    order = count()
    waiting = [(far[case.programme], 0, next(order), case, ())]
    seen = {_key(setting, case)}
    heap: list[tuple[int, int, int, CaseView, tuple[Stride, ...]]] = waiting
    while heap:
        _, steps, _, view, way = heappop(heap)
        if view.programme == target:
            return way
        for stride, after in _strides(setting, view, cast, far):
            key = _key(setting, after)
            if key not in seen and after.programme in far:
                seen.add(key)
                hops = far[after.programme]
                entry = (hops, steps + 1, next(order), after, (*way, stride))
                heappush(heap, entry)
    return None


def _strides(
    setting: Setting, view: CaseView, cast: Cast, far: Mapping[str, int]
) -> Iterator[tuple[Stride, CaseView]]:
    facts = facts_of(view, today=setting.today)
    for event, transition in _worth_trying(setting.workflow, view, far):
        actor = next(cast.who(transition, facts), None)
        for answers in ways_to_answer(transition, cast, facts, actor) if actor else ():
            after = actor and _after(setting, view, event, actor, answers, cast)
            if actor and after:
                yield Stride(event=event, user=actor.user, answers=answers), after
                break


def _worth_trying(
    workflow: Workflow, view: CaseView, far: Mapping[str, int]
) -> Iterator[tuple[str, Transition]]:
    """Give the events that lead nearer, or change a fact that a move depends on."""
    here = far[view.programme]
    for event, (machine, transition) in workflow.events.items():
        if view.state(machine) not in workflow.sources(event):
            continue
        targets = [transition.to, *(route.to for route in transition.routes)]
        nearer = machine == "programme" and any(
            far.get(target, here) < here for target in targets
        )
        if nearer or (transition.to == SAME and _writes(transition, workflow)):
            yield event, transition


def _writes(transition: Transition, workflow: Workflow) -> bool:
    does, matter = transition.does, set(_that_matter(workflow))
    own = {*does.records, *does.counts}
    return bool(own & matter) or any(
        (does.holds_review, does.records_result, does.adds_evidence)
    )


def _after(  # noqa: PLR0913, PLR0917 - a command, and what it is judged in
    setting: Setting,
    view: CaseView,
    event: str,
    actor: Actor,
    answers: Answers,
    cast: Cast,
) -> CaseView | None:
    command = AdvanceCommand(
        reference=view.reference,
        event=event,
        actor=actor,
        answers=answers,
        command_id="a way",
    )
    transition = setting.workflow.events[event][1]
    advance = decide(setting, view, command, _chosen(transition, answers, cast))
    if not isinstance(advance, Advance):
        return None
    return replace(
        view,
        version=view.version + 1,
        programme=advance.programme,
        service=advance.service,
        facts=advance.consequences.facts,
    )


def _chosen(
    transition: Transition, answers: Answers, cast: Cast
) -> ChosenWorker | None:
    allocates = transition.does.allocates
    user = answers[allocates.worker] if allocates else ""
    found = next((actor for actor in cast.actors if actor.user == user), None)
    return found and ChosenWorker(
        user=found.user,
        title=found.title,
        roles=found.roles,
        families=0,
        in_post=True,
    )


def _key(setting: Setting, view: CaseView) -> tuple[object, ...]:
    """Tell apart only what can matter for a move; a note or a contact does not."""
    facts: Facts = facts_of(view, today=setting.today)
    named = (str(facts.get(name, "")) for name in _that_matter(setting.workflow))
    return (view.programme, view.service, *named)


@lru_cache(maxsize=8)
def _that_matter(workflow: Workflow) -> tuple[str, ...]:
    conditions = workflow.pathway.conditions
    names: set[str] = set()
    for _, transition in workflow.events.values():
        if transition.to != SAME or transition.routes:
            for name in transition.requires:
                names.update(names_in(conditions[name].holds))
            for route in transition.routes:
                names.update(names_in(route.when))
    return tuple(sorted(names))


@lru_cache(maxsize=64)
def _moves_to(workflow: Workflow, target: str) -> dict[str, int]:
    """Count the moves from each state of the programme to one of them, at best."""
    far = {target: 0}
    edge = [target]
    while edge:
        edge = [
            source
            for source, reached in _arrows(workflow)
            if reached in edge and source not in far
        ]
        far |= {source: max(far.values()) + 1 for source in edge}
    return far


def _arrows(workflow: Workflow) -> Iterator[tuple[str, str]]:
    for event, transition in workflow.pathway.programme.transitions.items():
        if transition.by == (SYSTEM,):
            continue
        targets = {transition.to, *(route.to for route in transition.routes)} - {SAME}
        for source in workflow.sources(event):
            yield from ((source, target) for target in targets)
