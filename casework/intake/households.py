"""The rows of a list put together by family key, and what only a family can show."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from casework.intake.faults import quoted
from casework.intake.listed import ListedFamily
from casework.intake.person_row import mentions_evidence, person_in

if TYPE_CHECKING:
    from casework.intake.cells import Row
    from casework.intake.faults import FaultLog
    from casework.intake.listed import ListedPerson


@dataclass(kw_only=True, slots=True)
class Household:
    """The rows of one family, so far."""

    key: str
    first_line: int
    may_have_evidence: bool = False
    """A row names evidence, or could not be read and might have."""
    people: list[ListedPerson] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    """The line of each of the people, in the same order."""


@dataclass(kw_only=True, slots=True)
class Households:
    """Every family so far, in the order in which each first appears."""

    by_key: dict[str, Household] = field(default_factory=dict)

    def take(self, row: Row) -> None:
        """Read one row and give its person to the family."""
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
            household.people.append(person)
            household.lines.append(row.line)

    def take_unread(self, key: str, line: int) -> None:
        """Remember that a row of a family, or of none that is known, was lost."""
        self._of(key, line).may_have_evidence = True

    def families(self) -> tuple[ListedFamily, ...]:
        """Give the families as they were listed."""
        return tuple(
            ListedFamily(key=household.key, people=tuple(household.people))
            for household in self.by_key.values()
        )

    def check(self, faults: FaultLog, *, all_rows_known: bool) -> None:
        """Note people who are there twice, and families that nothing identifies.

        Args:
            faults: collects what is found.
            all_rows_known: whether every row could be told from the next. If not,
                evidence may stand in the lost ones, and no family is blamed.
        """
        for household in self.by_key.values():
            _note_people_twice(household, faults)
            if all_rows_known and not household.may_have_evidence:
                found = f"{quoted(household.key)} without any evidence"
                why = "but then nothing identifies the family; give a source and a date"
                faults.add(household.first_line, "family", found, why)

    def _of(self, key: str, line: int) -> Household:
        found = self.by_key.get(key)
        if found is None:
            found = self.by_key[key] = Household(key=key, first_line=line)
        return found


def _note_people_twice(household: Household, faults: FaultLog) -> None:
    first_lines: dict[tuple[str, str, object], int] = {}
    for line, person in zip(household.lines, household.people, strict=True):
        forename, surname = person.forename.casefold(), person.surname.casefold()
        first = first_lines.setdefault((forename, surname, person.born), line)
        if first != line:
            name = quoted(f"{person.forename} {person.surname}".strip())
            found = f"{name}, born on {person.born}"
            why = f"who is in this family on line {first} already; keep one row"
            faults.add(line, "surname", found, why)
