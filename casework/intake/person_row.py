"""One row of a list: the person, and the evidence that put them on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from casework.intake.cells import date_in, is_child_in, postcode_in
from casework.intake.columns import EVIDENCE_COLUMNS
from casework.intake.faults import quoted
from casework.intake.listed import ListedEvidence, ListedPerson

if TYPE_CHECKING:
    from datetime import date

    from casework.intake.cells import Row
    from casework.intake.listed import ListedCriterion

# Not rules of the programme: beyond these, one of the two cells is a slip of the pen.
_YOUNGEST_ADULT: Final = 10
_OLDEST_CHILD: Final = 25


def person_in(row: Row) -> ListedPerson | None:
    """Read the person of a row, looking at every cell whatever is wrong with others.

    Args:
        row: the row, whose log takes every fault of it.

    Returns:
        The person; or None, with at least one fault noted.
    """
    cells = row.cells
    if not cells["surname"]:
        row.fault("surname", "but every person needs a surname")
    born = date_in(row, "date_of_birth")
    is_child = is_child_in(row)
    postcode = postcode_in(row)
    evidence = _all_evidence_in(row)
    if born is None or is_child is None:
        return None
    _check_age(row, born, is_child=is_child)
    return ListedPerson(
        forename=cells["forename"],
        surname=cells["surname"],
        born=born,
        is_child=is_child,
        address=cells["address"],
        postcode=postcode,
        evidence=evidence,
    )


def mentions_evidence(row: Row) -> bool:
    """Say whether a row names any evidence, well or badly."""
    return any(row.cells[a] or row.cells[b] for _, a, b in EVIDENCE_COLUMNS)


def _all_evidence_in(row: Row) -> tuple[ListedEvidence, ...]:
    found = [
        _evidence_in(row, criterion, source, dated)
        for criterion, source, dated in EVIDENCE_COLUMNS
        if row.cells[source] or row.cells[dated]
    ]
    return tuple(item for item in found if item is not None) if found else ()


def _evidence_in(
    row: Row, criterion: ListedCriterion, source_column: str, date_column: str
) -> ListedEvidence | None:
    source, dated = row.cells[source_column], row.cells[date_column]
    if not source:
        why = f"but {date_column} holds {quoted(dated)}; give both or clear both"
        row.fault(source_column, why)
    if not dated:
        why = f"but {source_column} holds {quoted(source)}; give both or clear both"
        row.fault(date_column, why)
        return None
    day = date_in(row, date_column)
    if day is None:
        return None
    return ListedEvidence(criterion=criterion, source=source, dated=day)


def _check_age(row: Row, born: date, *, is_child: bool) -> None:
    birthday_to_come = (row.today.month, row.today.day) < (born.month, born.day)
    age = row.today.year - born.year - birthday_to_come
    if is_child and age > _OLDEST_CHILD:
        why = f"but a child on a list is at most {_OLDEST_CHILD}"
    elif not is_child and age < _YOUNGEST_ADULT:
        why = f"but an adult on a list is at least {_YOUNGEST_ADULT}"
    else:
        return
    found = f"{quoted(row.cells['relationship'])} for someone aged {age}"
    row.fault("relationship", f"{why}; check it and date_of_birth", found=found)
