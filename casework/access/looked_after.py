"""Accounts as an administrator sees them: those of the administrator's districts.

Whoever could give a new password to somebody of a district that they do not look
after could become that person; so an account is theirs only if all its districts are.
"""

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from casework.access.sessions import Limits, SessionLine, end_sessions, list_sessions
from casework.context import Context
from casework.reading.desk import Desk, open_desk
from casework.reading.words import role_words
from engine.access.roles import Access
from engine.access.sight import Sight
from storage.accounts import all_accounts, all_grants, all_posts
from storage.database import reading
from storage.rows import Row

ADMINISTERS = frozenset({Access.ADMINISTRATOR})


@dataclass(frozen=True, kw_only=True, slots=True)
class Post:
    """A post in a district's file: its title, and its roles in the pathway's words."""

    district: str
    district_title: str
    title: str
    roles: tuple[str, ...]
    since: date
    until: date | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Granted:
    """A role that an administrator gave somebody in a district."""

    district: str
    district_title: str
    access: Access
    by: str
    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class LookedAfter:
    """An account, with the posts and the granted roles of whoever holds it."""

    id: str
    user: str
    title: str
    active: bool
    by_sign_on: bool
    has_password: bool
    must_change: bool
    made_by: str
    made_at: datetime
    posts: tuple[Post, ...]
    granted: tuple[Granted, ...]


def accounts_of(context: Context, sight: Sight) -> tuple[LookedAfter, ...]:
    """List the accounts that somebody looks after, by user name.

    Raises:
        StorageError: the database is missing, busy or gone.
    """
    mine = set(sight.districts_as(ADMINISTERS))
    with open_desk(context) as desk:
        posts = _by(all_posts(desk.connection), "user")
        grants = _by(all_grants(desk.connection), "account_id")
        return tuple(
            _account(desk, row, posts[row["user"]], grants[row["account_id"]])
            for row in all_accounts(desk.connection)
            if _districts(posts[row["user"]], grants[row["account_id"]]) <= mine
        )


def account_of(context: Context, sight: Sight, user: str) -> LookedAfter | None:
    """Give one account; None where there is none that this person looks after.

    Raises:
        StorageError: the database is missing, busy or gone.
    """
    found = accounts_of(context, sight)
    return next((each for each in found if each.user == user), None)


def is_of_others(context: Context, sight: Sight, user: str) -> bool:
    """Say whether a user name has a post in a district that others look after.

    Whoever made an account under it would be told its password, and could act in that
    post.

    Raises:
        StorageError: the database is missing, busy or gone.
    """
    mine = set(sight.districts_as(ADMINISTERS))
    with reading(context.database) as connection:
        posts = all_posts(connection)
    return any(row["user"] == user and row["district_id"] not in mine for row in posts)


def sessions_of(
    context: Context, account: LookedAfter, now: datetime, limits: Limits
) -> tuple[SessionLine, ...]:
    """List the open sessions of an account, the latest used first.

    Raises:
        StorageError: the database is missing, busy or gone.
    """
    return list_sessions(context, account.id, now, limits)


def revoke_sessions(context: Context, account: LookedAfter, now: datetime) -> int:
    """End all sessions of an account; give how many there were.

    Raises:
        StorageError: the database is missing, busy, gone or full.
    """
    because = "ended by an administrator"
    return end_sessions(context, account.id, now, because=because)


def _by(rows: Iterable[Row], column: str) -> defaultdict[str, list[Row]]:
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row[column]].append(row)
    return found


def _districts(posts: list[Row], grants: list[Row]) -> set[str]:
    return {row["district_id"] for row in (*posts, *grants)}


def _account(desk: Desk, row: Row, posts: list[Row], grants: list[Row]) -> LookedAfter:
    return LookedAfter(
        id=row["account_id"],
        user=row["user"],
        title=row["title"],
        active=row["active"],
        by_sign_on=bool(row["subject"]),
        has_password=bool(row["password_hash"]),
        must_change=row["must_change"],
        made_by=row["made_by"],
        made_at=row["made_at"],
        posts=tuple(_post(desk, each) for each in posts),
        granted=tuple(
            Granted(
                district=each["district_id"],
                district_title=desk.district(each).title,
                access=Access(each["access"]),
                by=each["granted_by"],
                at=each["granted_at"],
            )
            for each in grants
        ),
    )


def _post(desk: Desk, row: Row) -> Post:
    stored = desk.districts[row["district_id"]]
    workflow = desk.context.workflow(
        desk.connection, stored.workflow_hash, stored.district
    )
    return Post(
        district=stored.district.id,
        district_title=stored.district.title,
        title=row["title"],
        roles=tuple(role_words(workflow, role) for role in json.loads(row["roles"])),
        since=row["since"],
        until=row["until"],
    )
