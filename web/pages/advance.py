"""Taking a case through an event: one question a page, check the answers, done.

What is typed is kept under the command's id with each question, so that neither the
back button, nor an ended session, nor a colleague who was faster loses any of it, and
sending it twice does nothing twice.
"""

from dataclasses import replace

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from casework.advance_case import new_command_id
from casework.drafts import Typed, drop_typed, keep_typed
from casework.reading.event_form import FormQuestion
from web.confirming import conflict_page, send
from web.drafting import Asked, AskedEvent
from web.forms import FieldError, Form, TypedDate, date_of, text_of
from web.page import Alert, go_to, not_found, page
from web.questions import answer_said, date_typed, error_of_answer, typed_into

router = APIRouter()
_DO = "/cases/{reference}/do/{event}"
_QUESTION = f"{_DO}/{{question}}"
_CHECK = "/cases/{reference}/check/{event}"
_CARRY_ON = "/cases/{reference}/carry-on/{event}"
_DROP = "/cases/{reference}/drop/{event}"


@router.get(_DO, response_class=HTMLResponse)
def begin(request: Request, asked: AskedEvent) -> Response:
    """Go to the first question, under a new command id."""
    form = asked.form
    if form.at_meeting:
        return page(request, "advance/at_meeting.html", title=form.title, form=form)
    if form.against:
        template = "advance/can_not.html"
        return page(request, template, status=409, title=form.title, form=form)
    return _to(asked.next(asked.fresh(new_command_id(), form.version)))


@router.get(_QUESTION, response_class=HTMLResponse)
def ask(request: Request, asked: AskedEvent, question: str) -> Response:
    """Put one question, with what was typed before."""
    put = asked.form.question(question) or not_found()
    typed = asked.typed(request)
    checking = request.query_params.get("then") == "check"
    boxes = date_typed(typed.answers, put.name)
    return _question_page(request, asked, put, typed, boxes, checking=checking)


@router.post(_QUESTION, response_class=HTMLResponse)
def answer(request: Request, asked: AskedEvent, question: str, sent: Form) -> Response:
    """Keep one answer, and go on to the next question."""
    put = asked.form.question(question) or not_found()
    before = asked.typed(request, sent)
    given, wrong = typed_into(sent, put)
    wrong = wrong or error_of_answer(asked.form, put, given)
    typed = replace(before, answers={**before.answers, put.name: given})
    checking = text_of(sent, "then") == "check"
    if wrong is not None:
        boxes = date_of(sent, put.name)
        return _question_page(
            request, asked, put, typed, boxes, wrong, checking=checking
        )
    keep_typed(asked.context, asked.sight, typed)
    return _to(asked.next(typed, "" if checking else put.name))


@router.get(_CHECK, response_class=HTMLResponse)
def check(request: Request, asked: AskedEvent) -> Response:
    """Show all answers, to be checked before they are sent."""
    typed = asked.typed(request, done=True)
    if typed.done:
        return _to(asked.case)
    if asked.unanswered(typed) is not None:
        return _to(asked.next(typed))
    return _check_page(request, asked, typed)


@router.post(_CHECK, response_class=HTMLResponse)
def confirm(request: Request, asked: AskedEvent, sent: Form) -> Response:
    """Take the event, once; or say why not, with nothing lost."""
    typed = asked.typed(request, sent, done=True)
    outcome = send(asked, typed)
    if isinstance(outcome, Alert):
        return go_to(request, asked.case, outcome)
    if outcome.overtaken:
        keep_typed(asked.context, asked.sight, typed)
        return conflict_page(request, asked, typed)
    return _check_page(request, asked, typed, *outcome.errors)


@router.post(_CARRY_ON)
def carry_on(request: Request, asked: AskedEvent, sent: Form) -> Response:
    """Go on with the same answers, now that one has seen what others did."""
    typed = replace(asked.typed(request, sent), seen_version=asked.form.version)
    keep_typed(asked.context, asked.sight, typed)
    return _to(asked.address(typed))


@router.post(_DROP)
def drop(request: Request, asked: AskedEvent, sent: Form) -> Response:
    """Throw the answers away."""
    draft = text_of(sent, "draft")
    drop_typed(asked.context, asked.sight, asked.form.key[0], draft)
    sentence = "Nothing was recorded. What you typed is gone."
    return go_to(request, asked.case, Alert(sentence=sentence, kind="information"))


def _to(path: str) -> RedirectResponse:
    return RedirectResponse(path, status_code=303)


def _question_page(  # noqa: PLR0913 - what a page of a form shows
    request: Request,
    asked: Asked,
    put: FormQuestion,
    typed: Typed,
    boxes: TypedDate,
    /,
    *errors: FieldError,
    checking: bool,
) -> Response:
    back = asked.address(typed) if checking else asked.before(typed, put)
    return page(
        request,
        "advance/question.html",
        errors=errors,
        title=put.label,
        form=asked.form,
        asked=put,
        typed=typed,
        given=typed.answers.get(put.name, ""),
        dates=boxes.items(errors, put.name),
        back=back,
        then="check" if checking else "",
    )


def _check_page(
    request: Request, asked: Asked, typed: Typed, *errors: FieldError
) -> Response:
    """Show the answers, each with a link to change it."""
    form, put = asked.form, asked.form.asked(typed.answers)
    rows = [
        {
            "name": question.name,
            "label": question.label,
            "said": answer_said(question, typed.answers.get(question.name, "")),
            "href": f"{asked.address(typed, question.name)}&then=check",
        }
        for question in put
    ]
    return page(
        request,
        "advance/check.html",
        errors=errors,
        title="Check your answers" if rows else form.title,
        form=form,
        typed=typed,
        rows=rows,
        back=asked.address(typed, put[-1].name) if put else asked.case,
    )
