"""Which cases a list wants, and the same as conditions of SQL."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, exists, or_, select, tuple_

from engine.access.sight import Sight
from storage.due_clocks import Place, WhichClocks, has_clock, numbers_with
from storage.rows import table_of
from storage.sight import Districts, case_in_sight, is_of
from storage.tables import Evidence, FamilyCase, Membership, Person

_case = table_of(FamilyCase)
_evidence = table_of(Evidence)
_member = table_of(Membership)
_person = table_of(Person)

_LAST = "\U0010ffff"
"""Comes after every letter: whatever begins with a word lies between both."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Sought:
    """What somebody typed to find a family: a case's number, or names.

    `surname` is the beginning of a surname as it is kept for searches; `forename` is
    one too, and may be empty.
    """

    number: int | None = None
    surname: str = ""
    forename: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class WhichCases:
    """Which cases of some districts are wanted. What is empty or None means any.

    Of all these districts `seen`, who looks, sees the same; without it, every case is
    in sight. An empty `worker` keeps those that have none. `places` keeps those that
    stand at one of them, `clocks` those with such an open clock, `criteria` those with
    evidence of each.
    """

    districts: tuple[str, ...]
    places: tuple[Place, ...] = ()
    worker: str | None = None
    clocks: WhichClocks | None = None
    criteria: tuple[str, ...] = ()
    sought: Sought | None = None
    seen: Sight | None = None

    @property
    def few(self) -> bool:
        """Whether the cases are few, to be found by their own index: one worker's."""
        if self.worker or self.sought is not None:
            return True
        return self.seen is not None and sees_few(self.seen, self.districts[0])


def sees_few(sight: Sight, district: str) -> bool:
    """Say whether somebody sees nothing of a district but one worker's families."""
    here = sight.districts[district]
    return here.own and not (here.whole or here.asked)


def conditions(which: WhichCases) -> list[ColumnElement[bool]]:
    """Give the conditions that the wanted cases meet."""
    wanted = conditions_but_clocks(which)
    if which.clocks is None:
        return wanted
    if which.few or len(which.districts) > 1:
        return [*wanted, has_clock(which.clocks)]
    numbers = numbers_with(which.districts, which.clocks)
    return [*wanted, _case.c.number.in_(numbers)]


def conditions_but_clocks(which: WhichCases) -> list[ColumnElement[bool]]:
    """Give the same without the one on the clocks, where it stands elsewhere."""
    wanted: list[ColumnElement[bool]] = [is_of(_case.c.district_id, which.districts)]
    if which.places:
        wanted.append(or_(*(_case.c[machine] == at for machine, at in which.places)))
    if which.worker is not None:
        wanted.append(_case.c.worker == which.worker)
    wanted += [_has_evidence(criterion) for criterion in which.criteria]
    if which.sought is not None:
        wanted.append(_is_sought(which.districts, which.sought))
    if which.seen is not None:
        wanted.append(case_in_sight(_case, which.districts, which.seen))
    return wanted


def _has_evidence(criterion: str) -> ColumnElement[bool]:
    return exists().where(
        _evidence.c.district_id == _case.c.district_id,
        _evidence.c.case_number == _case.c.number,
        _evidence.c.criterion == criterion,
    )


def _is_sought(districts: Districts, sought: Sought) -> ColumnElement[bool]:
    if sought.number is not None:
        return _case.c.number == sought.number
    families = (
        select(_member.c.district_id, _member.c.family_number)
        .join(
            _person,
            (_person.c.district_id == _member.c.district_id)
            & (_person.c.id == _member.c.person_id),
        )
        .where(is_of(_person.c.district_id, districts), *_named(sought))
    )
    return tuple_(_case.c.district_id, _case.c.family_number).in_(families)


def _named(sought: Sought) -> list[ColumnElement[bool]]:
    key = _person.c.surname_key
    named = [key >= sought.surname, key < sought.surname + _LAST]
    if sought.forename:
        named.append(_person.c.forename.istartswith(sought.forename, autoescape=True))
    return named
