"""All ticked cases given to one worker."""

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, Response

from casework.bulk import MOST, BulkAllocation
from casework.context import Context
from casework.reading.capacity import capacity
from casework.ticked import ticked
from engine.access.sight import Sight
from web.bulk import Bulk, bulk_request, bulk_sent, preview_page, result_page
from web.forms import FieldError, Form, text_of
from web.page import page
from web.questions import LONGEST
from web.sight import Seer, Work

router = APIRouter()
_REASSIGN = "/bulk/reassign"


@router.get(_REASSIGN, response_class=HTMLResponse)
def choose_worker(request: Request, sight: Seer, context: Work) -> Response:
    """Ask who is to have the ticked cases."""
    return _worker_page(request, context, sight, BulkAllocation(worker=""))


@router.post(_REASSIGN, response_class=HTMLResponse)
def look_at_worker(
    request: Request, sight: Seer, context: Work, sent: Form
) -> Response:
    """Show which cases the worker can take, and which not; nothing is done."""
    step, names = _allocation(sent), _workers(context, sight)
    if step.worker not in names or text_of(sent, "back"):
        wrong = FieldError("worker", "Choose a worker")
        errors = () if text_of(sent, "back") else (wrong,)
        return _worker_page(request, context, sight, step, *errors)
    asked = bulk_request(context, sight, step)
    kept = (("worker", step.worker), ("why", step.why), ("reason", step.reason))
    said = (
        ("Worker", names[step.worker]),
        ("Why the worker changes", step.why),
        ("Why, if the caseload is full", step.reason),
    )
    bulk = Bulk(title="Another worker", back=_REASSIGN, said=said, kept=kept)
    return preview_page(request, context, sight, asked, bulk)


@router.post(f"{_REASSIGN}/do", response_class=HTMLResponse)
def do_reassign(request: Request, sight: Seer, context: Work, sent: Form) -> Response:
    """Give each case to the worker; a second click does nothing."""
    step = _allocation(sent)
    return result_page(request, context, sight, bulk_sent(sent, step))


def _allocation(sent: Form) -> BulkAllocation:
    return BulkAllocation(
        worker=text_of(sent, "worker"),
        why=text_of(sent, "why")[:LONGEST],
        reason=text_of(sent, "reason")[:LONGEST],
    )


def _workers(context: Context, sight: Sight) -> dict[str, str]:
    """Give the workers in post of the districts in sight, with the room they have."""
    return {
        line.user: f"{line.title} ({line.families} of {line.most} families)"
        for tier in capacity(context, sight)
        for line in tier.workers
        if line.in_post
    }


def _worker_page(
    request: Request,
    context: Context,
    sight: Sight,
    typed: BulkAllocation,
    *errors: FieldError,
) -> Response:
    return page(
        request,
        "bulk/worker.html",
        errors=errors,
        title="Who is to have these families?",
        workers=_workers(context, sight),
        total=len(ticked(context, sight)),
        most=MOST,
        typed=typed,
    )
