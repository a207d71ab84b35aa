"""The stored facts of a case after events have fired."""

from collections.abc import Mapping
from functools import lru_cache

from engine.advance.case import CaseView
from engine.advance.consequences import Move
from engine.advance.course import Course
from engine.advance.setting import Setting
from engine.facts import LOCAL, FactValue, fresh_facts
from engine.workflow.definition import Pathway, RecordedFact, Transition
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
Changes = dict[str, FactValue]


def facts_after(
    setting: Setting, case: CaseView, course: Course, answers: Answers
) -> Changes:
    """Give all stored facts as they stand once the events have fired."""
    facts = dict(case.facts)
    if not _names(setting.workflow.original) <= facts.keys():  # it is from before
        facts = {**starting_facts(setting.workflow.pathway), **facts}
    for transition in course.fired:
        _answer_changes(facts, transition, answers)
        _task_changes(facts, transition, answers)
        _worker_changes(facts, setting, transition, answers)
        _record_changes(facts, transition, answers)
    for move in course.moves:
        _entering_changes(facts, setting, move)
    return facts


def starting_facts(pathway: Pathway) -> Changes:
    """Give the stored facts of a case that has just been opened."""
    return {**fresh_facts(), **{n: _empty(fact) for n, fact in pathway.facts.items()}}


@lru_cache(maxsize=64)
def _names(workflow: Workflow) -> frozenset[str]:
    return frozenset(starting_facts(workflow.pathway))


def _empty(fact: RecordedFact) -> FactValue:
    return _EMPTY[fact.type]


def _answer_changes(facts: Changes, transition: Transition, answers: Answers) -> None:
    for fact, answer in transition.does.records.items():
        facts[fact] = answers[answer]
    for fact in transition.does.counts:
        count = facts[fact]
        facts[fact] = (count if isinstance(count, int) else 0) + 1


def _task_changes(facts: Changes, transition: Transition, answers: Answers) -> None:
    task = transition.does.answers_agency_task
    if task is not None:
        kept = "agencies_answered" if task.outcome == "answered" else "agencies_missing"
        before = facts[kept]
        known = before if isinstance(before, list) else []
        agency = str(answers[task.agency])
        facts[kept] = [*(name for name in known if name != agency), agency]


def _worker_changes(
    facts: Changes, setting: Setting, transition: Transition, answers: Answers
) -> None:
    does = transition.does
    if does.ends_allocation:
        facts.update(worker="", worker_role="")
    if does.allocates is not None:
        facts["worker"] = answers[does.allocates.worker]
        facts["worker_role"] = answers["chosen_worker_role"]
        facts["attached_on"] = facts["attached_on"] or setting.today.isoformat()


def _record_changes(facts: Changes, transition: Transition, answers: Answers) -> None:
    does = transition.does
    for kind, outcome in does.consent.items():
        facts["service_consent" if kind == "service" else "data_consent"] = outcome
    if does.adds_evidence is not None:
        criterion = str(answers[does.adds_evidence.criterion])
        facts[evidence_fact(criterion)] = True
    if does.holds_review is not None:
        held = facts["reviews_held"]
        facts["reviews_held"] = (held if isinstance(held, int) else 0) + 1
        facts["last_review_on"] = answers[does.holds_review]
    if does.records_result is not None:
        facts[f"result_{does.records_result.measure}"] = does.records_result.verdict


def evidence_fact(criterion: str) -> str:
    """Name the fact that says a criterion holds evidence."""
    return "local_reason_recorded" if criterion == LOCAL else f"{criterion}_met"


def _entering_changes(facts: Changes, setting: Setting, move: Move) -> None:
    machine = setting.workflow.pathway.machine(move.machine)
    if machine.states[move.target].asks_agencies is not None:
        facts["agencies_asked"] = list(setting.workflow.pathway.agencies)
        facts.update(agencies_answered=[], agencies_missing=[])
    if move.machine == "service" and move.target == machine.initial:
        facts["support_started_on"] = ""
    if move.machine == "service" and move.target == ACTIVE:
        started = facts["support_started_on"] or setting.today.isoformat()
        facts["support_started_on"] = started
