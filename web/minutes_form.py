"""The form of a meeting's decisions: what was typed, and what is wrong with it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from starlette.datastructures import FormData

from casework.meetings.minutes import NOT_DISCUSSED, TypedDecision, TypedMeeting
from casework.meetings.verdict import Verdict
from engine.local_time import day_in_words
from web.forms import FieldError, TypedDate, date_of, text_of

_LONGEST = 2000


@dataclass(frozen=True, kw_only=True, slots=True)
class MinutesForm:
    """What was typed; `held_on` as its three boxes."""

    held_on: TypedDate
    minute: str
    families: dict[str, TypedDecision]

    def of(self, reference: str) -> TypedDecision:
        """Give what was typed of a family."""
        return self.families.get(reference, TypedDecision())


def shown_form(typed: TypedMeeting | None, planned: date) -> MinutesForm:
    """Give the form as it is first shown: what was kept, or the planned day alone."""
    day = typed.held_on if typed else planned
    return MinutesForm(
        held_on=TypedDate(str(day.day), str(day.month), str(day.year)),
        minute=typed.minute if typed else "",
        families=dict(typed.families) if typed else {},
    )


def read_form(form: FormData, references: Sequence[str]) -> MinutesForm:
    """Read what was typed of these families."""
    return MinutesForm(
        held_on=date_of(form, "held_on"),
        minute=text_of(form, "minute")[:_LONGEST],
        families={reference: _typed(form, reference) for reference in references},
    )


def _typed(form: FormData, reference: str) -> TypedDecision:
    return TypedDecision(
        outcome=text_of(form, f"outcome-{reference}"),
        minute=text_of(form, f"minute-{reference}")[:_LONGEST],
        reason=text_of(form, f"reason-{reference}")[:_LONGEST],
    )


def typed_of(form: MinutesForm, planned: date) -> TypedMeeting:
    """Give what is kept; a day that is no date stays the planned one."""
    day = form.held_on.read("held_on", "The day of the meeting")
    return TypedMeeting(
        held_on=day if isinstance(day, date) else planned,
        minute=form.minute,
        families=form.families,
    )


def errors_in(
    form: MinutesForm, families: Sequence[Verdict], today: date
) -> Iterator[FieldError]:
    """Give all that is wrong or missing, in the order of the page."""
    day = form.held_on.read("held_on", "The day of the meeting")
    if isinstance(day, FieldError):
        yield day
    elif day is None:
        yield FieldError("held_on", "Enter the day of the meeting", "day")
    elif day > today:
        sentence = f"The meeting must be today, {day_in_words(today)}, or before"
        yield FieldError("held_on", sentence, "day")
    for family in families:
        yield from _errors_of(family, form.of(family.reference), form.minute)


def _errors_of(
    family: Verdict, typed: TypedDecision, minute: str
) -> Iterator[FieldError]:
    reference = family.reference
    if typed.outcome not in {*family.outcomes, NOT_DISCUSSED}:
        sentence = f"Select what the board decided of {reference}"
        yield FieldError(f"outcome-{reference}", sentence)
        return
    if not typed.decided:
        return
    if typed.outcome != "approve" and not typed.reason:
        sentence = f"Enter why the board did not approve {reference}"
        yield FieldError(f"reason-{reference}", sentence)
    if not (typed.minute or minute):
        field = f"minute-{reference}"
        yield FieldError(field, f"Enter the minute of {reference}, or one for all")
