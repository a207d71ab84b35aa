"""Reckon the open clocks of a district anew by a changed calendar."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from uuid import uuid4

from sqlalchemy import Connection
from sqlalchemy.exc import InvalidRequestError

from casework.context import Context, calendar_of
from engine.advance.clock_changes import offsets_of
from engine.clocks.budget import Budget, Unit
from engine.clocks.ladder import Offset
from engine.clocks.pause import ClockTime, Pause
from engine.clocks.redate import ClockDates, dates_of
from engine.clocks.working_days import WorkingCalendar
from engine.workflow.district import District
from engine.workflow.workflow import Workflow
from storage.redating import ClockPage, clocks_touched, write_dates
from storage.redatings import write_redating
from storage.rows import Row

Offsets = tuple[tuple[str, Offset], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class ReDated:
    """A clock whose dates move, as they were and as they are to be.

    A clock that rests has no dates; what moves is how many days it will have `left`.
    One that can not be reckoned stays as it is: `problem` says why.
    """

    district: str
    reference: str
    clock: str
    subject: str
    title: str
    old_due_on: date | None
    new_due_on: date | None
    old_next_rung_on: date | None
    new_next_rung_on: date | None
    old_left: int | None
    new_left: int | None
    problem: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Moved:
    """A clock whose dates move: its id, its new dates, and how a person reads it.

    Without new dates it could not be reckoned, and stays as it is.
    """

    id: str
    case_number: int
    dates: ClockDates | None
    told: ReDated


@dataclass(frozen=True, kw_only=True, slots=True)
class Cause:
    """Why clocks move: a day `closed` or `opened`, or the `calendar`; by whom, when.

    `day` is None where it is no single day.
    """

    kind: str
    day: date | None
    reason: str
    by: str
    at: datetime


EVER = date.min
"""In place of a day: any day may be worked or closed otherwise than before."""


def moved_clocks(
    context: Context, connection: Connection, district: District, day: date = EVER
) -> Iterator[Moved]:
    """Give the open clocks of a district that a change of its calendar moves.

    Args:
        context: the database, and the definitions that clocks are pinned to.
        connection: the transaction.
        district: with its closures as they are to be.
        day: the only day that is closed, or open again, or the first of several.
    """
    reckoner = _Reckoner(context=context, connection=connection, district=district)
    for page in clocks_touched(connection, district.id, day):
        for row in page.clocks:
            try:
                new = reckoner.dates(row, page)
            except UNREADABLE as error:
                yield _stays(district, row, f"{type(error).__name__}: {error}")
            else:
                if new != _dates(row, new):
                    yield reckoner.moved(row, new)


UNREADABLE = (LookupError, ValueError, InvalidRequestError)
"""What a clock raises that its definition, or the calendar, does not know."""


def apply_moves(
    connection: Connection, district: str, moved: list[Moved], cause: Cause
) -> None:
    """Write the new dates of a district's clocks, and that they moved and why."""
    new = {each.id: each.dates for each in moved if each.dates is not None}
    if not new:
        return
    write_dates(connection, district, new.items())
    redating = {
        "district_id": district,
        "id": uuid4().hex,
        "kind": cause.kind,
        "day": cause.day,
        "reason": cause.reason,
        "redated_by": cause.by,
        "redated_at": cause.at,
    }
    write_redating(
        connection, redating, (_record(each) for each in moved if each.id in new)
    )


def _record(moved: Moved) -> dict[str, object]:
    days = {
        name: value
        for name, value in asdict(moved.told).items()
        if name.startswith(("old_", "new_"))
    }
    return {"clock_id": moved.id, "case_number": moved.case_number} | days


def told(moved: dict[str, list[Moved]]) -> tuple[ReDated, ...]:
    """Give the clocks that move in the order in which people read them."""
    every = [each.told for clocks in moved.values() for each in clocks]
    every.sort(key=lambda each: (each.reference, each.clock, each.subject))
    return tuple(every)


def _stays(district: District, row: Row, problem: str) -> Moved:
    told_of_it = ReDated(
        district=district.id,
        reference=row["reference"],
        clock=row["clock"],
        subject=row["subject"],
        title=row["clock"],
        old_due_on=row["due_on"],
        new_due_on=row["due_on"],
        old_next_rung_on=row["next_rung_on"],
        new_next_rung_on=row["next_rung_on"],
        old_left=None,
        new_left=None,
        problem=problem,
    )
    return Moved(
        id=row["id"], case_number=row["case_number"], dates=None, told=told_of_it
    )


@dataclass(frozen=True, kw_only=True)
class _Reckoner:
    """Reckons dates; clocks that started alike are reckoned once."""

    context: Context
    connection: Connection
    district: District
    known: dict[object, ClockDates] = field(default_factory=dict)
    ladders: dict[tuple[str, str], Offsets] = field(default_factory=dict)

    def dates(self, row: Row, page: ClockPage) -> ClockDates:
        pauses = page.pauses.get(row["id"], ())
        fired = page.fired.get(row["id"], frozenset())
        clock = (row["workflow_hash"], row["clock"])
        key = (clock, row["unit"], row["budget"], row["started_on"], pauses, fired)
        if key not in self.known:
            time, offsets = _time(row, pauses), self._offsets(row)
            self.known[key] = dates_of(time, offsets, fired, self._calendar)
        return self.known[key]

    def moved(self, row: Row, new: ClockDates) -> Moved:
        pathway = self._workflow(row).pathway
        agency = pathway.agencies.get(row["subject"])
        title = pathway.clocks[row["clock"]].title
        old = _dates(row, new)
        told_of_it = ReDated(
            district=self.district.id,
            reference=row["reference"],
            clock=row["clock"],
            subject=row["subject"],
            title=f"{title}: {agency.title}" if agency else title,
            old_due_on=old.due_on,
            new_due_on=new.due_on,
            old_next_rung_on=old.next_rung_on,
            new_next_rung_on=new.next_rung_on,
            old_left=old.left,
            new_left=new.left,
        )
        return Moved(
            id=row["id"], case_number=row["case_number"], dates=new, told=told_of_it
        )

    def _offsets(self, row: Row) -> Offsets:
        key = (row["workflow_hash"], row["clock"])
        if key not in self.ladders:
            pathway = self._workflow(row).pathway
            ladder = pathway.ladders[pathway.clocks[row["clock"]].ladder]
            self.ladders[key] = offsets_of(ladder)
        return self.ladders[key]

    def _workflow(self, row: Row) -> Workflow:
        hash_ = row["workflow_hash"]
        return self.context.workflow(self.connection, hash_, self.district)

    @property
    def _calendar(self) -> WorkingCalendar:
        return calendar_of(self.district)


def _time(row: Row, pauses: tuple[Pause, ...]) -> ClockTime:
    budget = Budget(amount=row["budget"], unit=Unit(row["unit"]))
    return ClockTime(budget=budget, started_on=row["started_on"], pauses=pauses)


def _dates(row: Row, new: ClockDates) -> ClockDates:
    """Give the dates as they stand; what is left falls as what is used up rises."""
    more = new.consumed - row["consumed"]
    return ClockDates(
        consumed=row["consumed"],
        due_on=row["due_on"],
        next_rung_on=row["next_rung_on"],
        left=None if new.left is None else new.left + more,
    )
