"""Forms as they arrive: read before the page runs, and what is wrong with them."""

from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import Depends, Request
from starlette.datastructures import FormData, UploadFile

from casework.advance_case import new_command_id
from engine.access.sight import Sight

MOST_FIELDS = 1000


@dataclass(frozen=True, slots=True)
class FieldError:
    """What is wrong with one field, as a sentence; `part` is a date's part, if one.

    A sentence about the whole form names no field.
    """

    field: str
    sentence: str
    part: str = ""

    @property
    def href(self) -> str:
        """The place on the page of the field, for the list of errors."""
        name = f"{self.field}-{self.part}" if self.part else self.field
        return f"#{name}" if name else "#main-content"


@asynccontextmanager
async def form_of(request: Request) -> AsyncIterator[FormData]:
    """Read a form; a file that came with it is closed when it has been answered."""
    async with request.form(max_fields=MOST_FIELDS, max_files=1) as form:
        yield form


async def _form(request: Request) -> AsyncIterator[FormData]:
    """Read a form, so that the page itself can be an ordinary function."""
    async with form_of(request) as form:
        yield form


def own_command(sight: Sight, sent: str) -> str:
    """Give the id of a command that a form has sent: one's own, and nobody else's.

    Whatever a form sends, it never finds a command of another person.
    """
    begin = f"page:{sight.user}:"
    return begin + (sent.removeprefix(begin) or new_command_id())


Form = Annotated[FormData, Depends(_form)]
"""A page's parameter: the form that was sent."""


def text_of(form: FormData, name: str) -> str:
    """Give what was typed into a field, without spaces around it; '' for nothing."""
    value = form.get(name, "")
    return "" if isinstance(value, UploadFile) else value.strip()


def texts_of(form: FormData, name: str) -> tuple[str, ...]:
    """Give every value of a field that is ticked or repeated."""
    values = form.getlist(name)
    return tuple(v.strip() for v in values if not isinstance(v, UploadFile))


def upload_of(form: FormData, name: str) -> UploadFile | None:
    """Give the file of a field; None when none was chosen."""
    value = form.get(name)
    return value if isinstance(value, UploadFile) and value.filename else None


def error_of(errors: Iterable[FieldError], field: str) -> Mapping[str, str] | None:
    """Give a field's error as the macros of the components want it."""
    found = next((each for each in errors if each.field == field), None)
    return {"text": found.sentence} if found else None


def error_list(errors: Iterable[FieldError]) -> list[Mapping[str, str]]:
    """Give all errors as the error summary wants them."""
    return [{"text": each.sentence, "href": each.href} for each in errors]


@dataclass(frozen=True, slots=True)
class TypedDate:
    """A date as it was typed into three boxes."""

    day: str
    month: str
    year: str

    @property
    def empty(self) -> bool:
        """Whether nothing was typed."""
        return not (self.day or self.month or self.year)

    def read(self, field: str, label: str) -> date | FieldError | None:
        """Give the day; None when nothing was typed; or what is wrong with it."""
        if self.empty:
            return None
        for part in ("day", "month", "year"):
            if not getattr(self, part).isdecimal():
                return FieldError(field, f"{label} must include a {part}", part)
        try:
            return date(int(self.year), int(self.month), int(self.day))
        except ValueError:
            return FieldError(field, f"{label} must be a real date", "day")

    def items(self, errors: Sequence[FieldError], field: str) -> list[dict[str, str]]:
        """Give the three boxes as the date input's macro wants them."""
        wrong = {each.part or "day" for each in errors if each.field == field}
        return [
            {
                "name": part,
                "value": getattr(self, part),
                "classes": f"govuk-input--width-{4 if part == 'year' else 2}"
                + (" govuk-input--error" if part in wrong else ""),
            }
            for part in ("day", "month", "year")
        ]


def date_of(form: FormData, name: str) -> TypedDate:
    """Give what was typed into `name-day`, `name-month` and `name-year`."""
    day, month, year = (
        text_of(form, f"{name}-{part}") for part in ("day", "month", "year")
    )
    return TypedDate(day, month, year)
