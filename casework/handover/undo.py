"""Undo a handover: every family goes back that has not moved on since."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection

from casework.context import Context
from casework.handover.moving import Move, Moves
from casework.handover.objections import refuse
from casework.handover.preview import moves_of, no_district
from casework.storable import refuse_unstorable
from engine.advance.consequences import Advance
from engine.advance.refusal import Reason, Refusal, Why
from engine.local_time import in_words
from storage.cases import StoredCase, find_case, write_advance
from storage.database import writing
from storage.handovers import (
    cases_of_handover,
    find_handover,
    hold_staff,
    write_returned,
    write_undone,
)
from storage.redating import keep_calendar
from storage.rows import Row

UNDONE = "The handover was undone."
"""The reason for a full caseload, and for the change, unless another one is given."""


@dataclass(frozen=True, kw_only=True, slots=True)
class UndoRequest:
    """Which handover is undone, by whose word, and why if it is to be said."""

    district_id: str
    handover_id: str
    user: str
    reason: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Kept:
    """A family that stays with the worker who took it, and every reason why."""

    reference: str
    taker: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class HandoverUndone:
    """The families that went back to their worker, and those that did not."""

    id: str
    worker: str
    returned: tuple[str, ...]
    kept: tuple[Kept, ...]


def undo_handover(context: Context, request: UndoRequest) -> HandoverUndone | Refusal:
    """Give back every family that has not moved on since it was handed over.

    A family has moved on when anything was recorded on it since. If none can go back,
    nothing is changed.

    Raises:
        StorageError: the database is missing, busy, gone or full; nothing is written.
    """
    unstorable = refuse_unstorable(request.handover_id, "hand_over", request)
    if unstorable is not None:
        return unstorable
    with writing(context.database) as connection:
        keep_calendar(connection)
        moves = moves_of(context, connection, request.district_id)
        if moves is None:
            return no_district(request.district_id)
        handover = find_handover(
            connection, request.district_id, request.handover_id, lock=True
        )
        if handover is None:
            sentence = f"There is no handover '{request.handover_id}'."
            return refuse(request.handover_id, [_reason(sentence)])
        return _undo(moves, connection, request, handover)


def _undo(
    moves: Moves, connection: Connection, request: UndoRequest, handover: Row
) -> HandoverUndone | Refusal:
    families = cases_of_handover(connection, handover)
    cases = [_held(connection, request, family) for family in families]
    takers = [family["taker"] for family in families]
    hold_staff(connection, request.district_id, (handover["worker"], *takers))
    judged = [
        _judge(moves, request, handover, family, case)
        for family, case in zip(families, cases, strict=True)
    ]
    kept = tuple(each for each in judged if isinstance(each, Kept))
    back = [each for each in judged if isinstance(each, _Back)]
    if not back:
        return refuse(handover["id"], list(_nothing_returned(handover, kept)))
    for each in back:
        write_advance(connection, each.case, each.advance)
        write_returned(connection, each.family, each.case.view.version + 1)
    at = moves.context.now()
    write_undone(connection, handover, by=request.user, at=at)
    return HandoverUndone(
        id=handover["id"],
        worker=handover["worker"],
        returned=tuple(each.case.view.reference for each in back),
        kept=kept,
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class _Back:
    """A family that may go back, and the advance that takes it there."""

    family: Row
    case: StoredCase
    advance: Advance


def _held(connection: Connection, request: UndoRequest, family: Row) -> StoredCase:
    district, reference = request.district_id, family["reference"]
    case = find_case(connection, district, reference, lock=True)
    assert case is not None  # noqa: S101 - a foreign key holds it
    return case


def _judge(
    moves: Moves, request: UndoRequest, handover: Row, family: Row, case: StoredCase
) -> _Back | Kept:
    outcome = _outcome(moves, request, handover, family, case)
    if isinstance(outcome, Advance):
        return _Back(family=family, case=case, advance=outcome)
    reference = case.view.reference
    return Kept(reference=reference, taker=family["taker"], reasons=outcome)


def _outcome(
    moves: Moves, request: UndoRequest, handover: Row, family: Row, case: StoredCase
) -> Advance | tuple[Reason, ...]:
    if family["returned_entry"] is not None:
        return (_reason(f"It was given back already ({_undone(handover)})."),)
    if case.view.version != family["entry"]:
        return (_moved_on(case),)
    reason = request.reason.strip() or UNDONE
    move = Move(
        case=case,
        taker=handover["worker"],
        user=request.user,
        reason=reason,
        over_capacity=reason,
        command_id=f"handover:{handover['id']}:undone:{case.view.reference}",
    )
    return moves.judge(move).outcome


def _moved_on(case: StoredCase) -> Reason:
    view = case.view
    event = view.changed_event.replace("_", " ")
    sentence = (
        f"It has moved on: {view.changed_by} recorded '{event}' on "
        f"{in_words(view.changed_at)}. Give it to a worker by itself."
    )
    return _reason(sentence)


def _nothing_returned(handover: Row, kept: tuple[Kept, ...]) -> Iterator[Reason]:
    if handover["undone_at"] is not None:
        yield _reason(f"This handover was undone ({_undone(handover)}).")
    for family in kept:
        for reason in family.reasons:
            sentence = f"{family.reference}: {reason.sentence}"
            yield Reason(why=reason.why, about=family.reference, sentence=sentence)


def _undone(handover: Row) -> str:
    return f"by {handover['undone_by']} on {in_words(handover['undone_at'])}"


def _reason(sentence: str) -> Reason:
    return Reason(why=Why.HANDOVER, about="handover", sentence=sentence)
