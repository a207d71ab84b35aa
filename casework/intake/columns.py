"""The columns of a reconciled list of families, and the words allowed in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from casework.intake.listed import ListedCriterion, ListedPerson

EVIDENCE_COLUMNS: Final[tuple[tuple[ListedCriterion, str, str], ...]] = (
    ("crime", "crime_source", "crime_date"),
    ("education", "education_source", "education_date"),
    ("work", "work_source", "work_date"),
    ("local", "local_reason", "local_date"),
)

COLUMNS: Final[tuple[str, ...]] = (
    "family",
    "forename",
    "surname",
    "date_of_birth",
    "relationship",
    "address",
    "postcode",
    *(name for _, source, dated in EVIDENCE_COLUMNS for name in (source, dated)),
)

IS_CHILD: Final[dict[str, bool]] = {
    "adult": False,
    "parent": False,
    "carer": False,
    "grandparent": False,
    "other adult": False,
    "child": True,
    "son": True,
    "daughter": True,
    "other child": True,
}
"""Each relationship that a list may give, and whether it makes a person a child."""


def row_of(family_key: str, person: ListedPerson) -> list[str]:
    """Write one person as a row of the list: what `read_family_list` reads back.

    Args:
        family_key: the list's own key of the family, such as `F001`.
        person: the person to write.

    Returns:
        One cell for each of `COLUMNS`, in that order; dates as YYYY-MM-DD.
    """
    evidence = {item.criterion: item for item in person.evidence}
    row = [
        family_key,
        person.forename,
        person.surname,
        person.born.isoformat(),
        "child" if person.is_child else "adult",
        person.address,
        person.postcode,
    ]
    for criterion, _, _ in EVIDENCE_COLUMNS:
        item = evidence.get(criterion)
        row += [item.source, item.dated.isoformat()] if item else ["", ""]
    return row
