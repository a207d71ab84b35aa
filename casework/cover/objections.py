"""What speaks against a cover, or against changing one: every reason."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import Connection

from casework.context import Context
from casework.people import find_actor
from engine.advance.case import Actor
from engine.advance.refusal import Reason, Refusal, Why
from engine.allocation import worker_roles
from engine.cover import Cover, cover_reasons, last_day
from engine.local_time import day_in_words, in_words
from engine.workflow.titles import role_title
from engine.workflow.workflow import Workflow
from storage.covers import covers_of
from storage.districts import find_district
from storage.rows import Row

MAY_RECORD = ("coordinator", "delivery_manager")
"""Who may record cover for somebody else; everybody may for themselves."""


def against_cover(
    context: Context, connection: Connection, district: str, asked: Cover
) -> Iterator[Reason]:
    """Give every reason against a cover, the person who asks apart."""
    workflow = _workflow(context, connection, district)
    if workflow is None:
        sentence = f"There is no district '{district}' in this database."
        yield Reason(why=Why.CASE, about="district", sentence=sentence)
        return
    yield from cover_reasons(
        asked,
        workflow.district,
        [as_cover(row) for row in covers_of(connection, district)],
        today=context.today(),
        worker_roles={
            role: role_title(workflow.pathway, role) for role in worker_roles(workflow)
        },
    )


def against_asking(  # noqa: PLR0913 - who asks, of what, why
    context: Context,
    connection: Connection,
    district: str,
    *,
    absent: str,
    user: str,
    reason: str,
) -> Iterator[Reason]:
    """Give what speaks against the person who asks, and against a missing reason."""
    if not reason.strip():
        yield cover_reason("reason", "The reason is missing: give a few words.")
    workflow = _workflow(context, connection, district)
    if workflow is None:
        return
    actor = find_actor(connection, workflow, user, context.today())
    if isinstance(actor, Reason):
        yield actor
    elif user != absent and not actor.roles.intersection(MAY_RECORD):
        yield _not_theirs(workflow, actor, absent)


def against_ending(row: Row, today: date) -> Iterator[Reason]:
    """Give what speaks against ending a cover today: that it has ended."""
    if row["ended_on"] is not None:
        ended = in_words(row["ended_at"])
        sentence = f"This cover was ended by {row['ended_by']} on {ended}."
        yield cover_reason("cover", sentence)
    elif row["until"] < today:
        sentence = f"This cover ran out on {day_in_words(row['until'])}."
        yield cover_reason("cover", sentence)


def against_resuming(row: Row, today: date) -> Iterator[Reason]:
    """Give what speaks against taking a cover up again: nothing was cut off."""
    until = day_in_words(row["until"])
    if row["ended_on"] is None:
        sentence = f"This cover was not ended early: it is planned to {until}."
        yield cover_reason("cover", sentence)
    elif row["until"] < today:
        sentence = f"This cover would have run out on {until}. Record a new one."
        yield cover_reason("cover", sentence)


def as_cover(row: Row) -> Cover:
    """Give a stored cover as the rules see it: with the last day on which it runs."""
    return Cover(
        absent=row["absent"],
        cover=row["cover"],
        since=row["since"],
        until=last_day(row["until"], row["ended_on"]),
    )


def cover_reason(about: str, sentence: str) -> Reason:
    """Give a reason that has to do with cover."""
    return Reason(why=Why.COVER, about=about, sentence=sentence)


def no_cover(cover: str) -> Refusal:
    """Refuse the id of a cover that there is not."""
    sentence = f"There is no cover '{cover}'."
    return refuse(cover, [cover_reason("cover", sentence)])


def refuse(what: str, reasons: list[Reason]) -> Refusal:
    """Refuse for these reasons."""
    return Refusal(reference=what, event="cover", reasons=tuple(reasons))


def _workflow(
    context: Context, connection: Connection, district: str
) -> Workflow | None:
    stored = find_district(connection, district)
    if stored is None:
        return None
    return context.workflow(connection, stored.workflow_hash, stored.district)


def _not_theirs(workflow: Workflow, actor: Actor, absent: str) -> Reason:
    others = (role_title(workflow.pathway, role) for role in MAY_RECORD)
    sentence = (
        f"{actor.title} may not arrange cover for {absent}. It is for {absent}, or: "
        f"{', '.join(others)}."
    )
    return Reason(why=Why.ROLE, about="user", sentence=sentence)
