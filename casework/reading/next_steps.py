"""What can be done next with a case; for what can not, what is missing."""

from dataclasses import dataclass

from casework.reading.desk import Desk
from casework.reading.missing import Around, Missing, missing_for, whose
from engine.advance.case import Actor
from engine.advance.possible import Possibility
from engine.workflow.reading.straight_line import straight_line, ways
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
class BlockedStep:
    """A step of this person's that something is missing for.

    `near` says that it leads further along the straight line, or that this person can
    supply what it wants by a step that records just that.
    """

    event: str
    title: str
    near: bool
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
    around = Around.at(desk.setting(case.row), case.view, actor)
    workflow = around.workflow
    theirs = [p for p in around.found.values() if p.event in around.theirs]
    line = straight_line(workflow.pathway.programme)
    ahead = _ahead(line, case.view.programme)
    theirs.sort(key=lambda p: (not _onward(workflow, p, ahead), _aside(workflow, p)))
    return NextSteps(
        open=tuple(_step(workflow, p, ahead) for p in theirs if p.open),
        blocked=tuple(_blocked(around, p, ahead) for p in theirs if not p.open),
        of_others=tuple(
            StepOfOthers(event=p.event, title=p.title, whose=whose(workflow, p.event))
            for p in around.found.values()
            if p not in theirs and not _any_time(workflow, p)
        ),
    )


def _any_time(workflow: Workflow, possibility: Possibility) -> bool:
    return workflow.events[possibility.event][1].sources == "living"


def _ahead(line: tuple[str, ...], state: str) -> frozenset[str]:
    """Give what comes later on the straight line; beside it, all of the line."""
    start = line.index(state) + 1 if state in line else 0
    return frozenset(line[start:])


def _onward(
    workflow: Workflow, possibility: Possibility, ahead: frozenset[str]
) -> bool:
    _, transition = workflow.events[possibility.event]
    return any(to in ahead for _, to in ways(transition))


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
    around: Around, possibility: Possibility, ahead: frozenset[str]
) -> BlockedStep:
    missing = missing_for(around, possibility)
    onward = _onward(around.workflow, possibility, ahead)
    return BlockedStep(
        event=possibility.event,
        title=possibility.title,
        near=onward or any(each.at_hand for each in missing),
        missing=missing,
    )
