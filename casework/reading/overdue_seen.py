"""What is overdue among the families that somebody sees, the latest first."""

from dataclasses import dataclass
from datetime import date

from casework.context import Context
from casework.reading.clock_places import read_clock_place, write_clock_place
from casework.reading.desk import no_district, open_desk
from casework.reading.due_lines import DueLine, due_line
from casework.reading.which_cases import asked_districts, seen_of
from engine.access.sight import Sight
from engine.advance.refusal import Refusal
from storage.clock_list import ClocksOf, clocks_page
from storage.due_clocks import WhichClocks
from storage.sight import alike


@dataclass(frozen=True, kw_only=True, slots=True)
class OverduePage:
    """A page of overdue clocks; `next_after` begins the next page."""

    as_at: date
    clocks: tuple[DueLine, ...]
    next_after: str | None


def overdue_seen(
    context: Context, sight: Sight, district: str = "", *, after: str = "", most: int
) -> OverduePage | Refusal:
    """List what is overdue today.

    Args:
        context: the database and the clock.
        sight: who looks.
        district: its id; '' for all that they see.
        after: where an earlier page ended.
        most: how many to list.

    Raises:
        StorageError: the database is missing, busy or gone.
    """
    with open_desk(context) as desk:
        missing = no_district(desk, district or None, sight)
        if missing is not None:
            return missing
        asked = [
            (stored.district.id, seen_of(stored, sight))
            for stored in asked_districts(desk, district or None, sight)
        ]
        late = WhichClocks(before=desk.today)
        which = tuple(
            ClocksOf(districts=districts, wanted=late, seen=seen)
            for seen, districts in alike(asked).items()
        )
        place = read_clock_place(after)
        rows = clocks_page(desk.connection, which, after=place, most=most + 1)
        return OverduePage(
            as_at=desk.today,
            clocks=tuple(due_line(desk, row) for row in rows[:most]),
            next_after=write_clock_place(rows[most - 1]) if len(rows) > most else None,
        )
