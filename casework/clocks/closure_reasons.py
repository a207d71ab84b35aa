"""Why a day can not be proclaimed closed, or opened again: every reason at once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from casework.context import Context, calendar_of
from casework.people import find_actor
from engine.advance.permission import may_act_as, not_yours_sentence
from engine.advance.refusal import Reason, Why
from engine.clocks.day_count import OutsideCalendarError
from engine.clocks.working_days import day_in_words
from engine.workflow.workflow import Workflow
from storage.closures import standing_closures
from storage.districts import StoredDistrict, all_districts
from storage.tables.clocks import EVERYWHERE

_SATURDAY = 5


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """What is asked: a day closed or opened again, where, and by whom."""

    event: str
    day: date
    scope: str
    user: str
    title: str
    closes: bool


def find_scope(connection: Connection, scope: str) -> tuple[StoredDistrict, ...]:
    """Give the districts that a calendar is of; none if there is no such district."""
    return tuple(
        stored
        for stored in all_districts(connection)
        if scope in {EVERYWHERE, stored.district.id}
    )


def reasons_against(
    context: Context,
    connection: Connection,
    asked: Asked,
    scope: Sequence[StoredDistrict],
) -> Iterator[Reason]:
    """Give every reason against what is asked; none when it may be done."""
    if not scope:
        yield no_such_district(connection, asked.scope)
        return
    yield from of_the_user(context, connection, asked.user, scope)
    yield from _of_the_day(connection, asked, scope)


def no_such_district(connection: Connection, scope: str) -> Reason:
    """Say that there is no such district, and which there are."""
    known = ", ".join(each.district.id for each in all_districts(connection))
    sentence = (
        f"There is no district '{scope}'. There are: {known or 'none'}; "
        f"'{EVERYWHERE}' stands for all of them."
    )
    return Reason(why=Why.CASE, about="district", sentence=sentence)


def of_the_user(
    context: Context,
    connection: Connection,
    user: str,
    scope: Sequence[StoredDistrict],
) -> Iterator[Reason]:
    """Let those act who may in one of the districts: a county's bank holiday is one."""
    against = []
    for stored in scope:
        hash_ = stored.workflow_hash
        workflow = context.workflow(connection, hash_, stored.district)
        reason = _not_for(context, connection, user, workflow)
        if reason is None:
            return
        against.append(reason)
    # Who is known somewhere is told of the role, not that others do not know them.
    yield next((each for each in against if each.why is Why.ROLE), against[0])


def _not_for(
    context: Context, connection: Connection, user: str, workflow: Workflow
) -> Reason | None:
    actor = find_actor(connection, workflow, user, context.today())
    if isinstance(actor, Reason):
        return actor
    closing = workflow.pathway.closing
    by = closing.by if closing else ()
    if may_act_as(by, actor, {}):
        return None
    what = "Change the calendar that clocks go by"
    sentence = not_yours_sentence(workflow, what, by, actor)
    return Reason(why=Why.ROLE, sentence=sentence)


def _of_the_day(
    connection: Connection, asked: Asked, scope: Sequence[StoredDistrict]
) -> Iterator[Reason]:
    standing = standing_closures(connection, asked.scope)
    ours = [row for row in standing if row["district_id"] == asked.scope]
    proclaimed = asked.day in {row["day"] for row in ours}
    if asked.closes and not asked.title:
        sentence = "A closure needs a title: say why offices are closed that day."
        yield Reason(why=Why.ANSWER, about="title", sentence=sentence)
    if asked.closes and not proclaimed:
        why = _no_working_day(asked.day, scope)
        if why:
            yield Reason(why=Why.CALENDAR, about="day", sentence=why)
    if not asked.closes and not proclaimed:
        listed = "; ".join(f"{r['day'].isoformat()} {r['title']}" for r in ours)
        sentence = (
            f"{day_in_words(asked.day)} was not proclaimed closed for '{asked.scope}', "
            f"so it can not be withdrawn. Proclaimed are: {listed or 'none'}."
        )
        yield Reason(why=Why.CALENDAR, about="day", sentence=sentence)


def _no_working_day(day: date, scope: Sequence[StoredDistrict]) -> str:
    """Say why nobody works that day anyway; empty when somebody does."""
    try:
        if any(calendar_of(each.district).is_working_day(day) for each in scope):
            return ""
    except OutsideCalendarError as error:
        return f"{error}."
    closed = {day: why for each in scope for day, why in each.district.closures.items()}
    if day.weekday() >= _SATURDAY:
        why = "at the weekend"
    else:
        why = f"closed already ({closed[day]})" if day in closed else "a bank holiday"
    return f"{day_in_words(day)} is no working day anyway: it is {why}."
