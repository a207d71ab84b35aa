"""Which cases a list wants, and the same as conditions of SQL."""

import re
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, exists, or_, select, tuple_

from storage.due_clocks import (
    Standing,
    WhichClocks,
    has_clock,
    numbers_with,
    workers_of,
)
from storage.rows import table_of
from storage.sight import Districts, Seen, case_in_sight, is_of
from storage.tables import Evidence, FamilyCase, Membership, Person
from storage.written_once import ONE_BY_ONE, is_given, is_single

_case = table_of(FamilyCase)
_evidence = table_of(Evidence)
_member = table_of(Membership)
_person = table_of(Person)

_SPECIAL = re.compile("[/%_]")
_LAST = "\U0010ffff"
"""Comes after every letter: whatever begins with a word lies between both."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Sought:
    """What somebody typed to find a family: a case's number, or names.

    `surname` is the beginning of a surname as it is kept for searches, and `beyond`
    what no longer begins so; `forename` is a pattern of SQL, or empty.
    """

    number: int | None = None
    surname: str = ""
    beyond: str = ""
    forename: str = ""

    @classmethod
    def named(cls, surname: str, forename: str = "") -> "Sought":
        """Seek whose names begin so; the surname as it is kept for searches."""
        plain = _SPECIAL.sub(r"/\g<0>", forename)
        return cls(
            surname=surname,
            beyond=surname + _LAST,
            forename=f"{plain}%" if forename else "",
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class WhichCases:
    """Which cases of some districts are wanted. What is empty or None means any.

    `seen` is what who looks sees of all these districts; without it, every case is in
    sight. An empty `worker` keeps those that have none. `places` keeps those that
    stand at one of them, `clocks` those with such an open clock, `criteria` those with
    evidence of each.
    """

    districts: tuple[str, ...]
    places: tuple[Standing, ...] = ()
    worker: str | None = None
    clocks: WhichClocks | None = None
    criteria: tuple[str, ...] = field(default=(), metadata=ONE_BY_ONE)
    sought: Sought | None = None
    seen: Seen | None = None

    @property
    def few(self) -> bool:
        """Whether the cases are few, to be found by their own index: one worker's."""
        if is_given(self.worker) or self.sought is not None:
            return True
        if self.clocks is not None and self.clocks.of_few:
            return True
        return self.seen is not None and self.seen.few

    @property
    def case_first(self) -> bool:
        """Whether cases are found first, and then asked for their clocks."""
        return self.few or (self.clocks is not None and self.clocks.most_have_one)

    @property
    def narrow(self) -> bool:
        """Whether more is asked of a case than its clocks, so that few may be left."""
        return bool(self.places or self.criteria) or self.worker is not None


def conditions(which: WhichCases) -> list[ColumnElement[bool]]:
    """Give the conditions that the wanted cases meet."""
    wanted = conditions_but_clocks(which)
    if which.clocks is None:
        return wanted
    if which.case_first or not is_single(which.districts):
        return [*wanted, has_clock(which.clocks)]
    numbers = numbers_with(which.districts, which.clocks)
    return [*wanted, _case.c.number.in_(numbers)]


def conditions_but_clocks(which: WhichCases) -> list[ColumnElement[bool]]:
    """Give the same without the one on the clocks, where it stands elsewhere."""
    return [is_of(_case.c.district_id, which.districts), *asked_of_case(which)]


def asked_of_case(which: WhichCases) -> list[ColumnElement[bool]]:
    """Give what is asked of the case itself, whatever its district and its clocks."""
    wanted: list[ColumnElement[bool]] = []
    if which.places:
        at = (is_of(_case.c[each.machine], each.states) for each in which.places)
        wanted.append(or_(*at))
    if which.worker is not None:
        wanted.append(_case.c.worker == which.worker)
    if which.clocks is not None:
        wanted += workers_of(which.clocks)
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
        # Or it pairs every case of a district with every such name.
        .prefix_with("DISTINCT", dialect="postgresql")
    )
    return tuple_(_case.c.district_id, _case.c.family_number).in_(families)


def _named(sought: Sought) -> list[ColumnElement[bool]]:
    key = _person.c.surname_key
    named = [key >= sought.surname, key < sought.beyond]
    if is_given(sought.forename):
        named.append(_person.c.forename.ilike(sought.forename, escape="/"))
    return named
