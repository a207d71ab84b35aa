"""Derived facts: what follows from the stored ones, the actor and the day."""

from collections.abc import Mapping
from datetime import date

from engine.advance.case import Actor, CaseView, ChosenWorker
from engine.facts import CRITERIA, Facts, FactValue, usual_facts
from engine.workflow.definition import Role

_CRITERIA_MET = tuple(f"{criterion}_met" for criterion in CRITERIA)


def facts_of(
    case: CaseView,
    *,
    today: date,
    actor: Actor | None = None,
    answering: str = "",
) -> dict[str, FactValue]:
    """Give every fact a condition may name, for this case, actor and day.

    Args:
        case: the case with its stored facts.
        today: the day in London.
        actor: who acts; None when nobody does (a scheduled job).
        answering: the agency whose part is being answered now, or empty.
    """
    facts = usual_facts(case.facts)
    outstanding = outstanding_agencies(case.facts, answering=answering)
    facts["criteria_met"] = criteria_met(case.facts)
    facts["agencies_outstanding"] = len(outstanding)
    facts["allocated"] = bool(facts["worker"])
    facts["days_in_support"] = _days_since(facts["support_started_on"], today)
    facts["days_since_review"] = _days_since(facts["last_review_on"], today)
    facts["programme_state"] = case.programme
    facts["service_state"] = case.service
    if actor is not None:
        facts["actor_agency"] = actor.agency
        facts["actor_is_coordinator"] = "coordinator" in actor.roles
    return facts


def criteria_met(facts: Facts) -> int:
    """Count the national criteria that hold evidence (0 to 3; domain notes 1.1)."""
    return [facts.get(name) for name in _CRITERIA_MET].count(True)


def outstanding_agencies(facts: Facts, *, answering: str = "") -> tuple[str, ...]:
    """Name the agencies still to answer, leaving out the one answering now."""
    asked = _names(facts, "agencies_asked")
    if not asked:
        return ()
    settled = {*_names(facts, "agencies_answered"), *_names(facts, "agencies_missing")}
    settled.add(answering)
    return tuple([agency for agency in asked if agency not in settled])


def chosen_worker_facts(
    chosen: ChosenWorker, roles: Mapping[str, Role]
) -> dict[str, FactValue]:
    """Give the facts about the worker named in an allocation.

    Args:
        chosen: the worker, with the families they have now.
        roles: the pathway's roles, for the capacity of the worker's tier.
    """
    role = next(
        (r for r in sorted(chosen.roles) if r in roles and roles[r].capacity), ""
    )
    capacity = roles[role].capacity if role else None
    return {
        "chosen_worker_role": role,
        "chosen_worker_load": chosen.families,
        "chosen_worker_most": capacity.most if capacity else 0,
        "chosen_worker_has_left": not chosen.in_post,
    }


def _days_since(day: FactValue, today: date) -> int:
    return (today - date.fromisoformat(str(day))).days if day else 0


def _names(facts: Facts, name: str) -> list[str]:
    value = facts.get(name)
    return value if isinstance(value, list) else []
