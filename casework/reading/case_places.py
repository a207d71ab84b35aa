"""Places in a list of cases, as they stand in an address: `2013-03-04~MAI-0012`."""

from datetime import date
from typing import Any

from casework.reading.desk import Desk
from storage.case_list import Order
from storage.rows import Row

_DAYS = (Order.SINCE, Order.DUE)


def place_of(row: Row, order: Order) -> str:
    """Write the place of a case: what it is sorted by, and its reference."""
    reference = str(row["reference"])
    if order is Order.REFERENCE:
        return reference
    return f"{row['sorted_by']}~{reference}"


def read_place(desk: Desk, place: str, order: Order) -> tuple[Any, ...] | None:
    """Read a place as the list's key; None if it is none of this order."""
    key, _, reference = place.rpartition("~")
    prefix, _, number = reference.rpartition("-")
    of_prefix = (d.district for d in desk.districts.values())
    district = next((d.id for d in of_prefix if d.prefix == prefix), "")
    if not (district and number.isascii() and number.isdigit() and len(number) < _LONG):
        return None
    own = (district, int(number))
    if order is Order.REFERENCE:
        return own
    if order is Order.WORKER:
        return (key, *own)
    return _by_day(key, own)


_LONG = 10


def _by_day(key: str, own: tuple[str, int]) -> tuple[Any, ...] | None:
    try:
        return (date.fromisoformat(key), *own)
    except ValueError:
        return None
