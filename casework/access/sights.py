"""Working out what somebody sees: from their posts, their grants and their cover."""

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from casework.context import Context
from engine.access.roles import Access, access_of_post
from engine.access.sight import DistrictSight, Sight
from storage.accounts import grants_of, posts_of
from storage.covers import covered_in
from storage.districts import StoredDistrict, all_districts
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
    held = {row["district_id"]: row for row in posts_of(connection, user, today)}
    covers = covered_in(connection, sorted(held), user, today)
    posts = {
        stored.district.id: _post(context, connection, stored, held, covers)
        for stored in all_districts(connection, sorted(held))
    }
    granted: dict[str, set[Access]] = defaultdict(set)
    for grant in grants_of(connection, account["account_id"]):
        granted[grant["district_id"]].add(Access(grant["access"]))
    districts = {
        district: _with(posts.get(district), granted[district])
        for district in sorted({*posts, *granted})
    }
    return Sight(
        account=account["account_id"],
        user=user,
        title=account["title"],
        at=now,
        districts=districts,
    )


def _post(
    context: Context,
    connection: Connection,
    stored: StoredDistrict,
    held: Mapping[str, Row],
    covers: Mapping[str, frozenset[str]],
) -> DistrictSight:
    """Give what a post in a district lets its holder see there."""
    district = stored.district
    row = held[district.id]
    roles = frozenset(json.loads(row["roles"]))
    workflow = context.workflow(connection, stored.workflow_hash, district)
    return DistrictSight(
        access=access_of_post(roles, workflow.pathway.roles),
        posts=roles,
        workers=covers.get(district.id, frozenset()) | {row["user"]},
    )


def _with(post: DistrictSight | None, granted: set[Access]) -> DistrictSight:
    """Add what was granted in a district to what a post there brings along."""
    if post is None:
        return DistrictSight(access=frozenset(granted))
    return replace(post, access=post.access | granted)
