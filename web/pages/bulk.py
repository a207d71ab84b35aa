"""One thing done to all ticked cases: looked at first, done once, a result for each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, Response

from casework.advance_case import new_command_id
from casework.bulk import (
    MOST,
    BulkAdvance,
    BulkAllocation,
    BulkLine,
    BulkRequest,
    do_many,
    events_of_many,
    try_many,
)
from casework.context import Context
from casework.reading.capacity import capacity
from casework.reading.event_form import EventForm, FormQuestion, event_form
from casework.ticked import tick, ticked
from engine.access.sight import Sight
from web.forms import FieldError, Form, date_of, text_of, texts_of
from web.page import go_to, not_found, page
from web.questions import LONGEST, answer_said, error_of_answer, typed_into
from web.sight import Seer, Work

router = APIRouter()
_ADVANCE, _REASSIGN = "/bulk/advance", "/bulk/reassign"
_TICKED = "/cases/ticked"


@dataclass(frozen=True, kw_only=True, slots=True)
class Bulk:
    """What the page of a bulk action shows besides its lines.

    `back` is where it was asked, `said` what was answered, as labels and words, and
    `kept` the same as names and values, for the form that does it.
    """

    title: str
    back: str
    said: Sequence[tuple[str, str]]
    kept: Sequence[tuple[str, str]]


@router.get(_ADVANCE, response_class=HTMLResponse)
def choose_event(request: Request, sight: Seer, context: Work) -> Response:
    """List the steps that some of the ticked cases can take."""
    references = ticked(context, sight)
    return page(
        request,
        "bulk/choose.html",
        title="Which step are they to take?",
        events=events_of_many(context, sight, references),
        total=len(references),
        most=MOST,
    )


@router.get(f"{_ADVANCE}/{{event}}", response_class=HTMLResponse)
def ask_answers(request: Request, event: str, sight: Seer, context: Work) -> Response:
    """Ask what the step asks, once for all of them."""
    return _form_page(request, _form(context, sight, event), {})


@router.post(f"{_ADVANCE}/{{event}}", response_class=HTMLResponse)
def look_first(
    request: Request, event: str, sight: Seer, context: Work, sent: Form
) -> Response:
    """Show what would become of each case; nothing is done."""
    form = _form(context, sight, event)
    answers, errors = _typed(form, sent)
    if errors or text_of(sent, "back"):
        return _form_page(request, form, answers, *errors, sent=sent)
    asked = _request(context, sight, BulkAdvance(event=event, answers=_given(answers)))
    return _preview_page(request, context, sight, asked, _advance(form, answers))


@router.post(f"{_ADVANCE}/{{event}}/do", response_class=HTMLResponse)
def do_advance(
    request: Request, event: str, sight: Seer, context: Work, sent: Form
) -> Response:
    """Take the step with each case as it was looked at; a second click does nothing."""
    answers = {
        name.removeprefix("answer-"): text_of(sent, name)[:LONGEST]
        for name in sent
        if name.startswith("answer-")
    }
    step = BulkAdvance(event=event, answers=_given(answers))
    return _result_page(request, context, sight, _sent(sent, step))


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
    asked = _request(context, sight, step)
    kept = (("worker", step.worker), ("why", step.why), ("reason", step.reason))
    said = (
        ("Worker", names[step.worker]),
        ("Why the worker changes", step.why),
        ("Why, if the caseload is full", step.reason),
    )
    bulk = Bulk(title="Another worker", back=_REASSIGN, said=said, kept=kept)
    return _preview_page(request, context, sight, asked, bulk)


@router.post(f"{_REASSIGN}/do", response_class=HTMLResponse)
def do_reassign(request: Request, sight: Seer, context: Work, sent: Form) -> Response:
    """Give each case to the worker; a second click does nothing."""
    step = _allocation(sent)
    return _result_page(request, context, sight, _sent(sent, step))


def _allocation(sent: Form) -> BulkAllocation:
    return BulkAllocation(
        worker=text_of(sent, "worker"),
        why=text_of(sent, "why")[:LONGEST],
        reason=text_of(sent, "reason")[:LONGEST],
    )


def _form(context: Context, sight: Sight, event: str) -> EventForm:
    events = events_of_many(context, sight, ticked(context, sight))
    found = next((each for each in events if each.event == event), None) or not_found()
    return event_form(context, sight, found.references[0], event) or not_found()


def _typed(
    form: EventForm, sent: Form
) -> tuple[dict[str, str], tuple[FieldError, ...]]:
    answers: dict[str, str] = {}
    errors = []
    for question in form.asked({}):
        given, wrong = typed_into(sent, question)
        answers[question.name] = given
        wrong = wrong or error_of_answer(form, question, given)
        errors += [wrong] if wrong else []
    return answers, tuple(errors)


def _given(answers: dict[str, str]) -> dict[str, str]:
    return {name: given for name, given in answers.items() if given}


def _advance(form: EventForm, answers: dict[str, str]) -> Bulk:
    put = form.asked({})
    return Bulk(
        title=form.title,
        back=f"{_ADVANCE}/{form.event}",
        said=[(q.label, answer_said(q, answers[q.name])) for q in put],
        kept=[(f"answer-{name}", given) for name, given in answers.items()],
    )


def _request(
    context: Context, sight: Sight, step: BulkAdvance | BulkAllocation
) -> BulkRequest:
    references = ticked(context, sight)[:MOST]
    return BulkRequest(id=new_command_id(), references=references, step=step)


def _sent(sent: Form, step: BulkAdvance | BulkAllocation) -> BulkRequest:
    """Read what was looked at: those cases, under that id."""
    command = text_of(sent, "command")[:64] or not_found()
    return BulkRequest(id=command, references=texts_of(sent, "case"), step=step)


def _workers(context: Context, sight: Sight) -> dict[str, str]:
    """Give the workers in post of the districts in sight, with the room they have."""
    return {
        line.user: f"{line.title} ({line.families} of {line.most} families)"
        for tier in capacity(context, sight)
        for line in tier.workers
        if line.in_post
    }


def _form_page(
    request: Request,
    form: EventForm,
    answers: dict[str, str],
    *errors: FieldError,
    sent: Form | None = None,
) -> Response:
    put = form.asked({})

    def boxes(question: FormQuestion) -> Iterable[dict[str, str]]:
        typed = date_of(sent if sent is not None else Form(), question.name)
        return typed.items(errors, question.name)

    return page(
        request,
        "bulk/form.html",
        errors=errors,
        title=form.title,
        form=form,
        fields=[(each, answers.get(each.name, ""), boxes(each)) for each in put],
    )


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


def _preview_page(
    request: Request, context: Context, sight: Sight, asked: BulkRequest, bulk: Bulk
) -> Response:
    lines = try_many(context, sight, asked)
    can = [line for line in lines if line.done]
    return page(
        request,
        "bulk/preview.html",
        title=f"{bulk.title}: {len(can)} of {len(lines)} can be done",
        bulk=bulk,
        lines=lines,
        can=can,
        command=asked.id,
    )


def _result_page(
    request: Request, context: Context, sight: Sight, asked: BulkRequest
) -> Response:
    """Say what became of each; those that are done are no longer ticked."""
    if not asked.references:
        return go_to(request, _TICKED)
    lines: tuple[BulkLine, ...] = do_many(context, sight, asked)
    done = [line.reference for line in lines if line.done]
    tick(context, sight, (), done)
    title = f"{len(done)} of {len(lines)} done"
    return page(request, "bulk/result.html", title=title, lines=lines, done=done)
