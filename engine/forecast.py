"""What comes to a worker in the weeks ahead: clocks as they fall due, reviews again.

A review is taken to be held on the day on which it is due (an overdue one: today), so
that the one after it appears. Nothing else is guessed: no case moves on.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from engine.clocks.budget import due_on, parse_budget
from engine.clocks.working_days import WorkingCalendar
from engine.workflow.definition import Pathway


@dataclass(frozen=True, kw_only=True, slots=True)
class Coming:
    """Something that falls due: which clock, when, and whether it is a review.

    `expected` says that it is not running yet: it follows from a review before it.
    """

    clock: str
    due_on: date
    review: bool
    expected: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Outlook:
    """What is looked ahead by: a definition, working days, today and the last day."""

    pathway: Pathway
    calendar: WorkingCalendar
    today: date
    until: date


def coming(outlook: Outlook, clock: str, due: date) -> Iterator[Coming]:
    """Give what a running clock brings up to the last day, itself first.

    Args:
        outlook: what is looked ahead by.
        clock: the clock's name.
        due: the day on which it is due; one that is past is overdue.

    Raises:
        OutsideCalendarError: a day lies outside the calendar.
    """
    pathway = outlook.pathway
    follows = next_reviews(pathway)
    name: str | None = clock
    expected = False
    while name is not None and due <= outlook.until:
        review = name in follows
        yield Coming(clock=name, due_on=due, review=review, expected=expected)
        name = follows.get(name)
        if name is not None:
            held, budget = max(due, outlook.today), pathway.clocks[name].budget
            due = due_on(held, parse_budget(budget), outlook.calendar)
        expected = True


def next_reviews(pathway: Pathway) -> dict[str, str | None]:
    """Give the clocks that a review ends, with the clock that it starts anew.

    None stands for a review after which there is no other.
    """
    found: dict[str, str | None] = {}
    for machine in (pathway.programme, pathway.service):
        for event in machine.transitions.values():
            does = event.does
            if does.holds_review is not None:
                then = next(iter(does.restarts), None)
                found |= dict.fromkeys((*does.meets, *does.restarts), then)
    return found


def mondays(today: date, weeks: int) -> tuple[date, ...]:
    """Give the Mondays of so many weeks, this one first."""
    first = today - timedelta(days=today.weekday())
    return tuple(first + timedelta(weeks=week) for week in range(weeks))
