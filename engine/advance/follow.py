"""Works out what follows from an allowed event, piece by piece."""

from collections.abc import Iterator, Mapping
from datetime import date

from engine.advance.case import CaseView
from engine.advance.consequences import (
    Allocated,
    AllocationEnded,
    ConsentGiven,
    Consequences,
    DecisionMade,
    EvidenceAdded,
    MessageDue,
    Record,
    ResultEvidenced,
    ReviewHeld,
    TaskDone,
)
from engine.advance.course import PROFILE, Course
from engine.advance.facts_after import facts_after
from engine.advance.setting import Setting
from engine.facts import Facts, FactValue
from engine.messages import Worded, named
from engine.workflow.definition import WORKER, Transition

Answers = Mapping[str, FactValue]


def consequences_of(
    setting: Setting, case: CaseView, course: Course, answers: Answers
) -> Consequences:
    """Give everything that events write, in the order in which they fire.

    Args:
        setting: the definition, the moment, the calendar.
        case: the case before.
        course: what the events do to every case that stands there.
        answers: the typed answers, and the facts they were judged with.
    """
    facts = facts_after(setting, case, course, answers)
    fired = course.fired
    return Consequences(
        facts=facts,
        records=tuple([r for t in fired for r in _records(t, answers, facts)]),
        left=course.left,
        met=course.met,
        starts=course.starts,
        tasks_opened=course.tasks_opened,
        tasks_done=tuple([t for body in fired for t in _tasks_done(body, answers)]),
        payments=course.payments,
        messages=tuple(_messages(course, case, facts)) if course.tells else (),
    )


def _tasks_done(transition: Transition, answers: Answers) -> Iterator[TaskDone]:
    task = transition.does.answers_agency_task
    if task is not None:
        yield TaskDone(
            kind=PROFILE,
            subject=str(answers[task.agency]),
            outcome=task.outcome,
            note=str(answers[task.note]),
        )


def _records(
    transition: Transition, answers: Answers, facts: Facts
) -> Iterator[Record]:
    does = transition.does
    if does.adds_evidence is not None:
        evidence = does.adds_evidence
        yield EvidenceAdded(
            criterion=str(answers[evidence.criterion]),
            source=str(answers[evidence.source]),
            dated=_day(answers[evidence.dated]),
        )
    for kind, outcome in does.consent.items():
        yield ConsentGiven(kind=kind, outcome=outcome)
    if transition.decision is not None:
        yield _decision(transition.decision, answers)
    if does.ends_allocation or does.allocates is not None:
        yield AllocationEnded()
    yield from _work_records(transition, answers, facts)


def _decision(outcome: str, answers: Answers) -> DecisionMade:
    """Give the decision; what is on record with an approval are its conditions."""
    return DecisionMade(
        outcome=outcome,
        meeting=str(answers["meeting"]),
        minute=str(answers["minute"]),
        reason=str(answers.get("reason") or answers.get("conditions", "")),
    )


def _work_records(
    transition: Transition, answers: Answers, facts: Facts
) -> Iterator[Record]:
    does = transition.does
    if does.allocates is not None:
        yield Allocated(
            worker=str(facts["worker"]),
            role=str(facts["worker_role"]),
            reason=str(answers[does.allocates.reason]),
        )
    if does.holds_review is not None:
        yield ReviewHeld(
            held_on=_day(answers[does.holds_review]),
            outcome=str(answers.get("outcome", "")),
        )
    if does.records_result is not None:
        result = does.records_result
        yield ResultEvidenced(
            measure=result.measure,
            verdict=result.verdict,
            source=str(answers[result.source]),
            period_end=_day(answers[result.period_end]),
        )


def _messages(course: Course, case: CaseView, facts: Facts) -> Iterator[MessageDue]:
    reference = case.reference
    for telling in course.tells:
        user = str(facts["worker"]) if telling.role == WORKER else ""
        if telling.role != WORKER or user:
            any_case = telling.worded
            worded = Worded(
                subject=named(any_case.subject, reference),
                body=named(any_case.body, reference),
                urgent=any_case.urgent,
            )
            yield MessageDue(role=telling.role, user=user, worded=worded)


def _day(value: FactValue) -> date:
    return date.fromisoformat(str(value))
