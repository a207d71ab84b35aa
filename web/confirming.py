"""Sending a command from a page: what it did, why not, or who was faster."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from fastapi import Request
from starlette.responses import Response

from casework.advance_case import Advanced, AdvanceRequest, advance_case
from casework.drafts import Typed, keep_typed
from casework.reading.changes_since import changes_since
from casework.reading.event_form import EventForm
from casework.reading.standing import standing_in_words
from engine.advance.refusal import Refusal, Why
from web.drafting import Asked
from web.forms import FieldError, own_command
from web.page import Alert, page
from web.questions import answer_said

_OVERTAKEN = frozenset({Why.STALE, Why.STATE, Why.EVENT})


@dataclass(frozen=True, slots=True)
class NotDone:
    """Why a command was refused. `overtaken`: somebody changed the case meanwhile."""

    errors: tuple[FieldError, ...]
    overtaken: bool


def send(asked: Asked, typed: Typed) -> Alert | NotDone:
    """Take the event with what was typed; say what it did, or why it was refused."""
    form, context, sight = asked.form, asked.context, asked.sight
    put = {question.name for question in form.asked(typed.answers)}
    answers = {n: given for n, given in typed.answers.items() if n in put and given}
    request = AdvanceRequest(
        reference=form.reference,
        event=form.event,
        user=sight.user,
        answers={} if typed.done else answers,
        command_id=own_command(sight, typed.id),
        seen_version=typed.seen_version,
        sight=sight,
    )
    done = advance_case(context, request)
    if isinstance(done, Refusal):
        overtaken = any(reason.why in _OVERTAKEN for reason in done.reasons)
        return NotDone(tuple(_errors(form, done)), overtaken)
    # The history has the answers now. Kept as done, a second click finds the command.
    keep_typed(context, sight, replace(typed, answers={}, done=True))
    return _told(asked, done)


def _told(asked: Asked, done: Advanced) -> Alert:
    stands = standing_in_words(asked.context, done, asked.sight)
    sentence = f"{done.title}: done. {done.reference} now stands at {stands}."
    if done.warnings:
        return Alert(sentence=f"{sentence} {' '.join(done.warnings)}", kind="warning")
    return Alert(sentence=sentence, kind="success")


def _errors(form: EventForm, refusal: Refusal) -> Iterator[FieldError]:
    names = {question.name for question in form.questions}
    for reason in refusal.reasons:
        field = form.judged_by.get(reason.about, reason.about)
        yield FieldError(field if field in names else "", reason.sentence)


def conflict_page(request: Request, asked: Asked, typed: Typed) -> Response:
    """Show who changed what and when, with everything that was typed."""
    form, context, sight = asked.form, asked.context, asked.sight
    said = [
        (question.label, answer_said(question, typed.answers[question.name]))
        for question in form.asked(typed.answers)
        if typed.answers.get(question.name)
    ]
    return page(
        request,
        "advance/conflict.html",
        status=409,
        title=f"{form.reference} has changed since you looked",
        form=form,
        typed=typed,
        said=said,
        changes=changes_since(context, sight, form.reference, typed.seen_version),
    )
