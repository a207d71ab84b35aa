"""Hand families over: all of them in one transaction, or nothing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from casework.context import Context
from casework.handover.moving import Moves
from casework.handover.objections import against_request, refuse
from casework.handover.plan import Planned, digest_of, plan_moves
from casework.handover.preview import (
    TakerLoad,
    loads_of,
    moves_of,
    no_district,
    part_of,
)
from casework.handover.request import HandoverRequest, PlannedCase
from casework.storable import refuse_unstorable
from engine.advance.refusal import Reason, Refusal, Why
from storage.cases import write_advance
from storage.database import writing
from storage.handovers import (
    MovedCase,
    NewHandover,
    cases_of_worker,
    find_command,
    handover_count,
    hold_staff,
    write_handover,
)
from storage.redating import keep_calendar
from storage.rows import Row


@dataclass(frozen=True, kw_only=True, slots=True)
class HandedOver:
    """A handover that was done; `repeated` when an earlier, same command did it.

    `refused` are the families that stayed, when it went ahead without them.
    """

    id: str
    worker: str
    moved: tuple[PlannedCase, ...] = ()
    refused: tuple[PlannedCase, ...] = ()
    loads: tuple[TakerLoad, ...] = ()
    repeated: bool = False


def hand_over(context: Context, request: HandoverRequest) -> HandedOver | Refusal:
    """Hand families over by the same events as a single allocation.

    When one family is refused nothing is done, unless the request says to go ahead
    with those that can. Send the same `command_id` again and nothing happens twice.

    Raises:
        StorageError: the database is missing, busy, gone or full; nothing is written.
    """
    unstorable = refuse_unstorable(request.worker, "hand_over", request)
    if unstorable is not None:
        return unstorable
    with writing(context.database) as connection:
        keep_calendar(connection)
        moves = moves_of(context, connection, request.district_id)
        if moves is None:
            return no_district(request.district_id)
        return _hand_over(moves, connection, request)


def _hand_over(
    moves: Moves, connection: Connection, request: HandoverRequest
) -> HandedOver | Refusal:
    district, worker = request.district_id, request.worker
    # Cases first, then people: the order in which every use case holds them.
    caseload = cases_of_worker(connection, district, worker, lock=True)
    takers = (*request.takers.values(), *request.spread_over)
    hold_staff(connection, district, (worker, *takers))
    done = find_command(connection, district, request.command_id)
    if done is not None:
        return _repeat(request, done)
    reasons = list(against_request(moves, request, caseload))
    if reasons:
        return refuse(worker, reasons)
    handover = f"{worker}-{handover_count(connection, district, worker) + 1}"
    plan = plan_moves(moves, request, part_of(request, caseload), handover)
    reasons = list(_against_plan(request, plan))
    if reasons:
        return refuse(worker, reasons)
    loads = tuple(loads_of(moves, plan))  # as counted, before it is also written
    _write(moves, connection, request, plan, handover)
    return HandedOver(
        id=handover,
        worker=worker,
        moved=tuple(each.line for each in plan if each.advance),
        refused=tuple(each.line for each in plan if not each.advance),
        loads=loads,
    )


def _repeat(request: HandoverRequest, done: Row) -> HandedOver | Refusal:
    """Answer a command that has run: as before, or refuse an id that was reused."""
    asked = (request.worker, request.user, request.reason.strip())
    if asked != (done["worker"], done["recorded_by"], done["reason"]):
        sentence = (
            f"The command id '{request.command_id}' was used for another handover, "
            f"{done['id']}. Use a new one."
        )
        return refuse(request.worker, [Reason(why=Why.REPEAT, sentence=sentence)])
    return HandedOver(id=done["id"], worker=done["worker"], repeated=True)


def _against_plan(
    request: HandoverRequest, plan: Sequence[Planned]
) -> Iterator[Reason]:
    """Give the families' reasons, unless it may go ahead with those that can."""
    if request.seen and request.seen != digest_of(plan):
        sentence = (
            "It would come out otherwise than in the preview that you looked at: the "
            "families or the caseloads have changed since. Look at it again."
        )
        yield Reason(why=Why.STALE, about="seen", sentence=sentence)
    if request.go_ahead and any(each.advance for each in plan):
        return
    for each in plan:
        for reason in each.line.refused:
            reference = each.line.reference
            yield replace(
                reason, about=reference, sentence=f"{reference}: {reason.sentence}"
            )


def _write(
    moves: Moves,
    connection: Connection,
    request: HandoverRequest,
    plan: Sequence[Planned],
    handover: str,
) -> None:
    moved = []
    for each in plan:
        if each.advance is not None:
            write_advance(connection, each.case, each.advance)
            moved.append(
                MovedCase(
                    case_number=each.case.number,
                    taker=each.line.taker,
                    entry=each.case.view.version + 1,
                )
            )
    record = NewHandover(
        district_id=request.district_id,
        id=handover,
        worker=request.worker,
        reason=request.reason.strip(),
        command_id=request.command_id,
        recorded_by=request.user,
        recorded_at=moves.context.now(),
    )
    write_handover(connection, record, moved)
