"""How events change the stored facts of a case: worked out once, then done for each."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache, partial
from typing import TypeAlias

from engine.advance.case import CaseView
from engine.advance.consequences import Move
from engine.facts import LOCAL, Facts, FactValue, fresh_facts
from engine.workflow.definition import (
    AnswersAgencyTask,
    Does,
    Pathway,
    RecordedFact,
    Transition,
)
from engine.workflow.workflow import Workflow

ACTIVE = "active"
"""The service state in which a family is supported: reviews run in it."""
_EMPTY: Mapping[str, FactValue] = {
    "text": "",
    "whole_number": 0,
    "decimal": 0.0,
    "yes_no": False,
}
Answers = Mapping[str, FactValue]
Changing: TypeAlias = dict[str, FactValue]
Change: TypeAlias = Callable[[Changing, Answers, date], None]
"""Changes facts in their place: by the answers, on a day."""


def facts_after(
    workflow: Workflow,
    case: CaseView,
    changes: Iterable[Change],
    answers: Answers,
    today: date,
) -> Changing:
    """Give all stored facts as they stand once events have changed them.

    What a case that was opened under an older definition does not have stands as in a
    case that has just been opened.
    """
    facts = {**_fresh(workflow.original), **case.facts}
    for change in changes:
        change(facts, answers, today)
    return facts


def starting_facts(pathway: Pathway) -> Changing:
    """Give the stored facts of a case that has just been opened."""
    return {**fresh_facts(), **{n: _empty(fact) for n, fact in pathway.facts.items()}}


@lru_cache(maxsize=64)
def _fresh(workflow: Workflow) -> Facts:
    return starting_facts(workflow.pathway)


def _empty(fact: RecordedFact) -> FactValue:
    return _EMPTY[fact.type]


def changes_of(
    workflow: Workflow, fired: Iterable[Transition], moves: Iterable[Move]
) -> Iterator[Change]:
    """Give what events and the states they lead to change, in order."""
    for transition in fired:
        yield from _of_event(transition.does)
    for move in moves:
        yield from _of_entering(workflow, move)


def _of_event(does: Does) -> Iterator[Change]:
    for fact, answer in does.records.items():
        yield partial(_record, fact, answer)
    for fact in does.counts:
        yield partial(_count, fact)
    yield from _of_work(does)
    for kind, outcome in does.consent.items():
        fact = "service_consent" if kind == "service" else "data_consent"
        yield partial(_set, {fact: outcome})
    if does.adds_evidence is not None:
        yield partial(_add_evidence, does.adds_evidence.criterion)
    if does.holds_review is not None:
        yield partial(_count, "reviews_held")
        yield partial(_record, "last_review_on", does.holds_review)
    if does.records_result is not None:
        result = does.records_result
        yield partial(_set, {f"result_{result.measure}": result.verdict})


def _of_work(does: Does) -> Iterator[Change]:
    """Give what changes of the agencies' tasks, and of who has the family."""
    if does.answers_agency_task is not None:
        yield partial(_answer_task, does.answers_agency_task)
    if does.ends_allocation:
        yield partial(_set, {"worker": "", "worker_role": ""})
    if does.allocates is not None:
        yield partial(_allocate, does.allocates.worker)


def _of_entering(workflow: Workflow, move: Move) -> Iterator[Change]:
    machine = workflow.pathway.machine(move.machine)
    if machine.states[move.target].asks_agencies is not None:
        yield partial(_ask_agencies, tuple(workflow.pathway.agencies))
    if move.machine == "service" and move.target == machine.initial:
        yield partial(_set, {"support_started_on": ""})
    if move.machine == "service" and move.target == ACTIVE:
        yield _start_support


def evidence_fact(criterion: str) -> str:
    """Name the fact that says a criterion holds evidence."""
    return "local_reason_recorded" if criterion == LOCAL else f"{criterion}_met"


def _set(values: Facts, facts: Changing, _answers: Answers, _today: date) -> None:
    facts.update(values)


def _record(
    fact: str, answer: str, facts: Changing, answers: Answers, _today: date
) -> None:
    facts[fact] = answers[answer]


def _count(fact: str, facts: Changing, _answers: Answers, _today: date) -> None:
    count = facts[fact]
    facts[fact] = (count if isinstance(count, int) else 0) + 1


def _answer_task(
    task: AnswersAgencyTask, facts: Changing, answers: Answers, _today: date
) -> None:
    kept = "agencies_answered" if task.outcome == "answered" else "agencies_missing"
    before = facts[kept]
    known = before if isinstance(before, list) else []
    agency = str(answers[task.agency])
    facts[kept] = [*(name for name in known if name != agency), agency]


def _allocate(worker: str, facts: Changing, answers: Answers, today: date) -> None:
    facts["worker"] = answers[worker]
    facts["worker_role"] = answers["chosen_worker_role"]
    facts["attached_on"] = facts["attached_on"] or today.isoformat()


def _add_evidence(
    criterion: str, facts: Changing, answers: Answers, _today: date
) -> None:
    facts[evidence_fact(str(answers[criterion]))] = True


def _ask_agencies(
    agencies: tuple[str, ...], facts: Changing, _answers: Answers, _today: date
) -> None:
    facts["agencies_asked"] = list(agencies)
    facts.update(agencies_answered=[], agencies_missing=[])


def _start_support(facts: Changing, _answers: Answers, today: date) -> None:
    facts["support_started_on"] = facts["support_started_on"] or today.isoformat()
