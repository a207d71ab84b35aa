"""Which cases somebody sees, as a condition of SQL.

Every reading that pages use puts it into its own query, so that a family out of sight
is neither found, nor listed, nor counted.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias, TypeVar

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Select,
    and_,
    exists,
    false,
    func,
    not_,
    or_,
    select,
    true,
    tuple_,
)

from engine.access.sight import Sight
from storage.rows import inline, table_of
from storage.tables import BrokenGlass, FamilyCase, NamedReader, Restriction, Task
from storage.written_once import is_given, is_single

_case = table_of(FamilyCase)
_task = table_of(Task)
_restriction = table_of(Restriction)
_named = table_of(NamedReader)
_glass = table_of(BrokenGlass)


Question = TypeVar("Question")
Districts: TypeAlias = tuple[str, ...] | list[str]
"""Ids of districts; a single id would be a sequence of letters."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Seen:
    """What a person sees of some districts, of each the same, as values of SQL.

    The `whole` district, the families of these `workers`, and those that an agency was
    asked about whose posts are `asked`. `user` and `at` say for whom a restricted case
    is open, and when.
    """

    user: str
    at: datetime
    whole: bool = False
    workers: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()

    @property
    def few(self) -> bool:
        """Whether nothing is seen of a district but one worker's families."""
        return is_given(self.workers) and not (self.whole or is_given(self.asked))


def seen_in(sight: Sight, district: str) -> Seen:
    """Give what somebody sees of a district; nothing of one that is not theirs."""
    here = sight.districts.get(district)
    if here is None:
        return Seen(user=sight.user, at=sight.at)
    return Seen(
        user=sight.user,
        at=sight.at,
        whole=here.whole,
        workers=tuple(sorted(here.workers)) if here.own else (),
        asked=tuple(sorted(here.posts)) if here.asked else (),
    )


def alike(
    asked: Iterable[tuple[str, Question]],
) -> Mapping[Question, tuple[str, ...]]:
    """Give the districts of which the same is asked: a question, and its districts.

    Somebody may see hundreds of districts, of which most are asked the same. Asked
    together they are one condition, not hundreds.
    """
    found: dict[Question, tuple[str, ...]] = {}
    for district, question in asked:
        found[question] = (*found.get(question, ()), district)
    return found


def is_of(column: ColumnElement[str], districts: Districts) -> ColumnElement[bool]:
    """Give the condition that a row is of one of these districts."""
    if is_single(districts):  # said so that an index can give the order of a list
        return column == districts[0]
    return column.in_(districts)


def in_order_of(
    column: ColumnElement[str], districts: Districts
) -> ColumnElement[bool]:
    """Give the same where a list of many districts is read in its own order.

    Said of no plain column, the index that begins with the district is left alone, by
    which a database would gather what all of them have and put it in order.
    """
    if is_single(districts):
        return is_of(column, districts)
    return func.coalesce(column, column).in_(districts)


def case_in_sight(
    case: FromClause, districts: Districts, seen: Seen
) -> ColumnElement[bool]:
    """Give the condition that a case is in somebody's sight.

    It is among the families that they see there, and it is not restricted, or they
    are named for it, or they have broken the glass.

    Args:
        case: the `family_case` table of the query, or an alias of it.
        districts: of which the person sees the same; the query itself keeps to them.
        seen: what they see there.
    """
    key = tuple_(case.c.district_id, case.c.number)
    return and_(case_in_reach(case, seen), key.not_in(_closed_to(districts, seen)))


def case_in_reach(case: FromClause, seen: Seen) -> ColumnElement[bool]:
    """Give the same condition without the restrictions: who may break the glass."""
    if seen.whole:
        return true()
    some: list[ColumnElement[bool]] = []
    if is_given(seen.workers):
        some.append(case.c.worker.in_(seen.workers))
    if is_given(seen.asked):
        some.append(_was_asked(case, seen.asked))
    return or_(false(), *some)


def number_in_sight(
    number: ColumnElement[int], district: str, sight: Sight | None
) -> ColumnElement[bool]:
    """Give the condition that a row belongs to a case in sight, by its case's number.

    Args:
        number: the column of the case's number.
        district: the district; the query itself keeps to it.
        sight: whose; None stands for the command line, which sees all.
    """
    if sight is None:
        return true()
    seen = seen_in(sight, district)
    if seen.whole:
        return number.not_in(_numbers_closed_to(district, seen))
    theirs = select(_case.c.number).where(
        _case.c.district_id == district, case_in_sight(_case, [district], seen)
    )
    return number.in_(theirs)


def in_sight(case: FromClause, sight: Sight) -> ColumnElement[bool]:
    """Give the condition that a case is in somebody's sight, in whatever district."""
    seen = [
        and_(
            is_of(case.c.district_id, districts),
            case_in_sight(case, districts, seen_in(sight, districts[0])),
        )
        for districts in alike(sorted(sight.districts.items())).values()
    ]
    return or_(false(), *seen)


def _was_asked(case: FromClause, posts: Districts) -> ColumnElement[bool]:
    return exists().where(
        _task.c.district_id == case.c.district_id,
        _task.c.case_number == case.c.number,
        _task.c.kind == inline("profile"),
        _task.c.role.in_(posts),
    )


def _numbers_closed_to(district: str, seen: Seen) -> Select[tuple[int]]:
    return _closed_to([district], seen).with_only_columns(_restriction.c.case_number)


def _closed_to(districts: Districts, seen: Seen) -> Select[tuple[str, int]]:
    """Give the keys of the cases that are restricted, and not for this person.

    It does not depend on the case that is looked at, so that a database works it out
    once a query: restricted cases are few, and lists are long.
    """
    named = exists().where(
        _named.c.district_id == _restriction.c.district_id,
        _named.c.case_number == _restriction.c.case_number,
        _named.c.user == seen.user,
    )
    broken = exists().where(
        _glass.c.district_id == _restriction.c.district_id,
        _glass.c.case_number == _restriction.c.case_number,
        _glass.c.user == seen.user,
        _glass.c.ends_at > seen.at,
    )
    return select(_restriction.c.district_id, _restriction.c.case_number).where(
        is_of(_restriction.c.district_id, districts), not_(or_(named, broken))
    )
