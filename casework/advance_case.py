"""Advance a case: one command, one transaction, an outcome or every reason why not."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import NamedTuple, TypeAlias
from uuid import uuid4

from sqlalchemy import Connection

from casework.context import Context
from casework.named_cases import named_case_reasons
from casework.one_of_many import OneOfMany
from casework.people import actor_of, find_worker
from casework.said_twice import says_the_same
from engine.access.sight import Sight
from engine.advance.case import Actor, AdvanceCommand, ChosenWorker
from engine.advance.consequences import Advance
from engine.advance.decide import decide
from engine.advance.refusal import Reason, Refusal, Why
from engine.advance.setting import Setting
from engine.local_time import in_words
from engine.text import UNSTORABLE, is_storable
from engine.workflow.definition import MachineName, Transition
from storage.cases import StoredCase, write_advance
from storage.database import writing
from storage.for_change import read_for_change
from storage.meetings import MeetingsOnRecord
from storage.rows import Row


def new_command_id() -> str:
    """Give an id for a command that comes without one of its own."""
    return uuid4().hex


@dataclass(frozen=True, kw_only=True, slots=True)
class AdvanceRequest:
    """What a person asks for: an event on a case, with answers.

    Send the same `command_id` again and nothing happens twice. `sight` is what whoever
    asks in the pages sees: another case that an answer names has to be in it.
    """

    reference: str
    event: str
    user: str
    answers: Mapping[str, object] = field(default_factory=dict)
    command_id: str = field(default_factory=new_command_id)
    seen_version: int | None = None
    sight: Sight | None = None


Asking: TypeAlias = AdvanceRequest | OneOfMany


class Advanced(NamedTuple):
    """A case that was advanced; `repeated` when an earlier, same command did it."""

    reference: str
    event: str
    title: str
    version: int
    programme: str
    service: str
    at: datetime
    by: str
    warnings: tuple[str, ...] = ()
    repeated: bool = False


def advance_case(context: Context, request: AdvanceRequest) -> Advanced | Refusal:
    """Take a case through an event, or say every reason why not.

    Raises:
        StorageError: the database is missing, busy, gone or full; nothing is written.
    """
    with writing(context.database) as connection:
        return advance_within(context, connection, request)


def advance_within(
    context: Context, connection: Connection, request: AdvanceRequest
) -> Advanced | Refusal:
    """Do the same inside a transaction that is open already."""
    found = find_for_change(context, connection, request)
    if not isinstance(found, FoundCase):
        return found
    decision = judge(connection, request, found)
    if isinstance(decision, Refusal):
        return decision
    write_advance(connection, found.case, decision)
    return advanced(decision)


class FoundCase(NamedTuple):
    """A case that is held until the transaction ends, and what it is judged in.

    `actor` is who asks, or why they can not act.
    """

    case: StoredCase
    setting: Setting
    actor: Actor | Reason


def find_for_change(
    context: Context, connection: Connection, request: AdvanceRequest
) -> FoundCase | Advanced | Refusal:
    """Find the case that a request changes, unless the same command has run already."""
    if not is_storable(request.command_id):
        sentence = f"The command id holds {UNSTORABLE}. Use another one."
        return refused(request, Reason(why=Why.REPEAT, sentence=sentence))
    found = read_for_change(
        connection,
        request.reference,
        user=request.user,
        today=context.today(),
        command=request.command_id,
    )
    if found is None:
        return refused(request, no_case(request.reference))
    case, district = found.case, found.district.district
    if found.done is not None:
        workflow = context.workflow(connection, case.workflow_hash, district)
        return repeat(request, case, found.done, workflow.events)
    setting = context.setting(connection, case.workflow_hash, district)
    who = (request.user, found.member, found.covers)
    actor = actor_of(setting.workflow, *who, setting.today)
    return FoundCase(case=case, setting=setting, actor=actor)


def judge(
    connection: Connection,
    request: Asking,
    found: FoundCase,
    meetings: MeetingsOnRecord | None = None,
) -> Advance | Refusal:
    """Decide on a request; nothing is written.

    Args:
        connection: the transaction that holds the case.
        request: what is asked.
        found: the case, and what it is judged in.
        meetings: what is on record of meetings, for a whole batch; None reads it.
    """
    case, setting, actor = found.case, found.setting, found.actor
    if isinstance(actor, Reason):
        return refused(request, actor)
    chosen = _chosen(connection, setting, request, case)
    decision = decide(setting, case.view, _command(request, actor), chosen)
    named = _named_case_reasons(connection, setting, case, request)
    if isinstance(decision, Refusal):
        return replace(decision, reasons=(*decision.reasons, *named))
    if named:
        return Refusal(reference=request.reference, event=request.event, reasons=named)
    if setting.workflow.events[decision.event][1].decision is not None:
        on_record = meetings or MeetingsOnRecord(
            connection=connection, district_id=case.district_id
        )
        against = _meeting_reason(on_record, case, decision)
        if against is not None:
            return refused(request, against)
    return decision


def _command(request: Asking, actor: Actor) -> AdvanceCommand:
    return AdvanceCommand(
        reference=request.reference,
        event=request.event,
        actor=actor,
        command_id=request.command_id,
        answers=request.answers,
        seen_version=request.seen_version,
    )


def _chosen(
    connection: Connection, setting: Setting, request: Asking, case: StoredCase
) -> ChosenWorker | None:
    known = setting.workflow.events.get(request.event)
    allocates = known[1].does.allocates if known else None
    if allocates is None:
        return None
    user = str(request.answers.get(allocates.worker, "")).strip()
    found = find_worker(connection, setting.workflow.district, user, setting.today)
    if found is not None and case.row["worker"] == user:
        return replace(found, families=found.families - 1)
    return found


def _named_case_reasons(
    connection: Connection, setting: Setting, case: StoredCase, request: Asking
) -> tuple[Reason, ...]:
    known = setting.workflow.events.get(request.event)
    if known is None:
        return ()
    return named_case_reasons(
        connection, case, known[1], request.answers, request.sight
    )


def _meeting_reason(
    meetings: MeetingsOnRecord, case: StoredCase, advance: Advance
) -> Reason | None:
    """A board's decision needs its meeting on record, and is made there once."""
    meeting = str(advance.answers["meeting"])
    made = meetings.decided(meeting)
    if made is None:
        sentence = (
            f"There is no meeting '{meeting}' on record. Board decisions are recorded "
            "with the whole meeting."
        )
        return Reason(why=Why.MEETING, about="meeting", sentence=sentence)
    before = made.get(case.number)
    if before is None:
        return None
    sentence = (
        f"Meeting '{meeting}' has decided on {case.view.reference} already: "
        f"{before['outcome']} (minute {before['minute']})."
    )
    return Reason(why=Why.MEETING, about="meeting", sentence=sentence)


