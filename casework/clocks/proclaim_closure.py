"""Proclaim a day closed, or withdraw it: list every clock that moves, then move them.

A preview and the command itself reckon alike; the command writes the closure and the
dates of the clocks in one transaction. Rungs that have fired stay fired.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Connection

from casework.advance_case import new_command_id
from casework.clocks.closure_reasons import Asked, find_scope, reasons_against
from casework.clocks.redate import (
    Cause,
    Moved,
    ReDated,
    apply_moves,
    moved_clocks,
    told,
)
from casework.clocks.watch_calendar import note_moved
from casework.context import Context
from engine.advance.refusal import Reason, Refusal
from engine.workflow.district import District
from storage.closures import (
    NewClosure,
    add_closure,
    remove_closure,
    standing_closures,
)
from storage.database import reading, writing
from storage.districts import StoredDistrict
from storage.redating import hold_clocks

PROCLAIM, WITHDRAW = "proclaim_closure", "withdraw_closure"


@dataclass(frozen=True, kw_only=True, slots=True)
class ClosureRequest:
    """A day, the district or EVERYWHERE ("*"), its title, and who proclaims it.

    To withdraw it, the title is left out.
    """

    day: date
    district_id: str
    user: str
    title: str = ""
    command_id: str = field(default_factory=new_command_id)


@dataclass(frozen=True, kw_only=True, slots=True)
class ClosureDone:
    """What was proclaimed or withdrawn, and every clock that it moved.

    `repeated`: the day was proclaimed already, and there was nothing left to move.
    """

    day: date
    district_id: str
    title: str
    redated: tuple[ReDated, ...]
    repeated: bool = False


def preview_closure(
    context: Context, request: ClosureRequest
) -> tuple[ReDated, ...] | Refusal:
    """List every open clock that a closure would move. Nothing is changed.

    Raises:
        StorageError: the database is missing, busy or gone.
    """
    return _preview(context, _asked(PROCLAIM, request))


def preview_withdrawal(
    context: Context, request: ClosureRequest
) -> tuple[ReDated, ...] | Refusal:
    """List every open clock that the withdrawal of a closure would move.

    Raises:
        StorageError: the database is missing, busy or gone.
    """
    return _preview(context, _asked(WITHDRAW, request))


def proclaim_closure(
    context: Context, request: ClosureRequest
) -> ClosureDone | Refusal:
    """Close a day, and reckon the clocks that it touches anew.

    Raises:
        StorageError: the database is missing, busy, gone or full; nothing is written.
    """
    return _apply(context, _asked(PROCLAIM, request), request.command_id)


def withdraw_closure(
    context: Context, request: ClosureRequest
) -> ClosureDone | Refusal:
    """Open a day again that was proclaimed closed: the undo of a proclamation.

    Raises:
        StorageError: the database is missing, busy, gone or full; nothing is written.
    """
    return _apply(context, _asked(WITHDRAW, request), request.command_id)


def _asked(event: str, request: ClosureRequest) -> Asked:
    return Asked(
        event=event,
        day=request.day,
        scope=request.district_id,
        user=request.user,
        title=" ".join(request.title.split()),
        closes=event == PROCLAIM,
    )


def _preview(context: Context, asked: Asked) -> tuple[ReDated, ...] | Refusal:
    with reading(context.database) as connection:
        districts = _allowed(context, connection, asked)
        if isinstance(districts, Refusal):
            return districts
        return told(_moved(context, connection, asked, districts))


def _apply(context: Context, asked: Asked, command_id: str) -> ClosureDone | Refusal:
    with writing(context.database) as connection:
        hold_clocks(connection)
        districts = _allowed(context, connection, asked)
        if isinstance(districts, Refusal):
            return districts
        moved = _moved(context, connection, asked, districts)
        wrote = _write(context, connection, asked, command_id)
        for stored in districts:
            after = _as_it_will_be(connection, stored, asked)
            clocks = moved[after.id]
            apply_moves(connection, after.id, clocks, _cause(context, asked))
            note_moved(connection, stored.district, after)
    return ClosureDone(
        day=asked.day,
        district_id=asked.scope,
        title=asked.title,
        redated=told(moved),
        repeated=not wrote,
    )


def _allowed(
    context: Context, connection: Connection, asked: Asked
) -> tuple[StoredDistrict, ...] | Refusal:
    """Give the districts that are touched, or every reason why not."""
    scope = find_scope(connection, asked.scope)
    reasons = tuple(reasons_against(context, connection, asked, scope))
    if reasons:
        return _refuse(asked, reasons)
    return scope


def _moved(
    context: Context,
    connection: Connection,
    asked: Asked,
    districts: Sequence[StoredDistrict],
) -> dict[str, list[Moved]]:
    found = {}
    for stored in districts:
        changed = _as_it_will_be(connection, stored, asked)
        clocks = moved_clocks(context, connection, changed, asked.day)
        found[changed.id] = list(clocks)
    return found


def _as_it_will_be(
    connection: Connection, stored: StoredDistrict, asked: Asked
) -> District:
    closures = dict(stored.own_closures)
    for row in standing_closures(connection, stored.district.id):
        if (row["district_id"], row["day"]) != (asked.scope, asked.day):
            closures[row["day"]] = row["title"]
    if asked.closes:
        closures.setdefault(asked.day, asked.title)
    return stored.district.model_copy(update={"closures": closures})


def _write(
    context: Context, connection: Connection, asked: Asked, command_id: str
) -> bool:
    """Write the change, unless it stands already; say whether it was written."""
    standing = standing_closures(connection, asked.scope, asked.day)
    ours = [row for row in standing if row["district_id"] == asked.scope]
    by, at = asked.user, context.now()
    if asked.closes and not ours:
        new = NewClosure(
            district_id=asked.scope,
            id=command_id,
            day=asked.day,
            title=asked.title,
            added_by=by,
            added_at=at,
        )
        add_closure(connection, new)
        return True
    if not asked.closes and ours:
        remove_closure(connection, asked.scope, ours[0]["id"], by=by, at=at)
        return True
    return False


def _cause(context: Context, asked: Asked) -> Cause:
    return Cause(
        kind="closed" if asked.closes else "opened",
        day=asked.day,
        reason=asked.title,
        by=asked.user,
        at=context.now(),
    )


def _refuse(asked: Asked, reasons: tuple[Reason, ...]) -> Refusal:
    return Refusal(reference=asked.scope, event=asked.event, reasons=reasons)
