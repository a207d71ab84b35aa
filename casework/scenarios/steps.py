"""Doing what a step of a scenario says, through the real use cases."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from casework.advance_case import Advanced, AdvanceRequest, advance_case
from casework.allocate_worker import AllocateRequest, allocate_worker
from casework.decide_meeting import (
    FamilyDecision,
    MeetingRecorded,
    MeetingRequest,
    decide_meeting,
)
from casework.jobs.run_due import ClockSetBack, run_due
from casework.scenarios.faults import UnplayableError
from casework.scenarios.usual import Cast, cast_of, user_named, usual_answers
from casework.scenarios.world import World
from engine.advance.case import CaseView
from engine.advance.derived import facts_of
from engine.advance.refusal import Reason, Refusal, Why
from engine.clocks.budget import due_on, parse_budget
from engine.facts import Facts
from engine.workflow.definition import Transition
from engine.workflow.scenario import Step
from storage.cases import find_case
from storage.database import reading

MINUTE = "4.1"


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """What came of a step: the reasons against it if it was refused, and warnings."""

    reasons: tuple[Reason, ...] = ()
    warnings: tuple[str, ...] = ()
    repeated: bool = False


NOTHING = Outcome()


def do_step(world: World, references: Sequence[str], step: Step) -> Outcome:
    """Do one step for the first of the families; a meeting may decide on more.

    Args:
        world: where it happens.
        references: the scenario's families.
        step: what the scenario says.

    Raises:
        UnplayableError: nobody in post could do it.
        StorageError: the database failed.
    """
    today = _day_of(world, step)
    if step.jobs == "daily":
        return _run_daily(world, today)
    world.clock.go_to(today)
    if step.jobs is not None:
        return _run_jobs(world, times=2 if step.jobs == "twice" else 1)
    if step.meeting is not None:
        return _meet(world, references, step, step.meeting, today)
    if step.allocate is not None:
        return _allocate(world, references[0], step, step.allocate)
    return _advance(world, references[0], step, str(step.event))


def view_of(world: World, reference: str) -> tuple[CaseView, Cast]:
    """Read where a family stands, and who is in post today."""
    workflow = world.workflow
    with reading(world.context.database) as connection:
        case = find_case(connection, workflow.district.id, reference)
        if case is None:
            raise LookupError(f"There is no case '{reference}'.")
        today = world.context.today()
        key = (workflow.district.id, today)
        if key not in world.casts:
            world.casts[key] = cast_of(connection, workflow, today)
        return case.view, world.casts[key]


def _day_of(world: World, step: Step) -> date:
    today = world.context.today()
    if step.after is None:
        return step.day or today
    with reading(world.context.database) as connection:
        workflow = world.workflow
        setting = world.context.setting(
            connection, workflow.content_hash, workflow.district
        )
    return due_on(today, parse_budget(step.after), setting.calendar)


def _run_daily(world: World, until: date) -> Outcome:
    day = world.context.today()
    while day < until:
        day += timedelta(days=1)
        world.clock.go_to(day)
        outcome = _run_jobs(world, times=1)
        if outcome.reasons:
            return outcome
    return NOTHING


def _run_jobs(world: World, times: int) -> Outcome:
    for _ in range(times):
        runs = run_due(world.context)
        if isinstance(runs, ClockSetBack):
            reason = Reason(why=Why.CLOCK_SET_BACK, sentence=runs.sentence)
            return Outcome(reasons=(reason,))
        failures = [said for run in runs if run.failed for said in run.failures]
        if failures:
            raise UnplayableError(f"a job set aside: {' '.join(failures)}", ("jobs",))
    return NOTHING


def _advance(world: World, reference: str, step: Step, event: str) -> Outcome:
    view, cast = view_of(world, reference)
    facts = facts_of(view, today=cast.today)
    transition = world.workflow.events[event][1]
    user = _user(world, step, transition, facts, cast)
    actor = next((each for each in cast.actors if each.user == user), None)
    usual = usual_answers(transition, cast, facts, actor)
    answers = world.with_another_case({**usual, **step.answers})
    request = AdvanceRequest(
        reference=reference, event=event, user=user, answers=answers
    )
    return _outcome(advance_case(world.context, request))


def _allocate(world: World, reference: str, step: Step, worker: str) -> Outcome:
    view, cast = view_of(world, reference)
    facts = facts_of(view, today=cast.today)
    user = user_named(world.workflow, step.by or "coordinator", cast.today, facts)
    request = AllocateRequest(
        reference=reference,
        worker=worker,
        user=user,
        reason=step.reason or "",
        answers=step.answers,
    )
    return _outcome(allocate_worker(world.context, request))


def _meet(
    world: World, references: Sequence[str], step: Step, meeting: str, today: date
) -> Outcome:
    view, cast = view_of(world, references[0])
    facts = facts_of(view, today=today)
    events = world.workflow.pathway.programme.transitions.values()
    deciding = next(body for body in events if body.decision in step.decides)
    request = MeetingRequest(
        district_id=world.workflow.district.id,
        meeting=meeting,
        held_on=step.held_on or today,
        user=_user(world, step, deciding, facts, cast),
        decisions=tuple(_decisions(references, step)),
    )
    recorded = decide_meeting(world.context, request)
    if isinstance(recorded, MeetingRecorded):
        if recorded.repeated:
            return Outcome(repeated=True)
        return _outcome(recorded.outcomes[0][1])
    return _outcome(recorded)


def _decisions(references: Sequence[str], step: Step) -> Iterator[FamilyDecision]:
    """Take the families in order: so many approved, so many deferred, so many not."""
    outcomes = [kind for kind, many in step.decides.items() for _ in range(many)]
    if len(outcomes) > len(references):
        sentence = f"{len(outcomes)} families are decided on, of {len(references)}"
        raise UnplayableError(sentence, ("decides",))
    for reference, outcome in zip(references, outcomes, strict=False):
        reason = "As the minutes say" if step.reason is None else step.reason
        yield FamilyDecision(
            reference=reference,
            outcome=outcome,
            minute=MINUTE,
            reason="" if outcome == "approve" else reason,
        )


def _user(
    world: World, step: Step, transition: Transition, facts: Facts, cast: Cast
) -> str:
    if step.by:
        return user_named(world.workflow, step.by, cast.today, facts)
    found = cast.likeliest(transition, facts)
    if found is None:
        raise UnplayableError(f"nobody in post may do this: {transition.title}", ())
    return found.user


def _outcome(found: Advanced | MeetingRecorded | Refusal) -> Outcome:
    if isinstance(found, Refusal):
        return Outcome(reasons=found.reasons)
    if isinstance(found, MeetingRecorded):
        return NOTHING
    return Outcome(warnings=found.warnings, repeated=found.repeated)
