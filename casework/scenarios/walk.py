"""The way of a case to a state of the programme: found by the rules themselves.

The search is told nothing about any pathway. It goes from state to state by the
fewest moves; within a state it tries what changes a fact that a move depends on.
"""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from casework.scenarios.usual import Answers, Cast, ways_to_answer
from engine.advance.case import Actor, AdvanceCommand, CaseView, ChosenWorker
from engine.advance.consequences import Advance
from engine.advance.decide import decide
from engine.advance.derived import facts_of
from engine.advance.setting import Setting
from engine.workflow.definition import SAME, SYSTEM, Transition
from engine.workflow.expression import names_in
from engine.workflow.workflow import Workflow

_MOST_COUNTED = 6  # facts that count up would make the search endless


@dataclass(frozen=True, kw_only=True, slots=True)
class Stride:
    """One event on the way: who takes it, and what they answer."""

    event: str
    user: str
    answers: Answers


Way = tuple[Stride, ...]


def way_to(setting: Setting, case: CaseView, target: str, cast: Cast) -> Way | None:
    """Find a way to a state of the programme.

    Args:
        setting: the definition, the day, the calendar.
        case: where it begins.
        target: the state to reach.
        cast: who can act and be allocated.

    Returns:
        The events to take, or None when there is no way.
    """
    ways: dict[str, Way] = {case.programme: ()}
    waiting = deque([case])
    while waiting and target not in ways:
        here = waiting.popleft()
        for after, way in _moves(setting, here, target, cast):
            if after.programme not in ways:
                ways[after.programme] = (*ways[here.programme], *way)
                waiting.append(after)
            if after.programme == target:
                break
    return ways.get(target)


def _moves(
    setting: Setting, start: CaseView, target: str, cast: Cast
) -> Iterator[tuple[CaseView, Way]]:
    """Give the case in each state that it can go to next, the nearest first."""
    events = _worth_trying(setting.workflow, start.programme, target)
    waiting: deque[tuple[CaseView, Way]] = deque([(start, ())])
    seen = {_key(setting, start)}
    while waiting:
        view, way = waiting.popleft()
        for event in events:
            found = _stride(setting, view, event, cast)
            if found is None:
                continue
            stride, after = found
            if after.programme != start.programme:
                yield after, (*way, stride)
            elif (key := _key(setting, after)) not in seen:
                seen.add(key)
                waiting.append((after, (*way, stride)))


def _stride(
    setting: Setting, view: CaseView, event: str, cast: Cast
) -> tuple[Stride, CaseView] | None:
    machine, transition = setting.workflow.events[event]
    if view.state(machine) not in setting.workflow.sources(event):
        return None
    facts = facts_of(view, today=setting.today)
    actor = next(cast.who(transition, facts), None)
    for answers in ways_to_answer(transition, cast, facts, actor) if actor else ():
        stride = Stride(event=event, user=actor.user if actor else "", answers=answers)
        after = actor and _after(setting, view, stride, actor, cast)
        if after:
            return stride, after
    return None


def _after(
    setting: Setting, view: CaseView, stride: Stride, actor: Actor, cast: Cast
) -> CaseView | None:
    command = AdvanceCommand(
        reference=view.reference,
        event=stride.event,
        actor=actor,
        answers=stride.answers,
        command_id="a way",
    )
    transition = setting.workflow.events[stride.event][1]
    chosen = _chosen(transition, stride.answers, cast)
    advance = decide(setting, view, command, chosen)
    if not isinstance(advance, Advance):
        return None
    return view._replace(
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
    for actor in cast.actors:
        if actor.user == user:
            return ChosenWorker(
                user=user,
                title=actor.title,
                roles=actor.roles,
                families=0,
                in_post=True,
            )
    return None


def _key(setting: Setting, view: CaseView) -> tuple[object, ...]:
    """Tell apart only what can matter for a move."""
    facts = facts_of(view, today=setting.today)
    named = (facts.get(name, "") for name in _that_matter(setting.workflow))
    return (
        view.service,
        *(min(v, _MOST_COUNTED) if isinstance(v, int) else str(v) for v in named),
    )


@lru_cache(maxsize=256)
def _worth_trying(workflow: Workflow, state: str, target: str) -> tuple[str, ...]:
    """Name the events that lead no farther away, or change a fact that matters."""
    far = _moves_to(workflow, target)
    here = far.get(state, 0)
    return tuple(
        event
        for event, (machine, transition) in workflow.events.items()
        if (transition.to == SAME and _writes(transition, workflow))
        or (
            machine == "programme"
            and any(far.get(each, here + 1) <= here for each in _targets(transition))
        )
    )


def _targets(transition: Transition) -> set[str]:
    return {transition.to, *(route.to for route in transition.routes)} - {SAME}


def _writes(transition: Transition, workflow: Workflow) -> bool:
    does, matter = transition.does, set(_that_matter(workflow))
    records = (does.holds_review, does.records_result, does.adds_evidence)
    return bool(matter & {*does.records, *does.counts}) or any(records)


@lru_cache(maxsize=8)
def _that_matter(workflow: Workflow) -> tuple[str, ...]:
    """Name the facts on which it depends whether, and where, a case moves."""
    conditions = workflow.pathway.conditions
    names: set[str] = set()
    for _, transition in workflow.events.values():
        for name in transition.requires if _targets(transition) else ():
            names.update(names_in(conditions[name].holds))
        for route in transition.routes:
            names.update(names_in(route.when))
    return tuple(sorted(names))


@lru_cache(maxsize=64)
def _moves_to(workflow: Workflow, target: str) -> dict[str, int]:
    """Count the moves from each state of the programme to one of them, at best."""
    far = {target: 0}
    edge = {target}
    while edge:
        edge = {s for s, reached in _arrows(workflow) if reached in edge} - set(far)
        far |= dict.fromkeys(edge, max(far.values()) + 1)
    return far


def _arrows(workflow: Workflow) -> Iterator[tuple[str, str]]:
    for event, transition in workflow.pathway.programme.transitions.items():
        if transition.by != (SYSTEM,):
            for source in workflow.sources(event):
                yield from ((source, target) for target in _targets(transition))
