"""What a calendar of school terms says: the files in `workflows/calendars/`."""

from collections.abc import Iterator
from datetime import date
from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from engine.clocks.school_terms import Term
from engine.workflow.definition import Grade, Identifier, Part, Sentence

SchoolYearName = Annotated[str, StringConstraints(pattern=r"^20\d\d/\d\d$")]
TermName = Literal["autumn", "spring", "summer"]
TERMS: tuple[TermName, ...] = ("autumn", "spring", "summer")


class HalfTerm(Part):
    """The break in a term: its first and its last day without school."""

    first: date
    last: date


class SchoolTerm(Part):
    """A term: its first and last day of school, and the half-term between."""

    first: date
    last: date
    half_term: HalfTerm

    @model_validator(mode="after")
    def _days_follow_one_another(self) -> Self:
        half = self.half_term
        days = [self.first, half.first, half.last, self.last]
        if days != sorted(days):
            raise ValueError(
                "days in order: first of term, half-term from and to, last of term"
            )
        return self


class SchoolYear(Part):
    """A school year: its three terms, and where they were seen."""

    source: Sentence
    grade: Grade
    autumn: SchoolTerm
    spring: SchoolTerm
    summer: SchoolTerm

    def term(self, name: TermName) -> SchoolTerm:
        """Give one of the three terms by its name."""
        return {"autumn": self.autumn, "spring": self.spring, "summer": self.summer}[
            name
        ]


class SchoolCalendar(Part):
    """The school terms of a county, year by year, without a gap."""

    calendar: Identifier
    title: Sentence
    years: Annotated[dict[SchoolYearName, SchoolYear], Field(min_length=1)]

    @cached_property
    def terms(self) -> tuple[Term, ...]:
        """Every term in order, as clocks count them."""
        return tuple(self._terms())

    def _terms(self) -> Iterator[Term]:
        for year, body in self.years.items():
            for name in TERMS:
                term = body.term(name)
                yield Term(
                    title=f"{name} term {year}",
                    first=term.first,
                    last=term.last,
                    break_first=term.half_term.first,
                    break_last=term.half_term.last,
                )
