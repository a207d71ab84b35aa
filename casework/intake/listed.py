"""What a district's reconciled list says, once it has been read without a fault."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import date

ListedCriterion = Literal["crime", "education", "work", "local"]
"""The three national criteria, and the district's own reason beside them."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ListedEvidence:
    """One reason for a person to be on the list."""

    criterion: ListedCriterion
    source: str
    """The agency that says so; for `local`, the local discretion reason itself."""
    dated: date


@dataclass(frozen=True, kw_only=True, slots=True)
class ListedPerson:
    """One row of the list."""

    forename: str
    """May be blank: some agencies hold a surname and a date of birth only."""
    surname: str
    born: date
    is_child: bool
    """By the relationship that the list gives, not by age."""
    address: str
    postcode: str
    """In capitals with one space (`ME14 4CM`), or blank."""
    evidence: tuple[ListedEvidence, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class ListedFamily:
    """The people who share one family key, in the order of the list."""

    key: str
    people: tuple[ListedPerson, ...]
