"""What can be done next with a case; for what can not, what is missing."""

from dataclasses import dataclass

from casework.reading.desk import Desk
from casework.reading.words import role_words
from engine.advance.case import Actor
from engine.advance.possible import Possibility, possibilities
from engine.advance.refusal import Reason, Why
from engine.workflow.definition import SYSTEM
from engine.workflow.reading.straight_line import straight_line
from engine.workflow.reading.supply import events_that_supply
from engine.workflow.reading.walk import targets
from engine.workflow.workflow import Workflow
from storage.cases import StoredCase


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """An event that nothing but its answers stands against.

    `onward` says that it leads further along the straight line; `any_time` that it
    belongs to no place of the pathway; `at_meeting` that the board decides it, and it
    is recorded with the meeting.
    """

    event: str
    title: str
    onward: bool
    any_time: bool
    at_meeting: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Missing:
    """One thing that is missing for a step, and the steps by which to supply it."""

    sentence: str
    supplied_by: tuple[Step, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class BlockedStep:
    """A step of this person's that something is missing for.

    `onward` says that it leads further along the straight line.
    """

    event: str
    title: str
    onward: bool
    missing: tuple[Missing, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class StepOfOthers:
    """A step of where the case stands that is for other people."""

    event: str
    title: str
    whose: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class NextSteps:
    """What one person can do with a case now, can not do yet, and what others do.

    What leads onward comes first, then what a clock waits for.
    """

    open: tuple[Step, ...]
    blocked: tuple[BlockedStep, ...]
    of_others: tuple[StepOfOthers, ...]


def next_steps(desk: Desk, case: StoredCase, actor: Actor | None) -> NextSteps:
    """Sort the events of where a case stands into what can be done and what can not.

    Args:
        desk: where it is looked up.
        case: the case as it stands.
        actor: who looks; None for somebody without a post, who can do nothing.
    """
    setting = desk.setting(case.row)
    workflow = setting.workflow
    found = possibilities(setting, case.view, actor)
    theirs = [p for p in found if actor is not None and not _is_others(p)]
    line = straight_line(workflow.pathway.programme)
    ahead = _ahead(line, case.view.programme)
    theirs.sort(key=lambda p: (not _onward(workflow, p, ahead), _aside(workflow, p)))
    steps = {p.event: _step(workflow, p, ahead) for p in theirs if p.open}
    blocked = (p for p in theirs if not p.open)
    return NextSteps(
        open=tuple(steps.values()),
        blocked=tuple(_blocked(workflow, p, steps, ahead) for p in blocked),
        of_others=tuple(
            StepOfOthers(event=p.event, title=p.title, whose=_whose(workflow, p))
            for p in found
            if p not in theirs and not _any_time(workflow, p)
        ),
    )


def _is_others(possibility: Possibility) -> bool:
    return any(reason.why is Why.ROLE for reason in possibility.reasons)


def _any_time(workflow: Workflow, possibility: Possibility) -> bool:
    return workflow.events[possibility.event][1].sources == "living"


def _ahead(line: tuple[str, ...], state: str) -> frozenset[str]:
    """Give what comes later on the straight line; beside it, all of the line."""
    start = line.index(state) + 1 if state in line else 0
    return frozenset(line[start:])


def _onward(
    workflow: Workflow, possibility: Possibility, ahead: frozenset[str]
) -> bool:
    return bool(ahead.intersection(targets(workflow.events[possibility.event][1])))


def _aside(workflow: Workflow, possibility: Possibility) -> bool:
    """Say that an event does nothing that a clock or an agency's task waits for."""
    does = workflow.events[possibility.event][1].does
    return not (does.meets or does.restarts or does.answers_agency_task)


def _step(workflow: Workflow, possibility: Possibility, ahead: frozenset[str]) -> Step:
    return Step(
        event=possibility.event,
        title=possibility.title,
        onward=_onward(workflow, possibility, ahead),
        any_time=_any_time(workflow, possibility),
        at_meeting=workflow.events[possibility.event][1].decision is not None,
    )


def _blocked(
    workflow: Workflow,
    possibility: Possibility,
    steps: dict[str, Step],
    ahead: frozenset[str],
) -> BlockedStep:
    return BlockedStep(
        event=possibility.event,
        title=possibility.title,
        onward=_onward(workflow, possibility, ahead),
        missing=tuple(
            _missing(workflow, possibility.event, each, steps)
            for each in possibility.reasons
        ),
    )


def _missing(
    workflow: Workflow, event: str, reason: Reason, steps: dict[str, Step]
) -> Missing:
    known = reason.about in workflow.pathway.conditions
    supply = events_that_supply(workflow, reason.about, event) if known else ()
    return Missing(
        sentence=reason.sentence,
        supplied_by=tuple(steps[each] for each in supply if each in steps),
    )


def _whose(workflow: Workflow, possibility: Possibility) -> tuple[str, ...]:
    engine = role_words(workflow, SYSTEM)
    return tuple(title for title in possibility.by if title != engine)
