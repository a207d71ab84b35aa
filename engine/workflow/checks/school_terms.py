"""School terms follow one another, year by year; clocks in terms have some to count."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from engine.clocks.budget import Unit, parse_budget
from engine.workflow.definition import Pathway
from engine.workflow.district import District
from engine.workflow.faults import KeyPath, Problem
from engine.workflow.school_calendar import TERMS, SchoolCalendar

_SATURDAY = 5


def years(calendar: SchoolCalendar) -> Iterator[Problem]:
    """Find school years that are named wrongly, or do not follow one another."""
    for name, year in calendar.years.items():
        began = year.autumn.first.year
        right = _named(began)
        if name != right:
            fault = f"the autumn term of '{name}' begins in {began}"
            yield _problem(("years", name, "autumn", "first"), fault, f"{right}")
    for one, other in pairwise(calendar.years):
        following = _named(int(one[:4]) + 1)
        if other != following:
            fault = f"'{other}' follows '{one}'"
            yield _problem(("years", other), fault, f"{following}, without a gap")


def terms(calendar: SchoolCalendar) -> Iterator[Problem]:
    """Find terms that begin before the last one ends, or begin or end at a weekend."""
    before: date | None = None
    for name, year in calendar.years.items():
        for term_name in TERMS:
            term, path = year.term(term_name), ("years", name, term_name)
            if before is not None and term.first <= before:
                fault = f"the {term_name} term of {name} begins on {term.first}"
                yield _problem((*path, "first"), fault, f"a day after {before}")
            for end, day in (("first", term.first), ("last", term.last)):
                if day.weekday() >= _SATURDAY:
                    fault = f"the {end} day of the {term_name} term is a {day:%A}"
                    yield _problem((*path, end), fault, "a day of school")
            before = term.last


def clocks_without_terms(pathway: Pathway, district: District) -> Iterator[Problem]:
    """Find clocks that count school terms in a district that names none."""
    if district.school_calendar is not None:
        return
    for name, clock in pathway.clocks.items():
        if _unit(clock.budget) is Unit.TERMS:
            yield Problem(
                path=("clocks", name, "budget"),
                fault=f"{district.title} names no school terms to count '{name}' by",
                allowed="`school_terms` in its file, or a budget in another unit",
            )


def _named(began: int) -> str:
    return f"{began}/{(began + 1) % 100:02}"


def _unit(budget: str) -> Unit | None:
    try:
        return parse_budget(budget).unit
    except ValueError:
        return None  # found by `clocks.unreadable_budgets`


def _problem(path: KeyPath, fault: str, allowed: str) -> Problem:
    return Problem(path=path, fault=fault, allowed=allowed)
