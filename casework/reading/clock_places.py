"""Where a page of clocks ended, as it stands in an address."""

from datetime import date
from typing import Any

from storage.rows import Row

_LARGEST = 2**63


def write_clock_place(row: Row) -> str:
    """Write the place of a clock in its list."""
    place = (row["due_on"], row["district_id"], row["case_number"], row["id"])
    return "~".join(map(str, place))


def read_clock_place(after: str) -> tuple[Any, ...] | None:
    """Read where a page ended; None, the first page, where it is no such place."""
    try:
        due, district, number, id_ = after.split("~", 3)
        place = date.fromisoformat(due), district, int(number), id_
    except ValueError:
        return None
    return place if 0 <= place[2] < _LARGEST else None
