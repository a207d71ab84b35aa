"""Accounts of a demonstration: everybody of the play, and the roles beside it.

One password for all of them, made anew each time and told once. A database of real
cases is refused.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from casework.access.accounts import AccountRequest, GrantRequest, grant, make_accounts
from casework.access.passwords import generated_password, hash_password
from casework.context import PLAYED, Context
from casework.errors import RealCasesError
from engine.access.roles import TITLES, Access, access_of_post
from storage.accounts import change_account, find_account
from storage.database import reading, writing
from storage.districts import all_districts, in_post, setting

_BY = "the demonstration"
_GRANTED = (Access.VIEWER, Access.INFORMATION_GOVERNANCE, Access.ADMINISTRATOR)
"""The roles that no post of a district's file brings along."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Visitor:
    """Somebody as whom a demonstration may be looked at."""

    user: str
    title: str
    district: str
    access: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Opened:
    """The password of this time, and those whom it lets in."""

    password: str
    visitors: tuple[Visitor, ...]


def open_to_visitors(context: Context, now: datetime) -> Opened:
    """Let visitors into a demonstration, with a new password.

    Args:
        context: the database that a play has made.
        now: the moment by the wall clock.

    Raises:
        RealCasesError: no play has made this database.
        StorageError: the database is missing, busy or gone.
    """
    with reading(context.database) as connection:
        played = setting(connection, PLAYED) is not None
    if not played:
        raise RealCasesError(
            "No play has made this database, so nobody is let into it by a password "
            "that is printed. Make accounts with `accounts add`."
        )
    visitors = tuple(_visitors(context))
    password = generated_password()
    _make_accounts(context, visitors, now)
    hashed = hash_password(password)
    with writing(context.database) as connection:
        for visitor in visitors:
            row = find_account(connection, visitor.user)
            if row is not None:
                account = row["account_id"]
                change_account(connection, account, password_hash=hashed, active=True)
    return Opened(password=password, visitors=visitors)


def _visitors(context: Context) -> Iterator[Visitor]:
    today = context.today()
    with reading(context.database) as connection:
        for stored in all_districts(connection):
            district = stored.district
            hash_ = stored.workflow_hash
            roles = context.workflow(connection, hash_, district).pathway.roles
            for user, member in district.staff.items():
                if in_post(member, today):
                    access = access_of_post(member.roles, roles)
                    yield Visitor(
                        user=user,
                        title=member.title,
                        district=district.id,
                        access=tuple(sorted(TITLES[each] for each in access)),
                    )
            for role in _GRANTED:
                yield Visitor(
                    user=f"{district.prefix.lower()}.{role.value}",
                    title=TITLES[role],
                    district=district.id,
                    access=(TITLES[role],),
                )


def _make_accounts(
    context: Context, visitors: tuple[Visitor, ...], now: datetime
) -> None:
    asked = (AccountRequest(user=each.user, title=each.title) for each in visitors)
    make_accounts(context, asked, _BY, now)
    for visitor in visitors:
        role = visitor.user.rpartition(".")[2]
        if role in set(_GRANTED):
            asked_role = GrantRequest(
                user=visitor.user, district=visitor.district, access=Access(role)
            )
            grant(context, asked_role, _BY, now)
