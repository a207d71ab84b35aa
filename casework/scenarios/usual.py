"""What a scenario leaves unsaid: who acts, and the answers that are usual."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from casework.people import find_actor
from engine.advance.case import Actor
from engine.advance.derived import outstanding_agencies
from engine.advance.permission import may_act
from engine.facts import Facts
from engine.workflow.definition import WORKER, Ask, Transition
from engine.workflow.workflow import Workflow

Answers = Mapping[str, object]
ANOTHER_CASE = "OTHER-0001"
"""Stands for another family's case, which is opened when it is needed."""
_HALF_A_YEAR = 26  # weeks: enough of anything that is counted


@dataclass(frozen=True, kw_only=True, slots=True)
class Cast:
    """Who is in post on a day, and the worker that a scenario names, if it does."""

    actors: tuple[Actor, ...]
    today: date
    worker: str = ""

    def who(self, transition: Transition, facts: Facts) -> Iterator[Actor]:
        """Give those who may take an event, in the order of the staff list."""
        return (each for each in self.actors if may_act(transition, each, facts))

    def likeliest(self, transition: Transition, facts: Facts) -> Actor | None:
        """Give whoever is named first among the roles that may take an event."""
        for role in transition.by:
            for actor in self.actors:
                holds_it = (
                    actor.user == facts["worker"]
                    if role == WORKER
                    else (role in actor.roles)
                )
                if holds_it:
                    return actor
        return None

    def workers(self, ask: Ask) -> Iterator[Actor]:
        """Give those whom an answer may name; only the scenario's, if it has one."""
        for actor in self.actors:
            if actor.roles.intersection(ask.roles) and self.worker in {"", actor.user}:
                yield actor


def cast_of(connection: Connection, workflow: Workflow, today: date) -> Cast:
    """Find everybody who is in post on a day."""
    found = (
        find_actor(connection, workflow, user, today)
        for user in workflow.district.staff
    )
    actors = tuple(each for each in found if isinstance(each, Actor))
    return Cast(actors=actors, today=today)


def user_named(workflow: Workflow, by: str, today: date, facts: Facts) -> str:
    """Give the user behind what a scenario says of who acts.

    Args:
        workflow: the district's.
        by: a user, a role, or `worker` for whoever has the family.
        today: of two who hold a role, the one in post on this day is meant.
        facts: the case's facts.
    """
    if by == WORKER:
        return str(facts["worker"])
    staff = workflow.district.staff
    if by in staff:
        return by
    holders = [user for user, member in staff.items() if by in member.roles]
    here = [u for u in holders if staff[u].since <= today <= (staff[u].until or today)]
    return (here or holders or [by])[0]


def usual_answers(
    transition: Transition, cast: Cast, facts: Facts, actor: Actor | None
) -> dict[str, object]:
    """Answer what an event asks for and needs, as is usual."""
    asked = {name: ask for name, ask in transition.asks.items() if ask.required}
    return {name: _usual(ask, cast, facts, actor) for name, ask in asked.items()}


def ways_to_answer(
    transition: Transition, cast: Cast, facts: Facts, actor: Actor
) -> Sequence[dict[str, object]]:
    """Give the usual answers, then the same with everything that is counted high."""
    usual = usual_answers(transition, cast, facts, actor)
    numbers = [n for n, ask in transition.asks.items() if ask.type == "whole_number"]
    high = dict.fromkeys(numbers, _HALF_A_YEAR)
    return [usual, usual | high] if high else [usual]


def _usual(ask: Ask, cast: Cast, facts: Facts, actor: Actor | None) -> object:
    if ask.type == "worker":
        return next((each.user for each in cast.workers(ask)), "")
    if ask.type == "agency":
        return _usual_agency(facts, actor)
    if ask.type == "choice":
        return ask.options[0]
    known = {
        "text": "As the scenario needs it",
        "date": cast.today,
        "yes_no": True,
        "case": ANOTHER_CASE,
    }
    return known.get(ask.type, 0)


def _usual_agency(facts: Facts, actor: Actor | None) -> str:
    """An officer answers for their own agency; others for the next that is awaited."""
    waiting = outstanding_agencies(facts)
    own = actor.agency if actor else ""
    return own or (waiting[0] if waiting else "")
