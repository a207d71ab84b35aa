"""One made-up household: who lives there, how old they are, and who did what."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from casework.intake.family_list import (
    ListedCriterion,
    ListedEvidence,
    ListedPerson,
)
from demo.chance import Chance
from demo.names import ADULT_FORENAMES, CHILD_FORENAMES, STREETS, SURNAMES
from demo.sample_districts import SampleDistrict
from demo.sample_evidence import LIST_DAY, criteria_met, evidence_of

# An inward code in use never holds these letters, so no such postcode is anyone's.
_UNUSED_LETTERS: Final = "CIKMOV"

_AGE_OF_CRIMINAL_RESPONSIBILITY: Final = 10
_SCHOOL_AGES: Final = range(5, 17)

_HOW_MANY_CHILDREN: Final = (1, 1, 2, 2, 2, 3, 3, 4)
_SECOND_ADULT: Final = 0.55
_OTHER_SURNAME: Final = 0.15
_UNDER_FIVE: Final = 0.10


@dataclass(frozen=True, kw_only=True, slots=True)
class _Member:
    age: int
    is_child: bool


def sample_household(
    chance: Chance, district: SampleDistrict
) -> tuple[ListedPerson, ...]:
    """Make up the people of one household, and the evidence that identifies them.

    Args:
        chance: decides everything.
        district: where they live.

    Returns:
        The adults and then the children, no two with the same forename.
    """
    members = _members(chance)
    address, postcode = _home(chance, district)
    family_surname = chance.one_of(SURNAMES)
    evidence = _evidence(chance, members)
    people: list[ListedPerson] = []
    for member, items in zip(members, evidence, strict=True):
        other_surname = bool(people) and chance.happens(_OTHER_SURNAME)
        names = CHILD_FORENAMES if member.is_child else ADULT_FORENAMES
        taken = [person.forename for person in people]
        people.append(
            ListedPerson(
                forename=chance.another(names, taken),
                surname=chance.one_of(SURNAMES) if other_surname else family_surname,
                born=_birthday(chance, member.age),
                is_child=member.is_child,
                address=address,
                postcode=postcode,
                evidence=tuple(items),
            )
        )
    return tuple(people)


def _members(chance: Chance) -> list[_Member]:
    # The eldest is of an age to be excluded, and to be charged with an offence.
    ages = [chance.between(10, 16)]
    for _ in range(chance.one_of(_HOW_MANY_CHILDREN) - 1):
        pre_school = chance.happens(_UNDER_FIVE)
        ages.append(chance.between(0, 4) if pre_school else chance.between(5, 17))
    ages.sort(reverse=True)
    children = [_Member(age=age, is_child=True) for age in ages]
    adult = _Member(age=ages[0] + chance.between(17, 32), is_child=False)
    if not chance.happens(_SECOND_ADULT):
        return [adult, *children]
    partner = _Member(age=max(25, adult.age + chance.between(-6, 8)), is_child=False)
    return [adult, partner, *children]


def _evidence(chance: Chance, members: Sequence[_Member]) -> list[list[ListedEvidence]]:
    held: list[list[ListedEvidence]] = [[] for _ in members]
    for criterion in criteria_met(chance):
        able = [n for n, one in enumerate(members) if _can_meet(criterion, one)]
        who = chance.one_of(able)
        of_a_child = members[who].is_child
        held[who].append(evidence_of(criterion, chance, of_a_child=of_a_child))
    return held


def _can_meet(criterion: ListedCriterion, member: _Member) -> bool:
    if criterion == "crime":
        return member.age >= _AGE_OF_CRIMINAL_RESPONSIBILITY
    if criterion == "education":
        return member.is_child and member.age in _SCHOOL_AGES
    return not member.is_child if criterion == "work" else True


def _birthday(chance: Chance, age: int) -> date:
    """Choose a birthday that makes someone of this age on the day of the list."""
    earliest = LIST_DAY.replace(year=LIST_DAY.year - age - 1) + timedelta(days=1)
    return earliest + timedelta(days=chance.between(0, 364))


def _home(chance: Chance, district: SampleDistrict) -> tuple[str, str]:
    outward, town = chance.one_of(district.towns)
    street = f"{chance.between(1, 140)} {chance.one_of(STREETS)}"
    last_letters = chance.one_of(_UNUSED_LETTERS) + chance.one_of(_UNUSED_LETTERS)
    return f"{street}, {town}", f"{outward} {chance.between(1, 9)}{last_letters}"
