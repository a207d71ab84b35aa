"""The rows of a list counted by family key, and what only a family can show.

People are not kept while a list is checked: a county's list has hundreds of thousands.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from casework.intake.faults import quoted
from casework.intake.person_row import mentions_evidence, person_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from casework.intake.cells import Row
    from casework.intake.faults import FaultLog
    from casework.intake.listed import ListedPerson


_PARTS: Final = 64
"""People are kept in so many parts, so that one part at a time is sorted."""


@dataclass(kw_only=True, slots=True)
class Households:
    """Every family so far, in the order in which each first appears.

    `sizes` are the people of each. Of a good list that is nearly all that is kept.
    """

    sizes: dict[str, int] = field(default_factory=dict)
    _unproven: dict[str, int] = field(default_factory=dict)
    """The first line of each family of which no row names evidence, or might have."""
    _people: tuple[array[int], ...] = field(
        default_factory=lambda: tuple(array("q") for _ in range(_PARTS))
    )
    """A hash of each person: eight bytes, where the person takes hundreds."""

    def take(self, row: Row) -> None:
        """Read one row, and count its person to the family."""
        key = row.cells["family"]
        person = person_in(row)
        if not key:
            why = "but every person needs the list's key of the family, such as F001"
            row.fault("family", why)
            return
        self._note(key, row.line)
        if key in self._unproven and mentions_evidence(row):
            del self._unproven[key]
        if person is not None:
            self.sizes[key] += 1
            one = hash(_identity(key, person))
            self._people[one % _PARTS].append(one)

    def take_unread(self, key: str, line: int) -> None:
        """Remember that a row of a family, or of none that is known, was lost."""
        self._note(key, line)
        self._unproven.pop(key, None)

    def check(
        self,
        faults: FaultLog,
        *,
        all_rows_known: bool,
        again: Callable[[], Iterable[Row]],
    ) -> None:
        """Note people who are there twice, and families that nothing identifies.

        Args:
            faults: collects what is found.
            all_rows_known: whether every row could be told from the next. If not,
                evidence may stand in the lost ones, and no family is blamed.
            again: gives the rows anew, where somebody seems to be there twice.
        """
        if all_rows_known:
            for key, first_line in self._unproven.items():
                found = f"{quoted(key)} without any evidence"
                why = "but then nothing identifies the family; give a source and a date"
                faults.add(first_line, "family", found, why)
        twice = {one for part in self._people for one in _twice(part)}
        if twice:
            _note_people_twice(again(), twice, faults)

    def _note(self, key: str, line: int) -> None:
        if key not in self.sizes:
            self.sizes[key] = 0
            self._unproven[key] = line


def _twice(numbers: array[int]) -> Iterator[int]:
    return (one for one, next_ in pairwise(sorted(numbers)) if one == next_)


def _identity(key: str, person: ListedPerson) -> tuple[str, str, str, object]:
    return key, person.forename.casefold(), person.surname.casefold(), person.born


def _note_people_twice(
    rows: Iterable[Row], suspected: set[int], faults: FaultLog
) -> None:
    """Read again, and look at those alone whose hash came twice."""
    first_lines: dict[tuple[str, str, str, object], int] = {}
    for row in rows:
        key, person = row.cells["family"], person_in(row)
        if not key or person is None:
            continue
        identity = _identity(key, person)
        if hash(identity) not in suspected:
            continue
        first = first_lines.setdefault(identity, row.line)
        if first != row.line:
            name = quoted(f"{person.forename} {person.surname}".strip())
            found = f"{name}, born on {person.born}"
            why = f"who is in this family on line {first} already; keep one row"
            faults.add(row.line, "surname", found, why)
