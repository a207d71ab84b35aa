"""What an actor may do with a case now, and for each blocked event, why not."""

from collections.abc import Iterator
from dataclasses import dataclass

from engine.advance.case import Actor, CaseView
from engine.advance.conditions import failed_conditions
from engine.advance.derived import facts_of
from engine.advance.permission import may_act, role_reason
from engine.advance.refusal import Reason
from engine.advance.setting import Setting
from engine.facts import Facts
from engine.workflow.definition import SYSTEM, Ask, MachineName, Transition
from engine.workflow.titles import role_title
from engine.workflow.workflow import Workflow


@dataclass(frozen=True, kw_only=True, slots=True)
class Possibility:
    """An event that belongs to where the case stands.

    `reasons` is empty when the actor may take it; conditions on answers can only
    be judged once these are given, so they are not among the reasons.
    """

    event: str
    title: str
    machine: MachineName
    by: tuple[str, ...]
    asks: dict[str, Ask]
    reasons: tuple[Reason, ...]

    @property
    def open(self) -> bool:
        """Whether nothing stands against it but the answers."""
        return not self.reasons


def possibilities(
    setting: Setting, case: CaseView, actor: Actor | None
) -> tuple[Possibility, ...]:
    """List the events of where the case stands, for one actor or for anyone.

    Args:
        setting: the definition, the moment, the calendar.
        case: the case as it stands.
        actor: whose possibilities; None asks what anyone of the right role may do.
    """
    facts = facts_of(case, today=setting.today, actor=actor)
    workflow = setting.workflow
    return tuple(
        Possibility(
            event=event,
            title=transition.title,
            machine=machine,
            by=tuple(role_title(workflow.pathway, role) for role in transition.by),
            asks=transition.asks,
            reasons=tuple(_reasons(workflow, transition, actor, facts)),
        )
        for event, (machine, transition) in workflow.events.items()
        if case.state(machine) in workflow.sources(event) and transition.by != (SYSTEM,)
    )


def _reasons(
    workflow: Workflow, transition: Transition, actor: Actor | None, facts: Facts
) -> Iterator[Reason]:
    if actor is not None and not may_act(transition, actor, facts):
        yield role_reason(workflow, transition, actor)
    unknown = frozenset(transition.asks) | _UNTIL_ASKED
    yield from failed_conditions(workflow, transition, facts, unknown)


_UNTIL_ASKED = frozenset(
    {
        "agencies_outstanding",
        "chosen_worker_role",
        "chosen_worker_load",
        "chosen_worker_most",
        "chosen_worker_has_left",
        "actor_agency",
        "actor_is_coordinator",
    }
)
"""Facts that depend on an answer or on the actor: judged when the event is taken."""
