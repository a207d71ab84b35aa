"""An event's questions as form fields: what was typed, and what is wrong with it."""

from collections.abc import Mapping
from datetime import date

from casework.reading.event_form import EventForm, FormQuestion
from engine.local_time import EARLIEST, day_in_words
from web.forms import FieldError, Form, TypedDate, date_of, text_of

LONGEST = 4000
"""As much as one answer may hold, in characters: two pages."""
_CHOSEN = frozenset({"choice", "yes_no", "worker", "agency"})


def typed_into(form: Form, question: FormQuestion) -> tuple[str, FieldError | None]:
    """Read one question's field: the answer as text, and what is wrong with it.

    A date is given as `2013-02-05` when it is one.
    """
    if question.type != "date":
        return text_of(form, question.name), None
    read = date_of(form, question.name).read(question.name, question.label)
    if isinstance(read, FieldError):
        return "", read
    return (read.isoformat() if read else ""), None


def error_of_answer(
    event: EventForm, question: FormQuestion, given: str
) -> FieldError | None:
    """Say what is wrong with an answer, in words that fit under its field."""
    sentence = event.against_answer(question.name, given)
    if len(given) > LONGEST:
        label = _within(question.label)
        sentence = f"{label} must be {LONGEST} characters or fewer"
        return FieldError(question.name, sentence)
    if not sentence:
        return None
    return FieldError(question.name, _sentence(event, question, given) or sentence)


def _sentence(event: EventForm, question: FormQuestion, given: str) -> str:
    label = _within(question.label)
    if not given:
        verb = "Choose an answer" if question.type in _CHOSEN else "Enter an answer"
        return f"{verb}: {label[0].lower()}{label[1:]}"
    if question.type == "date":
        return _about_day(event, label, given)
    if question.type in {"whole_number", "decimal"}:
        kind = "whole number" if question.type == "whole_number" else "number"
        return f"{label} must be a {kind}, 0 or more"
    if question.type == "case":
        return f"{label} must be a reference such as {event.reference}"
    return ""


def _about_day(event: EventForm, label: str, given: str) -> str:
    day = date.fromisoformat(given)
    if day > event.today:
        return f"{label} must be today, {day_in_words(event.today)}, or in the past"
    return f"{label} must be after 31 December {EARLIEST.year - 1}"


def _within(label: str) -> str:
    return label.removesuffix("?").removesuffix(".")


def date_typed(answers: Mapping[str, str], name: str) -> TypedDate:
    """Give a kept day as the three boxes of a date."""
    year, _, rest = answers.get(name, "").partition("-")
    month, _, day = rest.partition("-")
    return TypedDate(day.lstrip("0"), month.lstrip("0"), year)


def answer_said(question: FormQuestion, given: str) -> str:
    """Write an answer as people read it."""
    for choice in question.choices:
        if choice.value == given:
            return choice.label
    if question.type == "date" and given:
        return day_in_words(date.fromisoformat(given))
    return given
