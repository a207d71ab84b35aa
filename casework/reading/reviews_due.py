"""The reviews that are due: of which families, until when, and whose they are.

A review that rests is due to nobody, and is not among them.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from casework.context import Context
from casework.reading.clock_places import read_clock_place, write_clock_place
from casework.reading.desk import Desk, open_desk
from casework.reading.due_lines import DueLine, due_line
from casework.reading.which_cases import asked_districts, definition_of, seen_of
from engine.access.sight import Sight
from engine.local_time import EARLIEST
from engine.workflow.definition import Pathway
from storage.clock_list import ClocksOf, clocks_page
from storage.due_clocks import WhichClocks
from storage.rows import Row
from storage.sight import alike

PAGE = 25
When = Literal["", "overdue", "month"]


@dataclass(frozen=True, kw_only=True, slots=True)
class ReviewLineDue:
    """A review that is due, and the event by which it is recorded."""

    line: DueLine
    event: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ReviewsDue:
    """A page of reviews, the one due first first; `next_after` begins the next page."""

    reviews: tuple[ReviewLineDue, ...]
    next_after: str | None


def reviews_due(
    context: Context,
    sight: Sight,
    *,
    when: When = "",
    worker: str = "",
    after: str = "",
) -> ReviewsDue:
    """List the reviews of the families that somebody sees.

    Args:
        context: the database and the clock.
        sight: who looks.
        when: only those overdue, or those due within 30 days; empty for all.
        worker: only those of this worker's families.
        after: where an earlier page ended.

    Raises:
        StorageError: the database is missing, busy or gone.
    """
    with open_desk(context, sight) as desk:
        wanted = [
            (stored.district.id, (clocks, seen_of(stored, sight)))
            for stored in asked_districts(desk, None, sight)
            if (clocks := _wanted(desk, definition_of(desk, stored), when)).named
        ]
        which = tuple(
            ClocksOf(
                districts=districts,
                wanted=clocks,
                worker=worker,
                seen=seen,
            )
            for (clocks, seen), districts in alike(wanted).items()
        )
        place = read_clock_place(after)
        rows = clocks_page(desk.connection, which, after=place, most=PAGE + 1)
        lines = tuple(_line(desk, row) for row in rows[:PAGE])
        last = rows[PAGE - 1] if len(rows) > PAGE else None
        return ReviewsDue(
            reviews=lines,
            next_after=write_clock_place(last) if last is not None else None,
        )


def review_clocks(pathway: Pathway) -> dict[str, str]:
    """Give the clocks that a review ends or starts anew, each with its event."""
    return {
        clock: event
        for event, transition in pathway.service.transitions.items()
        if transition.does.holds_review
        for clock in (*transition.does.meets, *transition.does.restarts)
    }


def _wanted(desk: Desk, pathway: Pathway, when: When) -> WhichClocks:
    named = tuple(review_clocks(pathway))
    ends = {"overdue": desk.today, "month": desk.today + timedelta(days=30)}
    return WhichClocks(named=named, since=EARLIEST, before=ends.get(when))


def _line(desk: Desk, row: Row) -> ReviewLineDue:
    events = review_clocks(desk.workflow(row).pathway)
    return ReviewLineDue(line=due_line(desk, row), event=events.get(row["clock"], ""))
