"""Reckon every open clock anew by the calendar as it stands, and move what differs.

A closure written into a district's file, other school terms, or a bank holiday that
came with a newer calendar moves no open clock by itself: this lists what would move,
and moves it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from casework.clocks.closure_reasons import find_scope, no_such_district, of_the_user
from casework.clocks.redate import (
    Cause,
    Moved,
    ReDated,
    apply_moves,
    moved_clocks,
    told,
)
from casework.clocks.watch_calendar import note_dated
from casework.context import Context
from engine.advance.refusal import Reason, Refusal, Why
from storage.database import reading, writing
from storage.districts import StoredDistrict
from storage.redating import hold_clocks

EVENT = "redate_clocks"


@dataclass(frozen=True, kw_only=True, slots=True)
class RedateRequest:
    """The district, or EVERYWHERE ("*"), who asks, and why the calendar changed."""

    district_id: str
    user: str
    reason: str


def preview_redating(
    context: Context, request: RedateRequest
) -> tuple[ReDated, ...] | Refusal:
    """List every open clock that stands by another calendar. Nothing is changed.

    Raises:
        StorageError: the database is missing, busy or gone.
    """
    with reading(context.database) as connection:
        moved = _moved(context, connection, request)
        return moved if isinstance(moved, Refusal) else told(moved)


def redate_clocks(
    context: Context, request: RedateRequest
) -> tuple[ReDated, ...] | Refusal:
    """Move every open clock that stands by another calendar, and say which.

    Raises:
        StorageError: the database is missing, busy, gone or full; nothing is written.
    """
    with writing(context.database) as connection:
        hold_clocks(connection)
        moved = _moved(context, connection, request)
        if isinstance(moved, Refusal):
            return moved
        cause = Cause(
            kind="calendar",
            day=None,
            reason=" ".join(request.reason.split()),
            by=request.user,
            at=context.now(),
        )
        for district, clocks in moved.items():
            apply_moves(connection, district, clocks, cause)
        for stored in find_scope(connection, request.district_id):
            note_dated(connection, stored.district)
        return told(moved)


def clocks_behind(
    context: Context, connection: Connection, districts: Sequence[StoredDistrict]
) -> dict[str, list[Moved]]:
    """Give, by district, the open clocks that stand by another calendar than now."""
    return {
        stored.district.id: list(moved_clocks(context, connection, stored.district))
        for stored in districts
    }


def _moved(
    context: Context, connection: Connection, request: RedateRequest
) -> dict[str, list[Moved]] | Refusal:
    scope = find_scope(connection, request.district_id)
    if not scope:
        return _refuse(request, no_such_district(connection, request.district_id))
    reasons = list(of_the_user(context, connection, request.user, scope))
    if not request.reason.strip():
        sentence = "Say why the calendar changed: it is shown with every case it moves."
        reasons.append(Reason(why=Why.ANSWER, about="reason", sentence=sentence))
    if reasons:
        return _refuse(request, *reasons)
    return clocks_behind(context, connection, scope)


def _refuse(request: RedateRequest, *reasons: Reason) -> Refusal:
    return Refusal(reference=request.district_id, event=EVENT, reasons=reasons)
