"""Who looked at what, and what was done to access: a page at a time, newest first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, or_, select, tuple_, union

from storage.rows import Row, table_of
from storage.tables import AccessEvent, Account, CaseRead, FamilyCase, Grant, Staff

_event = table_of(AccessEvent)
_read = table_of(CaseRead)
_case = table_of(FamilyCase)
_account = table_of(Account)
_grant = table_of(Grant)
_staff = table_of(Staff)


@dataclass(frozen=True, kw_only=True, slots=True)
class WhichRecords:
    """Which records of a district; empty and None mean any.

    Attributes:
        district: its id.
        user: who looked, or did something.
        reference: of the case that was looked at, or that something was about.
        since: the first moment, and `before` the first that is no longer wanted.
        what: of events, what was done.
        after: the moment and the id of the last record seen.
        most: no more than this many.
    """

    district: str
    user: str = ""
    reference: str = ""
    since: datetime | None = None
    before: datetime | None = None
    what: str = ""
    after: tuple[datetime, str] | None = None
    most: int


def reads_page(connection: Connection, which: WhichRecords) -> list[Row]:
    """Read who looked at which case, the latest first."""
    same = (_case.c.district_id == _read.c.district_id) & (
        _case.c.number == _read.c.case_number
    )
    statement = (
        select(_read, _case.c.reference)
        .join(_case, same)
        .where(_read.c.district_id == which.district, *_of(_read, which))
        .order_by(_read.c.at.desc(), _read.c.id.desc())
        .limit(which.most)
    )
    if which.reference:
        statement = statement.where(_case.c.reference == which.reference)
    return list(connection.execute(statement).mappings())


def events_page(
    connection: Connection,
    which: WhichRecords,
    ours: tuple[str, str],
    others: Sequence[tuple[str, str]],
) -> list[Row]:
    """Read what was done about access by or about a district, the latest first.

    An event names no district: it is of one if it is about one of its cases or lists,
    or was done by, or about, somebody of the district and is about no other's.

    Args:
        connection: the transaction.
        which: the events wanted.
        ours: the district's id, and how its references begin.
        others: the same of every other district.
    """
    about = _event.c.about
    people = _people_of(which.district)
    theirs = or_(_event.c.user.in_(people), about.in_(people))
    foreign = or_(*(_about(each) for each in others)) if others else None
    of_people = theirs if foreign is None else and_(theirs, ~foreign)
    statement = (
        select(_event)
        .where(or_(_about(ours), of_people), *_of(_event, which))
        .order_by(_event.c.at.desc(), _event.c.id.desc())
        .limit(which.most)
    )
    if which.reference:
        statement = statement.where(about == which.reference)
    if which.what:
        statement = statement.where(_event.c.what == which.what)
    return list(connection.execute(statement).mappings())


def kinds_of_event(connection: Connection) -> list[str]:
    """Read what kinds of event there are."""
    statement = select(_event.c.what).distinct().order_by(_event.c.what)
    return list(connection.execute(statement).scalars())


def _about(district: tuple[str, str]) -> ColumnElement[bool]:
    id_, prefix = district
    about = _event.c.about
    return or_(
        about == id_,
        about.startswith(f"{id_}/", autoescape=True),
        about.startswith(f"{prefix}-", autoescape=True),
    )


def _people_of(district: str) -> Any:  # noqa: ANN401 - a union of two queries
    granted = (
        select(_account.c.user)
        .join(_grant, _grant.c.account_id == _account.c.account_id)
        .where(_grant.c.district_id == district)
    )
    posts = select(_staff.c.user).where(_staff.c.district_id == district)
    return union(posts, granted)


def _of(table: Any, which: WhichRecords) -> list[ColumnElement[bool]]:  # noqa: ANN401
    wanted: list[ColumnElement[bool]] = []
    if which.user:
        wanted.append(table.c.user == which.user)
    if which.since is not None:
        wanted.append(table.c.at >= which.since)
    if which.before is not None:
        wanted.append(table.c.at < which.before)
    if which.after is not None:
        wanted.append(tuple_(table.c.at, table.c.id) < which.after)
    return wanted
