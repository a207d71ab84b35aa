"""Facts that conditions rely on are written by some event of the pathway."""

from collections.abc import Iterator

from engine.facts import LOCAL, STORED, VOCABULARY
from engine.workflow.checks.expressions import names_used
from engine.workflow.checks.parts import events, states
from engine.workflow.definition import Does, Pathway, Transition
from engine.workflow.faults import KeyPath, Problem

_CONSENT_FACTS = {"service": "service_consent", "data_use": "data_consent"}
_OPENING = "opening the case"
_SUPPORT_STATE = "active"


def facts_named_like_facts(pathway: Pathway) -> Iterator[Problem]:
    """Find facts of the pathway whose id is an engine's fact."""
    for name in pathway.facts:
        if name in VOCABULARY:
            yield Problem(
                path=("facts", name),
                fault=f"the engine has a fact '{name}' already",
                allowed="an id of the pathway's own",
            )


def facts_that_nothing_writes(pathway: Pathway) -> Iterator[Problem]:
    """Find facts of the pathway that no event records or counts."""
    written = set[str]()
    for event in events(pathway):
        written |= {*event.transition.does.records, *event.transition.does.counts}
    for name in pathway.facts:
        if name not in {*written, *VOCABULARY}:
            yield Problem(
                path=("facts", name),
                fault=f"no event writes the fact '{name}'",
                allowed="an event that records or counts it, or no such fact",
            )


def used_but_never_written(pathway: Pathway) -> Iterator[Problem]:
    """Find facts that expressions use and that no event changes."""
    never = {fact.name for fact in STORED} - written_facts(pathway)
    for path, expression in _expressions(pathway):
        for name in names_used(expression):
            if name in never:
                yield unwritten(path, name)


def unwritten(path: KeyPath, name: str) -> Problem:
    """Say that an expression relies on a fact that stays as it is."""
    writer = VOCABULARY[name].written_by
    return Problem(
        path=path,
        fault=f"nothing in this pathway writes the fact '{name}'",
        allowed=f"an event that writes it ({writer}), or another fact",
    )


def written_facts(pathway: Pathway) -> set[str]:
    """Give the stored facts that some event, or the opening, writes."""
    written = {fact.name for fact in STORED if fact.written_by == _OPENING}
    for event in events(pathway):
        written |= _stored_by(event.transition)
    if any(state.asks_agencies for _, state in states(pathway)):
        written.add("agencies_asked")
    if _SUPPORT_STATE in pathway.service.states:
        written.add("support_started_on")
    return written


def facts_written_by(transition: Transition) -> set[str]:
    """Give the facts that an event itself writes, the pathway's own included."""
    does = transition.does
    return {*does.records, *does.counts, *_stored_by(transition)}


def _stored_by(transition: Transition) -> set[str]:
    return {*_written_by(transition.does), *_criteria(transition)}


def _written_by(does: Does) -> Iterator[str]:
    yield from [_CONSENT_FACTS[kind] for kind in does.consent]
    if does.allocates:
        yield from ("worker", "worker_role", "attached_on")
    if does.holds_review:
        yield from ("reviews_held", "last_review_on")
    if does.records_result:
        yield f"result_{does.records_result.measure}"
    if task := does.answers_agency_task:
        yield "agencies_missing" if task.outcome == "gap" else "agencies_answered"


def _criteria(transition: Transition) -> Iterator[str]:
    evidence = transition.does.adds_evidence
    ask = transition.asks.get(evidence.criterion) if evidence else None
    for option in ask.options if ask else ():
        yield "local_reason_recorded" if option == LOCAL else f"{option}_met"


def _expressions(pathway: Pathway) -> Iterator[tuple[KeyPath, str]]:
    for name, condition in pathway.conditions.items():
        yield ("conditions", name, "holds"), condition.holds
    for event in events(pathway):
        for position, route in enumerate(event.transition.routes):
            yield (*event.path, "routes", position, "when"), route.when
