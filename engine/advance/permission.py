"""Who may act: roles, and the allocated worker."""

from collections.abc import Collection

from engine.advance.case import Actor
from engine.advance.refusal import Reason, Why
from engine.facts import Facts
from engine.workflow.definition import SYSTEM, WORKER, Transition
from engine.workflow.titles import role_title
from engine.workflow.workflow import Workflow


def may_act(transition: Transition, actor: Actor, facts: Facts) -> bool:
    """Say whether an actor holds a role that may take a transition.

    The role `worker` is held by the worker to whom this case is allocated, and by
    whoever covers for that worker today.
    """
    return may_act_as(transition.by, actor, facts)


def may_act_as(by: Collection[str], actor: Actor, facts: Facts) -> bool:
    """Say whether an actor holds one of these roles for this case."""
    if actor.roles.intersection(by) - {WORKER}:
        return True
    if WORKER in by and facts.get("worker") == actor.user:
        return True
    return bool(acts_for(by, actor, facts))


def acts_for(by: Collection[str], actor: Actor, facts: Facts) -> str:
    """Name the absent worker in whose place an actor does a worker's part, or ''."""
    worker = str(facts.get("worker", ""))
    return worker if WORKER in by and worker in actor.covers else ""


def role_reason(workflow: Workflow, transition: Transition, actor: Actor) -> Reason:
    """Word the refusal of an actor whose roles do not allow a transition."""
    sentence = not_yours_sentence(workflow, transition.title, transition.by, actor)
    return Reason(why=Why.ROLE, sentence=sentence)


def not_yours_sentence(
    workflow: Workflow, what: str, by: Collection[str], actor: Actor
) -> str:
    """Say that something is not for this actor, and for whom it is."""
    people = [role for role in by if role != SYSTEM] or by
    allowed = ", ".join(role_title(workflow.pathway, role) for role in people)
    held = ", ".join(role_title(workflow.pathway, role) for role in sorted(actor.roles))
    return (
        f"{actor.title} ({held or 'no role'}) may not do this: {what}. "
        f"It is for: {allowed}."
    )
