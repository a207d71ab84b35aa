"""What is wrong with a scenario before it is played: names that nothing has."""

from collections.abc import Collection, Iterable, Iterator

from engine.advance.refusal import Why
from engine.clocks.budget import parse_budget
from engine.facts import VOCABULARY
from engine.workflow.definition import WORKER
from engine.workflow.faults import KeyPath, Problem, allowed_names
from engine.workflow.scenario import NOBODY, Scenario, Step, Then
from engine.workflow.workflow import Workflow


def problems_of_scenario(scenario: Scenario, workflow: Workflow) -> Iterator[Problem]:
    """Give every name in a scenario that its district's pathway does not have."""
    states = workflow.pathway.programme.states
    staff = workflow.district.staff
    given = scenario.given
    path = ("given",)
    yield from _unknown("state", [given.stands_at], states, (*path, "stands_at"))
    yield from _unknown("user", [given.worker], {*staff, ""}, (*path, "worker"))
    yield from _unknown("user", given.caseloads, staff, (*path, "caseloads"))
    for place, step in enumerate(scenario.when):
        yield from _step_problems(step, workflow, ("when", place))
    last = scenario.when[-1] if scenario.when else Step.model_construct()
    yield from _then_problems(scenario.then, last, workflow, ("then",))


def _step_problems(step: Step, workflow: Workflow, path: KeyPath) -> Iterator[Problem]:
    staff = workflow.district.staff
    roles = workflow.pathway.roles
    actors = {*staff, *roles, WORKER, ""}
    events = {*workflow.events, None}
    yield from _unknown("event", [step.event], events, (*path, "event"))
    yield from _unknown("user or role", [step.by], actors, (*path, "by"))
    yield from _unknown("user", [step.allocate], {*staff, None}, (*path, "allocate"))
    if step.after is not None:
        try:
            parse_budget(step.after)
        except ValueError as error:
            fault = f"'{step.after}' is no length of time"
            yield Problem(path=(*path, "after"), fault=fault, allowed=str(error))
    yield from _then_problems(step.then, step, workflow, (*path, "then"))


def _then_problems(
    then: Then, step: Step, workflow: Workflow, path: KeyPath
) -> Iterator[Problem]:
    pathway = workflow.pathway
    roles = {*pathway.roles, WORKER}
    facts = {*VOCABULARY, *pathway.facts}
    programme, service = pathway.programme.states, pathway.service.states
    looked_at: tuple[tuple[str, str, Iterable[str | None], Collection[object]], ...] = (
        ("programme", "state", [then.programme], {*programme, None}),
        ("service", "state", [then.service], {*service, None}),
        ("owner", "role", [then.owner], {*roles, None}),
        ("worker", "user", [then.worker], {*workflow.district.staff, NOBODY, None}),
        ("facts", "fact", then.facts, facts),
        ("clocks_running", "clock", then.clocks_running or (), pathway.clocks),
        ("due", "clock", then.due, pathway.clocks),
        ("agencies_asked", "agency", then.agencies_asked or (), pathway.agencies),
        ("overdue_tasks", "clock", then.overdue_tasks or (), pathway.clocks),
        ("told", "role", then.told or (), roles),
        ("payments", "payment", then.payments or (), workflow.framework.payments),
        ("families_at", "state", then.families_at or (), programme),
        ("history_ends_with", "event", [then.history_ends_with], _past(workflow)),
        ("refused", "reason", then.refused, _reasons(step, workflow)),
    )
    for key, what, names, known in looked_at:
        yield from _unknown(what, names, known, (*path, key))


def _past(workflow: Workflow) -> set[str | None]:
    return {*workflow.events, "open", None}


def _reasons(step: Step, workflow: Workflow) -> set[str]:
    """Name what a refusal can be about: a kind, a condition, an answer."""
    known = workflow.events.get(step.event or "")
    asked: Iterable[str] = known[1].asks if known else ()
    at_meetings = ("held_on", "decisions", "reason") if step.meeting else ()
    return {*map(str, Why), *workflow.pathway.conditions, *asked, *at_meetings}


def _unknown(
    what: str, names: Iterable[str | None], known: Collection[object], path: KeyPath
) -> Iterator[Problem]:
    allowed = [str(name) for name in known if name]
    for name in names:
        if name not in known:
            yield Problem(
                path=(*path, str(name)),
                fault=f"there is no {what} '{name}'",
                allowed=allowed_names(allowed, str(name)),
            )
