"""Working out what somebody sees: from their posts, their grants and their cover."""

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from casework.context import Context
from engine.access.roles import Access, access_of_post
from engine.access.sight import DistrictSight, Sight
from storage.districts import StoredDistrict
from storage.holdings import Holdings, holdings_of
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
    user = account["user"]
    held = holdings_of(
        connection, account=account["account_id"], user=user, day=context.today()
    )
    posts = {
        stored.district.id: _post(context, connection, stored, held)
        for stored in held.districts
    }
    return Sight(
        account=account["account_id"],
        user=user,
        title=account["title"],
        at=now,
        districts={
            district: _with(posts.get(district), held.granted.get(district, ()))
            for district in sorted({*posts, *held.granted})
        },
    )


def _post(
    context: Context, connection: Connection, stored: StoredDistrict, held: Holdings
) -> DistrictSight:
    """Give what a post in a district lets its holder see there."""
    district = stored.district
    row = held.posts[district.id]
    roles = frozenset(json.loads(row["roles"]))
    workflow = context.workflow(connection, stored.workflow_hash, district)
    return DistrictSight(
        access=access_of_post(roles, workflow.pathway.roles),
        posts=roles,
        workers=held.absent.get(district.id, frozenset()) | {row["user"]},
    )


def _with(post: DistrictSight | None, names: Iterable[str]) -> DistrictSight:
    """Add what was granted in a district to what a post there brings along."""
    granted = frozenset(map(Access, names))
    if post is None:
        return DistrictSight(access=granted)
    return replace(post, access=post.access | granted)
