"""May this actor take this case through this event now, and what follows?

Pure: values in, an `Advance` or a `Refusal` with every reason out.
"""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from engine.advance.answers import Answers, read_answers
from engine.advance.case import AdvanceCommand, CaseView, ChosenWorker
from engine.advance.conditions import failed_conditions
from engine.advance.consequences import Advance
from engine.advance.course import Fired, course_of
from engine.advance.derived import chosen_worker_facts, facts_of
from engine.advance.follow import consequences_of
from engine.advance.machine import target_state
from engine.advance.moment import calendar_reason, reasons_of_the_moment
from engine.advance.permission import acts_for, may_act, role_reason
from engine.advance.refusal import Reason, Refusal, Why
from engine.advance.setting import Setting
from engine.advance.wording import unknown_event_sentence, wrong_state_sentence
from engine.allocation import allocation_reasons, capacity_warnings
from engine.clocks.day_count import OutsideCalendarError
from engine.facts import Facts
from engine.workflow.definition import MachineName, Transition
from engine.workflow.workflow import Workflow


def decide(
    setting: Setting,
    case: CaseView,
    command: AdvanceCommand,
    chosen: ChosenWorker | None = None,
) -> Advance | Refusal:
    """Decide on a command.

    Args:
        setting: the definition the case is pinned to, the moment, the calendar.
        case: the case as it stands.
        command: what is asked, by whom.
        chosen: the worker named in the answers, if the event allocates one and
            the name is on the staff list.

    Returns:
        The advance with everything to write, or a refusal with every reason.
    """
    if command.event not in setting.workflow.events:
        sentence = unknown_event_sentence(setting, case, command.event, command.actor)
        return _refuse(command, (Reason(why=Why.EVENT, sentence=sentence),))
    attempt = _attempt(setting, case, command, chosen)
    reasons = tuple(_reasons(attempt))
    target = None if reasons else attempt.target_of(command.event)
    if target is None:
        return _refuse(command, reasons)
    try:
        return _advance(attempt, target)
    except OutsideCalendarError as error:
        return _refuse(command, (calendar_reason(error),))


def _refuse(command: AdvanceCommand, reasons: tuple[Reason, ...]) -> Refusal:
    return Refusal(reference=command.reference, event=command.event, reasons=reasons)


class _Attempt(NamedTuple):
    """A command with all that judging it needs, worked out once."""

    setting: Setting
    case: CaseView
    command: AdvanceCommand
    chosen: ChosenWorker | None
    machine: MachineName
    transition: Transition
    answers: Answers
    facts: Facts

    @property
    def workflow(self) -> Workflow:
        return self.setting.workflow

    def target_of(self, event: str) -> str | None:
        """Ask the machine of an event where it leads from where the case stands."""
        machine, _ = self.workflow.events[event]
        return target_state(self.workflow, event, self.case.state(machine), self.facts)


def _attempt(
    setting: Setting,
    case: CaseView,
    command: AdvanceCommand,
    chosen: ChosenWorker | None,
) -> _Attempt:
    machine, transition = setting.workflow.events[command.event]
    agencies = setting.workflow.pathway.agencies
    answers = read_answers(
        transition,
        command.answers,
        today=setting.today,
        agencies=tuple(agencies),
    )
    task = transition.does.answers_agency_task
    facts = facts_of(
        case,
        today=setting.today,
        actor=command.actor,
        answering=str(answers.values[task.agency]) if task else "",
    )
    if chosen is not None:
        facts |= chosen_worker_facts(chosen, setting.workflow.pathway.roles)
    facts.update(answers.values)
    return _Attempt(
        setting=setting,
        case=case,
        command=command,
        chosen=chosen,
        machine=machine,
        transition=transition,
        answers=answers,
        facts=facts,
    )


def _reasons(attempt: _Attempt) -> Iterator[Reason]:
    workflow, case, command = attempt.workflow, attempt.case, attempt.command
    yield from reasons_of_the_moment(attempt.setting, case, command.seen_version)
    if case.state(attempt.machine) not in workflow.sources(command.event):
        sentence = wrong_state_sentence(
            attempt.setting, case, command.event, command.actor
        )
        yield Reason(why=Why.STATE, sentence=sentence)
    if not may_act(attempt.transition, command.actor, attempt.facts):
        yield role_reason(workflow, attempt.transition, command.actor)
    yield from attempt.answers.reasons
    values = attempt.answers.values
    yield from allocation_reasons(
        workflow.pathway, attempt.transition, values, attempt.chosen
    )
    yield from failed_conditions(
        workflow, attempt.transition, attempt.facts, attempt.answers.unread
    )


def _advance(attempt: _Attempt, target: str) -> Advance:
    setting, case, command = attempt.setting, attempt.case, attempt.command
    transition = attempt.transition
    fired = tuple(_fired(attempt, target))
    course = course_of(setting, case, fired)
    pathway = setting.workflow.pathway
    return Advance(
        case=case,
        event=command.event,
        title=transition.title,
        actor=command.actor,
        at=setting.now,
        command_id=command.command_id,
        answers=attempt.answers.values,
        moves=course.moves,
        programme=course.programme,
        service=course.service,
        consequences=consequences_of(setting, case, course, attempt.facts),
        warnings=capacity_warnings(pathway, transition, attempt.chosen),
        on_behalf_of=acts_for(transition.by, command.actor, case.facts),
    )


def _fired(attempt: _Attempt, target: str) -> Iterator[Fired]:
    """Give the event, and those that go along where the other machine lets them."""
    yield attempt.command.event, target, _counted_from(attempt, attempt.transition)
    for event in attempt.transition.also:
        along = attempt.target_of(event)
        if along is not None:
            _, transition = attempt.workflow.events[event]
            yield event, along, _counted_from(attempt, transition)


def _counted_from(attempt: _Attempt, transition: Transition) -> date:
    """Give the day from which restarted clocks count: of a review, when it was held."""
    held = transition.does.holds_review
    return (
        date.fromisoformat(str(attempt.facts[held])) if held else attempt.setting.today
    )
