"""What the holder of an account is here: their posts, grants and cover.

Every page and every call asks this first, so it goes in one round trip.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, and_, bindparam, or_, select

from storage.covers import runs_on
from storage.districts import READ_DISTRICT, StoredDistrict, district_of_row
from storage.held import Held, ask_together
from storage.rows import Row, table_of
from storage.tables import Cover, DistrictRow, Grant, Staff

_cover = table_of(Cover)
_district = table_of(DistrictRow)
_grant = table_of(Grant)
_staff = table_of(Staff)

_IN_POST = and_(
    _staff.c.user == bindparam("user"),
    _staff.c.since <= bindparam("day"),
    or_(_staff.c.until.is_(None), _staff.c.until >= bindparam("day")),
)
_OF_POSTS = select(_staff.c.district_id).where(_IN_POST)
_POSTS = Held(select(_staff).where(_IN_POST))
_DISTRICTS = Held(
    READ_DISTRICT.where(_district.c.district_id.in_(_OF_POSTS)).order_by(
        _district.c.district_id
    )
)
_COVERED = Held(
    select(_cover.c.district_id, _cover.c.absent).where(
        _cover.c.district_id.in_(_OF_POSTS),
        _cover.c.cover == bindparam("user"),
        runs_on(),
    )
)
_GRANTS = Held(
    select(_grant.c.district_id, _grant.c.access).where(
        _grant.c.account_id == bindparam("account")
    )
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Holdings:
    """What somebody holds on a day, by district.

    `absent` are the users for whom they stand in; `granted` the names of what they
    were granted. `districts` are those of their posts.
    """

    posts: Mapping[str, Row]
    districts: Sequence[StoredDistrict]
    absent: Mapping[str, frozenset[str]]
    granted: Mapping[str, frozenset[str]]


def holdings_of(
    connection: Connection, *, account: str, user: str, day: date
) -> Holdings:
    """Read what the holder of an account holds on a day.

    Args:
        connection: the transaction.
        account: the account's id, to which grants are made.
        user: the name by which districts' files know them.
        day: posts and covers count while they last.
    """
    asked = {"user": user, "day": day}
    posts, districts, covered, granted = ask_together(
        connection,
        (_POSTS, asked),
        (_DISTRICTS, asked),
        (_COVERED, asked),
        (_GRANTS, {"account": account}),
    )
    return Holdings(
        posts={row["district_id"]: row for row in posts},
        districts=[district_of_row(row) for row in districts],
        absent=_by_district(covered, "absent"),
        granted=_by_district(granted, "access"),
    )


def _by_district(rows: Sequence[Row], name: str) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        found[row["district_id"]].add(row[name])
    return {district: frozenset(values) for district, values in found.items()}
