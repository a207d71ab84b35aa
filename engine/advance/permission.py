"""Who may act: roles, and the allocated worker."""

from engine.advance.case import Actor
from engine.advance.refusal import Reason, Why
from engine.facts import Facts
from engine.workflow.definition import SYSTEM, WORKER, Transition
from engine.workflow.titles import role_title
from engine.workflow.workflow import Workflow


def may_act(transition: Transition, actor: Actor, facts: Facts) -> bool:
    """Say whether an actor holds a role that may take a transition.

    The role `worker` is held by the worker to whom this case is allocated.
    """
    if actor.roles.intersection(transition.by) - {WORKER}:
        return True
    return WORKER in transition.by and facts.get("worker") == actor.user


def role_reason(workflow: Workflow, transition: Transition, actor: Actor) -> Reason:
    """Word the refusal of an actor whose roles do not allow a transition."""
    people = [role for role in transition.by if role != SYSTEM] or transition.by
    allowed = ", ".join(role_title(workflow.pathway, role) for role in people)
    held = ", ".join(role_title(workflow.pathway, role) for role in sorted(actor.roles))
    sentence = (
        f"{actor.title} ({held or 'no role'}) may not do this: {transition.title}. "
        f"It is for: {allowed}."
    )
    return Reason(why=Why.ROLE, sentence=sentence)
