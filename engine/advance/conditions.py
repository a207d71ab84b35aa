"""The conditions of an event: which of them fail, and the sentence of each."""

from collections.abc import Iterator

from engine.advance.refusal import Reason, Why
from engine.facts import Facts, FactValue
from engine.sentence import fill
from engine.workflow.definition import MACHINES, Transition
from engine.workflow.expression import holds, names_in
from engine.workflow.workflow import Workflow


def failed_conditions(
    workflow: Workflow, transition: Transition, facts: Facts, unread: frozenset[str]
) -> Iterator[Reason]:
    """Give a reason for each condition that does not hold.

    Conditions on answers that could not be read are left out: the answer itself is
    already a reason, and a guess at its value would only mislead.
    """
    for name in transition.requires:
        condition = workflow.pathway.conditions[name]
        if unread and unread.intersection(names_in(condition.holds)):
            continue
        if not holds(condition.holds, facts):
            sentence = fill(condition.otherwise, _with_titles(workflow, facts))
            yield Reason(why=Why.CONDITION, about=name, sentence=sentence)


def _with_titles(workflow: Workflow, facts: Facts) -> Facts:
    """Name places, the agency and the worker who is chosen by their titles."""
    titled: dict[str, FactValue] = dict(facts)
    agency = workflow.pathway.agencies.get(str(facts.get("agency")))
    if agency is not None:
        titled["agency"] = agency.title
    user = str(facts.get("chosen_worker"))
    member = workflow.district.staff.get(user)
    if member is not None:
        titled["chosen_worker"] = f"{member.title} ({user})"
    for machine in MACHINES:
        states = workflow.pathway.machine(machine).states
        name = f"{machine}_state"
        known = states.get(str(facts.get(name)))
        if known is not None:
            titled[name] = known.title
    return titled
