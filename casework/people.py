"""Who acts and who is chosen: users of a district, as the rules see them."""

from datetime import date

from sqlalchemy import Connection

from engine.advance.case import Actor, ChosenWorker
from engine.advance.refusal import Reason, Why
from engine.local_time import day_in_words
from engine.workflow.district import District, StaffMember
from engine.workflow.workflow import Workflow
from storage.allocations import families_of
from storage.covers import covered_by
from storage.districts import find_staff, in_post


def find_actor(
    connection: Connection, workflow: Workflow, user: str, today: date
) -> Actor | Reason:
    """Give the actor behind a user name, or why there is none."""
    district = workflow.district.id
    member = find_staff(connection, district, user)
    covers = covered_by(connection, district, user, today)
    return actor_of(workflow, user, member, covers, today)


def actor_of(
    workflow: Workflow,
    user: str,
    member: StaffMember | None,
    covers: frozenset[str],
    today: date,
) -> Actor | Reason:
    """Make an actor of a member of staff, or say why not.

    Args:
        workflow: the definition that the case is pinned to.
        user: the user name.
        member: who that is in the district; None when nobody is.
        covers: the absent workers for whom the user stands in today.
        today: the day in London.
    """
    district = workflow.district
    if member is None:
        return Reason(why=Why.STAFF, about=user, sentence=_unknown(district, user))
    if not in_post(member, today):
        left = member.until is not None and member.until < today
        sentence = (
            f"{member.title} ({user}) left on {day_in_words(member.until)}."
            if left and member.until
            else f"{member.title} ({user}) starts on {day_in_words(member.since)}."
        )
        return Reason(why=Why.STAFF, about=user, sentence=sentence)
    roles = workflow.pathway.roles
    agencies = [roles[r].agency for r in member.roles if r in roles]
    return Actor(
        user=user,
        title=member.title,
        roles=frozenset(member.roles),
        agency=next((agency for agency in agencies if agency), ""),
        covers=covers,
    )


def _unknown(district: District, user: str) -> str:
    return (
        f"There is no user '{user}' in {district.title}. "
        f"Users are: {', '.join(sorted(district.staff))}."
    )


def find_worker(
    connection: Connection, district: District, user: str, today: date
) -> ChosenWorker | None:
    """Give the worker behind a user name with their present caseload, and hold it."""
    member = find_staff(connection, district.id, user, lock=True)
    if member is None:
        return None
    return ChosenWorker(
        user=user,
        title=member.title,
        roles=frozenset(member.roles),
        families=families_of(connection, district.id, user),
        in_post=in_post(member, today),
    )
