"""What speaks against a handover as it is asked for, and against placing a family."""

from collections.abc import Iterator, Sequence

from sqlalchemy import Connection

from casework.handover.moving import Moves, tier_of
from casework.handover.request import HandoverRequest
from casework.people import find_actor
from engine.advance.refusal import Reason, Refusal, Why
from engine.allocation import capacity_of, worker_roles
from storage.cases import StoredCase, find_case
from storage.districts import find_staff, in_post


def against_request(
    moves: Moves, request: HandoverRequest, caseload: Sequence[StoredCase]
) -> Iterator[Reason]:
    """Give what is wrong with a request before any family is looked at.

    Args:
        moves: the database, the clock and the district.
        request: what is asked for.
        caseload: every case that the worker has.
    """
    if not request.reason.strip():
        yield _reason("reason", "The reason is missing: say why they are handed over.")
    today = moves.context.today()
    actor = find_actor(moves.connection, moves.workflow, request.user, today)
    if isinstance(actor, Reason):
        yield actor
    if not caseload:
        yield _no_families(moves, request.worker)
    if not request.takers and not request.spread_over:
        sentence = (
            "Nobody is named to take the families: name who takes which, or the "
            "workers to spread them over."
        )
        yield _reason("takers", sentence)
    yield from _strangers(moves.connection, request, caseload)
    for user in dict.fromkeys(request.spread_over):
        yield from _against_spreading_to(moves, request, user)


def _no_families(moves: Moves, worker: str) -> Reason:
    if find_staff(moves.connection, moves.district.id, worker) is None:
        sentence = f"There is no worker '{worker}' here."
        return Reason(why=Why.STAFF, about="worker", sentence=sentence)
    return _reason("worker", f"{worker} has no families to hand over.")


def _strangers(
    connection: Connection, request: HandoverRequest, caseload: Sequence[StoredCase]
) -> Iterator[Reason]:
    """Name the families that are asked for and that the worker has not."""
    theirs = {case.view.reference for case in caseload}
    for reference in dict.fromkeys((*request.takers, *request.only)):
        if reference in theirs:
            continue
        case = find_case(connection, request.district_id, reference)
        if case is None:
            sentence = f"There is no case '{reference}'."
            yield Reason(why=Why.CASE, about=reference, sentence=sentence)
            continue
        has = case.row["worker"]
        who = f"{has} has it" if has else "it has no worker"
        yield _reason(reference, f"{reference} is not with {request.worker}: {who}.")


def _against_spreading_to(
    moves: Moves, request: HandoverRequest, user: str
) -> Iterator[Reason]:
    if user == request.worker:
        sentence = f"{user}'s families can not be spread over {user}."
        yield _reason("spread_over", sentence)
        return
    member = find_staff(moves.connection, moves.district.id, user)
    if member is None:
        sentence = f"There is no worker '{user}' here."
    elif not in_post(member, moves.context.today()):
        sentence = f"{member.title} ({user}) is not in post today. Choose others."
    elif not worker_roles(moves.workflow).intersection(member.roles):
        sentence = (
            f"{member.title} ({user}) is not a worker to whom families are allocated."
        )
    else:
        return
    yield Reason(why=Why.STAFF, about="spread_over", sentence=sentence)


def unplaced(moves: Moves, request: HandoverRequest, case: StoredCase) -> Reason:
    """Say why nobody was found for a family."""
    if not request.spread_over:
        sentence = "Nobody is named to take this family."
        return _reason("takers", sentence)
    tier = tier_of(case)
    found = (moves.worker(user) for user in dict.fromkeys(request.spread_over))
    able = [worker for worker in found if worker and tier in worker.roles]
    if not able:
        known = moves.workflow.pathway.roles.get(tier)
        title = known.title if known else tier
        sentence = (
            f"Its worker is a {title}, and nobody is chosen who is one. Choose one, "
            "or name who takes it."
        )
        return _reason("spread_over", sentence)
    capacity = capacity_of(moves.workflow.pathway, (tier,))
    most = capacity.most if capacity else 0
    loads = ", ".join(f"{worker.user} {worker.families}" for worker in able)
    sentence = (
        f"Everybody chosen has a full caseload of {most} by then ({loads}). Choose "
        "more workers, or give the reason for going over it."
    )
    return _reason("spread_over", sentence)


def refuse(what: str, reasons: Sequence[Reason]) -> Refusal:
    """Refuse for these reasons."""
    return Refusal(reference=what, event="hand_over", reasons=tuple(reasons))


def _reason(about: str, sentence: str) -> Reason:
    return Reason(why=Why.HANDOVER, about=about, sentence=sentence)
