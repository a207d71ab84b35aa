"""Look at a handover before it is done: nothing is changed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import Connection

from casework.context import Context
from casework.handover.moving import Moves
from casework.handover.objections import against_request, refuse
from casework.handover.plan import Planned, digest_of, plan_moves
from casework.handover.request import HandoverRequest, PlannedCase
from casework.storable import refuse_unstorable
from engine.advance.refusal import Reason, Refusal, Why
from engine.allocation import capacity_of
from storage.cases import StoredCase
from storage.database import reading
from storage.districts import find_district
from storage.handovers import cases_of_worker


@dataclass(frozen=True, kw_only=True, slots=True)
class TakerLoad:
    """A worker's caseload before and after, against the usual and the full one."""

    user: str
    title: str
    before: int
    after: int
    usual: int | None
    most: int | None


@dataclass(frozen=True, kw_only=True, slots=True)
class HandoverPreview:
    """What a handover would do. `digest` is what `hand_over` takes as `seen`."""

    worker: str
    cases: tuple[PlannedCase, ...]
    loads: tuple[TakerLoad, ...]
    digest: str

    @property
    def refused(self) -> tuple[PlannedCase, ...]:
        """The families that can not go as planned."""
        return tuple(case for case in self.cases if case.refused)


def preview_handover(
    context: Context, request: HandoverRequest
) -> HandoverPreview | Refusal:
    """Show for each family who would take it, their caseload then, or why not.

    Nothing is written. A refusal is for a request that makes no sense as a whole.

    Raises:
        StorageError: the database is missing, busy or gone.
    """
    unstorable = refuse_unstorable(request.worker, "hand_over", request)
    if unstorable is not None:
        return unstorable
    with reading(context.database) as connection:
        moves = moves_of(context, connection, request.district_id)
        if moves is None:
            return no_district(request.district_id)
        caseload = cases_of_worker(connection, request.district_id, request.worker)
        reasons = list(against_request(moves, request, caseload))
        if reasons:
            return refuse(request.worker, reasons)
        plan = plan_moves(moves, request, part_of(request, caseload), "preview")
        return HandoverPreview(
            worker=request.worker,
            cases=tuple(each.line for each in plan),
            loads=tuple(loads_of(moves, plan)),
            digest=digest_of(plan),
        )


def moves_of(context: Context, connection: Connection, district: str) -> Moves | None:
    """Give what decides on a district's families; None where there is no district."""
    stored = find_district(connection, district)
    if stored is None:
        return None
    return Moves(context=context, connection=connection, stored=stored)


def part_of(
    request: HandoverRequest, caseload: Iterable[StoredCase]
) -> Iterator[StoredCase]:
    """Give the families that are asked for, of those that the worker has."""
    part = {*request.only, *request.takers}
    whole = bool(request.spread_over) and not request.only
    return (case for case in caseload if whole or case.view.reference in part)


def loads_of(moves: Moves, plan: Iterable[Planned]) -> Iterator[TakerLoad]:
    """Give the caseloads of all who take families, after all is decided."""
    taken = [each.line.taker for each in plan if each.advance is not None]
    for user in dict.fromkeys(taken):
        worker = moves.worker(user)
        if worker is None:
            continue
        capacity = capacity_of(moves.workflow.pathway, worker.roles)
        yield TakerLoad(
            user=user,
            title=worker.title,
            before=worker.families - taken.count(user),
            after=worker.families,
            usual=capacity.usual if capacity else None,
            most=capacity.most if capacity else None,
        )


def no_district(district: str) -> Refusal:
    """Refuse a district that is not in the database."""
    sentence = f"There is no district '{district}' in this database."
    return refuse(district, [Reason(why=Why.CASE, about="district", sentence=sentence)])
