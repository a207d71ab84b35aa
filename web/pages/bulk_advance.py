"""One step taken with all ticked cases, by the same answers."""

from collections.abc import Iterable

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, Response

from casework.bulk import MOST, BulkAdvance, events_of_many
from casework.context import Context
from casework.reading.event_form import EventForm, FormQuestion, event_form
from casework.ticked import ticked
from engine.access.sight import Sight
from web.bulk import Bulk, bulk_request, bulk_sent, preview_page, result_page
from web.forms import FieldError, Form, date_of, text_of
from web.page import not_found, page
from web.questions import LONGEST, answer_said, error_of_answer, typed_into
from web.sight import Seer, Work

router = APIRouter()
_ADVANCE = "/bulk/advance"


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
    asked = bulk_request(
        context, sight, BulkAdvance(event=event, answers=_given(answers))
    )
    return preview_page(request, context, sight, asked, _advance(form, answers))


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
    return result_page(request, context, sight, bulk_sent(sent, step))


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
