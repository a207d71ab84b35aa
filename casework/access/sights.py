"""Working out what somebody sees: from their posts, their grants and their cover."""

import json
from collections import defaultdict
from datetime import datetime

from sqlalchemy import Connection

from casework.context import Context
from engine.access.roles import Access, access_of_post
from engine.access.sight import DistrictSight, Sight
from storage.accounts import grants_of, posts_of
from storage.covers import covered_by
from storage.districts import StoredDistrict, find_district
from storage.rows import Row


def sight_of_account(
    context: Context, connection: Connection, account: Row, now: datetime
) -> Sight:
    """Give what the holder of an account sees.

    A post counts while it lasts, by the day of the database's clock; a grant until it
    is taken away.

    Args:
        context: the clock, and the definitions that say what a role is.
        connection: the transaction.
        account: its `account_id`, `user` and `title`.
        now: the moment by the wall clock.
    """
    user, today = account["user"], context.today()
    posts = {row["district_id"]: row for row in posts_of(connection, user, today)}
    granted: dict[str, set[Access]] = defaultdict(set)
    for grant in grants_of(connection, account["account_id"]):
        granted[grant["district_id"]].add(Access(grant["access"]))
    districts = {
        district: _in_district(
            context, connection, (district, posts.get(district)), granted[district]
        )
        for district in sorted({*posts, *granted})
    }
    return Sight(
        account=account["account_id"],
        user=user,
        title=account["title"],
        at=now,
        districts=districts,
    )


def _in_district(
    context: Context,
    connection: Connection,
    post: tuple[str, Row | None],
    granted: set[Access],
) -> DistrictSight:
    district, row = post
    if row is None:
        return DistrictSight(access=frozenset(granted))
    roles = frozenset(json.loads(row["roles"]))
    access = granted | _access_of(context, connection, district, roles)
    covers = covered_by(connection, district, row["user"], context.today())
    return DistrictSight(
        access=frozenset(access), posts=roles, workers=covers | {row["user"]}
    )


def _access_of(
    context: Context, connection: Connection, district: str, roles: frozenset[str]
) -> frozenset[Access]:
    stored = find_district(connection, district)
    assert isinstance(stored, StoredDistrict)  # noqa: S101 - its staff were read
    workflow = context.workflow(connection, stored.workflow_hash, stored.district)
    return access_of_post(roles, workflow.pathway.roles)
