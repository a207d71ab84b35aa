"""Clear what a job set aside, once its cause is mended: the next run tries it again."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection

from casework.advance_case import new_command_id
from casework.context import Context, district_of_reference
from casework.people import find_actor
from casework.reading.desk import no_case
from casework.storable import refuse_unstorable
from engine.advance.permission import may_act_as, not_yours_sentence
from engine.advance.refusal import Reason, Refusal, Why
from engine.workflow.workflow import Workflow
from storage.database import writing
from storage.districts import find_district
from storage.openings import reference
from storage.rows import Row
from storage.set_aside import (
    NewClearing,
    clear_clock,
    clear_payment,
    clocks_set_aside,
    find_clearing,
    payments_set_aside,
    record_clearing,
)

MAY_CLEAR = ("coordinator", "delivery_manager")
EVENT = "clear_set_aside"


@dataclass(frozen=True, kw_only=True, slots=True)
class ClearRequest:
    """Whose set-aside clocks and payments are cleared, why, and by whom.

    `what` is one of them, as `list_set_aside` names it; empty is all of the case.
    """

    reference: str
    user: str
    reason: str
    what: str = ""
    command_id: str = field(default_factory=new_command_id)


@dataclass(frozen=True, kw_only=True, slots=True)
class SetAsideCleared:
    """What was cleared, by the names that `list_set_aside` gives."""

    reference: str
    cleared: tuple[str, ...]
    repeated: bool = False


def clear_set_aside(
    context: Context, request: ClearRequest
) -> SetAsideCleared | Refusal:
    """Let the next run try again what was set aside, or say every reason why not.

    Who cleared it, when and why is written down, with what it was set aside for.

    Raises:
        StorageError: the database is missing, busy, gone or full; nothing is written.
    """
    unstorable = refuse_unstorable(request.reference, EVENT, request)
    if unstorable is not None:
        return unstorable
    with writing(context.database) as connection:
        district = district_of_reference(connection, request.reference) or ""
        stored = find_district(connection, district)
        if stored is None:
            return no_case(request.reference)
        before = find_clearing(connection, district, request.command_id)
        if before is not None:
            return _repeat(request, before, stored.district.prefix)
        hash_ = stored.workflow_hash
        workflow = context.workflow(connection, hash_, stored.district)
        found = _found(connection, district, request)
        reasons = (
            *_reasons(context, connection, workflow, request),
            *_nothing(request, found),
        )
        if reasons:
            return Refusal(reference=request.reference, event=EVENT, reasons=reasons)
        for row in found:
            _clear(context, connection, request, row)
        return SetAsideCleared(
            reference=request.reference, cleared=tuple(_name(row) for row in found)
        )


def _repeat(
    request: ClearRequest, before: Row, prefix: str
) -> SetAsideCleared | Refusal:
    """Answer a command that has run: as before, or refuse an id that was reused."""
    was = (reference(prefix, before["case_number"]), before["reason"])
    if was == (request.reference, " ".join(request.reason.split())):
        return SetAsideCleared(reference=request.reference, cleared=(), repeated=True)
    sentence = (
        f"The command id '{request.command_id}' was used to clear something else, of "
        f"{was[0]}. Use a new one."
    )
    reason = Reason(why=Why.REPEAT, sentence=sentence)
    return Refusal(reference=request.reference, event=EVENT, reasons=(reason,))


def _found(connection: Connection, district: str, request: ClearRequest) -> list[Row]:
    rows = (
        *clocks_set_aside(connection, district),
        *payments_set_aside(connection, district),
    )
    return [
        row
        for row in rows
        if row["reference"] == request.reference and request.what in {"", _name(row)}
    ]


def _name(row: Row) -> str:
    return str(row["payment"] if "payment" in row else row["id"])


def _reasons(
    context: Context, connection: Connection, workflow: Workflow, request: ClearRequest
) -> Iterator[Reason]:
    actor = find_actor(connection, workflow, request.user, context.today())
    if isinstance(actor, Reason):
        yield actor
    elif not may_act_as(MAY_CLEAR, actor, {}):
        what = f"clear what was set aside of {request.reference}"
        sentence = not_yours_sentence(workflow, what, MAY_CLEAR, actor)
        yield Reason(why=Why.ROLE, sentence=sentence)
    if not request.reason.strip():
        sentence = "Say why it can be tried again: what was mended."
        yield Reason(why=Why.ANSWER, about="reason", sentence=sentence)


def _nothing(request: ClearRequest, found: Sequence[Row]) -> Iterator[Reason]:
    if not found:
        which = f"'{request.what}' of {request.reference}" if request.what else ""
        which = which or f"Of {request.reference} nothing"
        said = "is not set aside." if request.what else "is set aside."
        sentence = f"{which} {said}"
        yield Reason(why=Why.CLOCK, about="what", sentence=sentence)


def _clear(
    context: Context, connection: Connection, request: ClearRequest, row: Row
) -> None:
    payment = "payment" in row
    done = (clear_payment if payment else clear_clock)(connection, row)
    if not done:
        return  # somebody cleared it at the same moment: it is recorded once
    clearing = NewClearing(
        district_id=row["district_id"],
        id=f"{request.command_id}/{_name(row)}",
        case_number=row["case_number"],
        kind="payment" if payment else "clock",
        what=_name(row),
        was=row["reason"] if payment else row["set_aside"],
        reason=" ".join(request.reason.split()),
        cleared_by=request.user,
        cleared_at=context.now(),
    )
    record_clearing(connection, clearing)
