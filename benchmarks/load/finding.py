"""What a proof finds: something that has to hold, and what is against it."""

from collections.abc import Iterable, Sized
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select

EXAMPLES = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """Something that has to hold: what was checked, and what is against it."""

    what: str
    checked: int
    against: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether nothing is against it."""
        return not self.against


def finding(what: str, checked: Sized | int, against: Iterable[str]) -> Finding:
    """Give a finding, with the first few of what is against it."""
    count = checked if isinstance(checked, int) else len(checked)
    found = tuple(against)
    more = len(found) - EXAMPLES
    shown = (*found[:EXAMPLES], f"and {more} more") if more > 0 else found
    return Finding(what=what, checked=count, against=shown)


def how_many(connection: Connection, statement: Select[Any]) -> int:
    """Give the one number that a statement asks for."""
    return int(connection.execute(statement).scalar_one())
