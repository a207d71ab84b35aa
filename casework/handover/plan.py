"""The plan of a handover: for each family who takes it, and what stands against it."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from casework.handover.moving import Judged, Move, Moves, tier_of
from casework.handover.objections import unplaced
from casework.handover.request import HandoverRequest, PlannedCase
from engine.advance.case import ChosenWorker
from engine.advance.consequences import Advance
from engine.advance.refusal import Reason, Why
from engine.allocation import capacity_of
from engine.handover import Taker, spread
from engine.workflow.workflow import Workflow
from storage.cases import StoredCase


@dataclass(frozen=True, kw_only=True, slots=True)
class Planned:
    """A family with its case and, if it may go, the advance that takes it there."""

    case: StoredCase
    line: PlannedCase
    advance: Advance | None


def plan_moves(
    moves: Moves, request: HandoverRequest, cases: Iterable[StoredCase], handover: str
) -> tuple[Planned, ...]:
    """Place every family and decide on it, in the order of the cases.

    Args:
        moves: decides, and counts what each worker would have.
        request: who is named, and over whom the rest is spread.
        cases: the families that are handed over.
        handover: the id under which the handover would be recorded.
    """
    listed = list(cases)
    placed = _placed(moves, request, listed)
    return tuple(
        _planned(moves, request, case, placed, f"handover:{handover}")
        for case in listed
    )


def digest_of(plan: Iterable[Planned]) -> str:
    """Give a short digest of who takes what, and of what is refused."""
    parts = [
        (each.line.reference, each.case.view.version, each.line.taker, each.line.event)
        for each in plan
    ]
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:12]


def _placed(
    moves: Moves, request: HandoverRequest, cases: list[StoredCase]
) -> dict[str, str]:
    """Give who takes each family: as named, or spread over the workers chosen."""
    workflow = moves.workflow
    named = dict(request.takers)
    rest = [case for case in cases if case.view.reference not in named]
    takers = [
        _taker(workflow, found, list(named.values()).count(user))
        for user in dict.fromkeys(request.spread_over)
        if (found := moves.worker(user)) is not None
    ]
    tiers = [(case.view.reference, tier_of(case)) for case in rest]
    return named | spread(tiers, takers, over=bool(request.over_capacity.strip()))


def _taker(workflow: Workflow, worker: ChosenWorker, named: int) -> Taker:
    capacity = capacity_of(workflow.pathway, worker.roles)
    return Taker(
        user=worker.user,
        tiers=worker.roles,
        families=worker.families + named,
        most=capacity.most if capacity else None,
    )


def _planned(
    moves: Moves,
    request: HandoverRequest,
    case: StoredCase,
    placed: Mapping[str, str],
    prefix: str,
) -> Planned:
    taker = placed.get(case.view.reference, "")
    if not taker:
        return _refused(moves, case, taker, unplaced(moves, request, case))
    if taker == request.worker:
        sentence = f"{request.worker} has this family already. Name somebody else."
        reason = Reason(why=Why.HANDOVER, about="takers", sentence=sentence)
        return _refused(moves, case, taker, reason)
    judged = moves.judge(
        Move(
            case=case,
            taker=taker,
            user=request.user,
            reason=request.reason.strip(),
            over_capacity=request.over_capacity.strip(),
            command_id=f"{prefix}:{case.view.reference}",
            answers=request.answers,
        )
    )
    return _judged(moves, case, taker, judged)


def _judged(moves: Moves, case: StoredCase, taker: str, judged: Judged) -> Planned:
    advance = judged.outcome if isinstance(judged.outcome, Advance) else None
    refused = () if isinstance(judged.outcome, Advance) else judged.outcome
    now = judged.taker.families if judged.taker else 0
    line = PlannedCase(
        reference=case.view.reference,
        place=moves.place(case),
        taker=taker,
        taker_title=judged.taker.title if judged.taker else "",
        event=advance.event if advance else "",
        load_after=now + 1 if advance else now,
        usual=judged.capacity.usual if judged.capacity else None,
        most=judged.capacity.most if judged.capacity else None,
        warnings=advance.warnings if advance else (),
        refused=refused,
    )
    return Planned(case=case, line=line, advance=advance)


def _refused(moves: Moves, case: StoredCase, taker: str, reason: Reason) -> Planned:
    judged = Judged(outcome=(reason,), taker=moves.worker(taker), capacity=None)
    return _judged(moves, case, taker, judged)
