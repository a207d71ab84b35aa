"""What events put on record: worked out once for an event, then made for each case."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import partial
from typing import TypeAlias

from engine.advance.consequences import (
    Allocated,
    AllocationEnded,
    ConsentGiven,
    DecisionMade,
    EvidenceAdded,
    Record,
    ResultEvidenced,
    ReviewHeld,
    TaskDone,
)
from engine.advance.facts_after import Answers
from engine.facts import Facts, FactValue
from engine.workflow.definition import (
    AddsEvidence,
    Allocates,
    AnswersAgencyTask,
    RecordsResult,
    Transition,
)

PROFILE = "profile"
"""The kind of task that asks an agency for its part of a family's profile."""
MakeRecord: TypeAlias = Callable[[Answers, Facts], Record]
"""Makes a record of the answers, and of the facts once the events have fired."""
MakeDone: TypeAlias = Callable[[Answers], TaskDone]


def records_of(fired: Iterable[Transition]) -> Iterator[MakeRecord]:
    """Give what makes the records of events, in the order in which they fire."""
    for transition in fired:
        yield from _of_event(transition)


def tasks_done_by(fired: Iterable[Transition]) -> Iterator[MakeDone]:
    """Give what makes the agencies' parts that events settle."""
    for transition in fired:
        if transition.does.answers_agency_task is not None:
            yield partial(_task_done, transition.does.answers_agency_task)


def _of_event(transition: Transition) -> Iterator[MakeRecord]:
    does = transition.does
    if does.adds_evidence is not None:
        yield partial(_evidence, does.adds_evidence)
    for kind, outcome in does.consent.items():
        yield partial(_known, ConsentGiven(kind=kind, outcome=outcome))
    if transition.decision is not None:
        yield partial(_decision, transition.decision)
    if does.ends_allocation or does.allocates is not None:
        yield partial(_known, AllocationEnded())
    if does.allocates is not None:
        yield partial(_allocated, does.allocates)
    if does.holds_review is not None:
        yield partial(_review, does.holds_review)
    if does.records_result is not None:
        yield partial(_result, does.records_result)


def _known(record: Record, _answers: Answers, _facts: Facts) -> Record:
    return record


def _task_done(task: AnswersAgencyTask, answers: Answers) -> TaskDone:
    return TaskDone(
        kind=PROFILE,
        subject=str(answers[task.agency]),
        outcome=task.outcome,
        note=str(answers[task.note]),
    )


def _evidence(evidence: AddsEvidence, answers: Answers, _facts: Facts) -> Record:
    return EvidenceAdded(
        criterion=str(answers[evidence.criterion]),
        source=str(answers[evidence.source]),
        dated=_day(answers[evidence.dated]),
    )


def _decision(outcome: str, answers: Answers, _facts: Facts) -> Record:
    """Give the decision; what is on record with an approval are its conditions."""
    return DecisionMade(
        outcome=outcome,
        meeting=str(answers["meeting"]),
        minute=str(answers["minute"]),
        reason=str(answers.get("reason") or answers.get("conditions", "")),
    )


def _allocated(allocates: Allocates, answers: Answers, facts: Facts) -> Record:
    return Allocated(
        worker=str(facts["worker"]),
        role=str(facts["worker_role"]),
        reason=str(answers[allocates.reason]),
    )


def _review(held_on: str, answers: Answers, _facts: Facts) -> Record:
    return ReviewHeld(
        held_on=_day(answers[held_on]), outcome=str(answers.get("outcome", ""))
    )


def _result(result: RecordsResult, answers: Answers, _facts: Facts) -> Record:
    return ResultEvidenced(
        measure=result.measure,
        verdict=result.verdict,
        source=str(answers[result.source]),
        period_end=_day(answers[result.period_end]),
    )


def _day(value: FactValue) -> date:
    return date.fromisoformat(str(value))
