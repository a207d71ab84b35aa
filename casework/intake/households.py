"""The rows of a list counted by family key, and what only a family can show.

People are not kept while a list is checked: a county's list has hundreds of thousands.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from casework.intake.faults import quoted
from casework.intake.person_row import mentions_evidence, person_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from casework.intake.cells import Row
    from casework.intake.faults import FaultLog
    from casework.intake.listed import ListedPerson


@dataclass(kw_only=True, slots=True)
class Household:
    """The rows of one family, so far."""

    key: str
    first_line: int
    rows: int = 0
    may_have_evidence: bool = False
    """A row names evidence, or could not be read and might have."""


@dataclass(kw_only=True, slots=True)
class Households:
    """Every family so far, in the order in which each first appears."""

    by_key: dict[str, Household] = field(default_factory=dict)
    _people: array[int] = field(default_factory=lambda: array("q"))
    """A hash of each person: eight bytes, where the person takes hundreds."""

    def take(self, row: Row) -> None:
        """Read one row, and count its person to the family."""
        key = row.cells["family"]
        person = person_in(row)
        if not key:
            why = "but every person needs the list's key of the family, such as F001"
            row.fault("family", why)
            return
        household = self._of(key, row.line)
        if not household.may_have_evidence:
            household.may_have_evidence = mentions_evidence(row)
        if person is not None:
            household.rows += 1
            self._people.append(hash(_identity(key, person)))

    def take_unread(self, key: str, line: int) -> None:
        """Remember that a row of a family, or of none that is known, was lost."""
        self._of(key, line).may_have_evidence = True

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
            for household in self.by_key.values():
                if not household.may_have_evidence:
                    found = f"{quoted(household.key)} without any evidence"
                    why = "but then nothing identifies the family; give a source and a"
                    faults.add(household.first_line, "family", found, f"{why} date")
        twice = {one for one, next_ in pairwise(sorted(self._people)) if one == next_}
        if twice:
            _note_people_twice(again(), twice, faults)

    def _of(self, key: str, line: int) -> Household:
        found = self.by_key.get(key)
        if found is None:
            found = self.by_key[key] = Household(key=key, first_line=line)
        return found


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
