"""Leaving out of a board's papers who a family is."""

import re
from collections.abc import Iterable

from casework.meetings.pack import (
    PackCriterion,
    PackEvidence,
    PackFamily,
    PackPart,
    PackPerson,
)

_LEFT_OUT = "[name left out]"
_SHORTEST = 2


def without_names(family: PackFamily) -> PackFamily:
    """Leave out who the family is: its names wherever they stand, and its addresses.

    Free text is searched for the family's own names; whoever wrote another person's
    name into it is not caught by that.
    """
    hide = Hider(person.name for person in family.people)
    numbers = _numbered(family.people)
    return PackFamily(
        reference=family.reference,
        place=family.place,
        since=family.since,
        people=tuple(
            PackPerson(name=number, relationship=p.relationship, age=p.age, address="")
            for number, p in zip(numbers, family.people, strict=True)
        ),
        criteria=tuple(
            PackCriterion(
                title=each.title,
                evidence=tuple(
                    PackEvidence(
                        source=hide(e.source),
                        dated=e.dated,
                        person=_number_of(e.person, family.people, numbers),
                    )
                    for e in each.evidence
                ),
            )
            for each in family.criteria
        ),
        parts=tuple(
            PackPart(agency=p.agency, outcome=p.outcome, note=hide(p.note))
            for p in family.parts
        ),
        before=tuple(hide(line) for line in family.before),
        recommendation=family.recommendation,
        reasons=tuple(hide(reason) for reason in family.reasons),
    )


class Hider:
    """Leaves names out of a text, whole words whatever their capitals."""

    def __init__(self, names: Iterable[str]) -> None:
        """Take full names; each part of one is left out wherever it stands."""
        words = {w for name in names for w in name.split() if len(w) >= _SHORTEST}
        longest_first = sorted(words, key=len, reverse=True)
        found = "|".join(_either_apostrophe(word) for word in longest_first)
        self._names = re.compile(rf"\b(?:{found})\b", re.IGNORECASE) if found else None

    def __call__(self, text: str) -> str:
        """Give the text without the names."""
        return self._names.sub(_LEFT_OUT, text) if self._names else text


def _numbered(people: tuple[PackPerson, ...]) -> tuple[str, ...]:
    """Give each person a name such as ‘Adult 1’."""
    counts: dict[str, int] = {}
    numbers = []
    for person in people:
        counts[person.relationship] = counts.get(person.relationship, 0) + 1
        numbers.append(
            f"{person.relationship.capitalize()} {counts[person.relationship]}"
        )
    return tuple(numbers)


def _number_of(
    name: str, people: tuple[PackPerson, ...], numbers: tuple[str, ...]
) -> str:
    found = (
        n for n, person in zip(numbers, people, strict=True) if person.name == name
    )
    return next(found, "") if name else ""


def _either_apostrophe(word: str) -> str:
    return re.escape(word.replace("’", "'")).replace("'", "['’]")