def no_case(reference: str) -> Reason:
    """Say that there is no such case."""
    sentence = f"There is no case '{reference}'."
    return Reason(why=Why.CASE, about="reference", sentence=sentence)


def refused(request: Asking, reason: Reason) -> Refusal:
    """Refuse a request for a single reason."""
    return Refusal(reference=request.reference, event=request.event, reasons=(reason,))


def repeat(
    request: Asking,
    case: StoredCase,
    done: Row,
    events: Mapping[str, tuple[MachineName, Transition]],
) -> Advanced | Refusal:
    """Answer a command that has run: as before, or refuse an id that was reused."""
    if not _is_the_same(request, case, done):
        sentence = (
            f"The command id '{request.command_id}' was used on {in_words(done['at'])} "
            f"for something else ({done['event']}, by {done['actor']}). Use a new one."
        )
        return refused(request, Reason(why=Why.REPEAT, sentence=sentence))
    return Advanced(
        reference=request.reference,
        event=request.event,
        title=event_title(events, request.event),
        version=done["entry"],
        programme=done["programme_to"],
        service=done["service_to"],
        at=done["at"],
        by=done["actor"],
        repeated=True,
    )


def event_title(
    events: Mapping[str, tuple[MachineName, Transition]], event: str
) -> str:
    """Name an event; one that every pathway has, such as a pause, by its id."""
    known = events.get(event)
    return known[1].title if known else event.replace("_", " ").capitalize()


def _is_the_same(request: Asking, case: StoredCase, done: Row) -> bool:
    """Say whether a command is the one that ran, answer by answer."""
    asked = (request.event, case.number, request.user)
    if asked != (done["event"], done["case_number"], done["actor"]):
        return False
    return says_the_same(request.answers, done["answers"])


def advanced(advance: Advance) -> Advanced:
    """Say what an advance that was written has done."""
    case = advance.case
    return Advanced(
        reference=case.reference,
        event=advance.event,
        title=advance.title,
        version=case.version + 1,
        programme=advance.programme,
        service=advance.service,
        at=advance.at,
        by=advance.actor.user,
        warnings=advance.warnings,
    )
