"""Works out what follows from an allowed event, piece by piece."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from engine.advance.case import CaseView
from engine.advance.clock_changes import clocks_left, clocks_met, clocks_started
from engine.advance.consequences import (
    Allocated,
    AllocationEnded,
    ConsentGiven,
    Consequences,
    DecisionMade,
    EvidenceAdded,
    MessageDue,
    Move,
    PaymentTriggered,
    Record,
    ResultEvidenced,
    ReviewHeld,
    TaskDone,
    TaskOpening,
)
from engine.advance.facts_after import facts_after
from engine.advance.setting import Setting
from engine.facts import Facts, FactValue
from engine.messages import word
from engine.workflow.definition import WORKER, Transition
from engine.workflow.workflow import Workflow

Answers = Mapping[str, FactValue]
PROFILE = "profile"
"""The kind of task that asks an agency for its part of a family's profile."""


def consequences_of(
    setting: Setting,
    case: CaseView,
    steps: Sequence[tuple[str, Move]],
    answers: Answers,
) -> Consequences:
    """Give everything that events write, in the order in which they fire.

    Args:
        setting: the definition, the moment, the calendar.
        case: the case before.
        steps: each event with the move that it makes.
        answers: the typed answers, and the facts they were judged with.
    """
    workflow = setting.workflow
    fired = [workflow.events[event][1] for event, _ in steps]
    moves = [move for _, move in steps]
    facts = facts_after(setting, case, fired, answers, moves)
    return Consequences(
        facts=facts,
        records=tuple(r for t in fired for r in _records(t, answers, facts)),
        left=tuple(clocks_left(workflow, moves)),
        met=tuple(clocks_met(fired)),
        starts=tuple(clocks_started(setting, steps, answers)),
        tasks_opened=tuple(tasks_opened(workflow, moves)),
        tasks_done=tuple(t for body in fired for t in _tasks_done(body, answers)),
        payments=tuple(p for body in fired for p in _payments(workflow, body)),
        messages=tuple(m for t in fired for m in _messages(setting, case, t, facts)),
    )


def tasks_opened(workflow: Workflow, moves: Sequence[Move]) -> Iterator[TaskOpening]:
    """Open one task an agency where a state that is entered asks the agencies."""
    for move in moves:
        state = workflow.pathway.machine(move.machine).states[move.target]
        if state.asks_agencies is None or move.source == move.target:
            continue
        clock = workflow.pathway.clocks[state.asks_agencies]
        for agency, body in workflow.pathway.agencies.items():
            yield TaskOpening(
                kind=PROFILE,
                title=f"{clock.title}: {body.title}",
                role=body.role,
                subject=agency,
                clock=state.asks_agencies,
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


def _payments(workflow: Workflow, transition: Transition) -> Iterator[PaymentTriggered]:
    for payment in transition.triggers:
        group = workflow.framework.payments[payment].once
        yield PaymentTriggered(payment=payment, group=group)


def _messages(
    setting: Setting, case: CaseView, transition: Transition, facts: Facts
) -> Iterator[MessageDue]:
    for tells in transition.tells:
        worded = word(
            setting.workflow.pathway.messages[tells.message],
            reference=case.reference,
            action=transition.title,
            day=setting.today,
        )
        for role in tells.to:
            user = str(facts["worker"]) if role == WORKER else ""
            if role != WORKER or user:
                yield MessageDue(role=role, user=user, worded=worded)


def _day(value: FactValue) -> date:
    return date.fromisoformat(str(value))
