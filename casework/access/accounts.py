"""Accounts and what they were granted: made, closed, and given roles."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from sqlalchemy import Connection

from casework.access.events import note
from casework.access.passwords import generated_password, hash_password
from casework.access.tokens import end_all_tokens
from casework.context import Context
from engine.access.roles import Access
from engine.text import is_storable
from storage.accounts import (
    NewAccount,
    all_accounts,
    all_grants,
    change_account,
    find_account,
    grants_of,
    remove_grant,
    write_accounts,
    write_grant,
)
from storage.database import reading, writing
from storage.districts import find_district
from storage.web_sessions import end_sessions_of


@dataclass(frozen=True, kw_only=True, slots=True)
class AccountRequest:
    """An account that is asked for: without a password it is for the sign-on."""

    user: str
    title: str
    password: str = ""
    must_change: bool = True


def make_accounts(
    context: Context, asked: Iterable[AccountRequest], by: str, now: datetime
) -> tuple[str, ...]:
    """Make accounts, in one transaction; who has one already keeps it as it is.

    Equal passwords are hashed once: those of a demonstration all are.

    Returns:
        The users whose account is new.

    Raises:
        StorageError: the database is missing, busy or gone.
    """
    wanted = list(asked)
    hashes = {p: hash_password(p) for p in {each.password for each in wanted} if p}
    with writing(context.database) as connection:
        new = [each for each in wanted if find_account(connection, each.user) is None]
        write_accounts(
            connection,
            (
                NewAccount(
                    account_id=uuid4().hex,
                    user=each.user,
                    title=each.title,
                    made_by=by,
                    made_at=now,
                    password_hash=hashes.get(each.password, ""),
                    must_change=each.must_change and bool(each.password),
                )
                for each in new
            ),
        )
        for each in new:
            note(connection, now, by, "account made", about=each.user)
    return tuple(each.user for each in new)


@dataclass(frozen=True, kw_only=True, slots=True)
class GrantLine:
    """A role that was granted in a district."""

    district: str
    access: str


@dataclass(frozen=True, kw_only=True, slots=True)
class AccountLine:
    """An account, with what was granted to it: district and role."""

    user: str
    title: str
    active: bool
    by_sign_on: bool
    must_change: bool
    made_at: datetime
    granted: tuple[GrantLine, ...]


def list_accounts(context: Context) -> tuple[AccountLine, ...]:
    """List every account, by user name.

    Raises:
        StorageError: the database is missing, busy or gone.
    """
    with reading(context.database) as connection:
        rows, grants = all_accounts(connection), all_grants(connection)
    return tuple(
        AccountLine(
            user=row["user"],
            title=row["title"],
            active=row["active"],
            by_sign_on=bool(row["subject"]),
            must_change=row["must_change"],
            made_at=row["made_at"],
            granted=tuple(
                GrantLine(district=each["district_id"], access=each["access"])
                for each in grants
                if each["account_id"] == row["account_id"]
            ),
        )
        for row in rows
    )


def new_password(context: Context, user: str, by: str, now: datetime) -> str | None:
    """Give somebody a generated password, which they change when they sign in.

    Their sessions end, and their access tokens: this is done when an account may be in
    wrong hands. None when there is no such account.

    Raises:
        StorageError: the database is missing, busy or gone.
    """
    password = generated_password()
    hashed = hash_password(password)
    with writing(context.database) as connection:
        row = find_account(connection, user)
        if row is None:
            return None
        account = row["account_id"]
        change_account(connection, account, password_hash=hashed, must_change=True)
        end_sessions_of(connection, account, now, "new password", number="")
        why = "new password"
        end_all_tokens(connection, account, by, now, about=user, because=why)
        note(connection, now, by, "password given", about=user)
    return password


def set_active(
    context: Context, user: str, by: str, now: datetime, *, active: bool
) -> bool:
    """Close an account, and end its sessions and access tokens; or open it again.

    Returns:
        False when there is no such account.

    Raises:
        StorageError: the database is missing, busy or gone.
    """
    with writing(context.database) as connection:
        row = find_account(connection, user)
        if row is None:
            return False
        change_account(connection, row["account_id"], active=active)
        if not active:
            account, why = row["account_id"], "account closed"
            end_sessions_of(connection, account, now, why, number="")
            end_all_tokens(connection, account, by, now, about=user, because=why)
        what = "account opened" if active else "account closed"
        note(connection, now, by, what, about=user)
    return True


@dataclass(frozen=True, kw_only=True, slots=True)
class GrantRequest:
    """A role for an account in one district."""

    user: str
    district: str
    access: Access


def grant(context: Context, asked: GrantRequest, by: str, now: datetime) -> str:
    """Give an account a role in a district; one that it has already stays.

    Returns:
        What is wrong, as a sentence; '' when it was given.

    Raises:
        StorageError: the database is missing, busy or gone.
    """
    with writing(context.database) as connection:
        row = find_account(connection, asked.user)
        if row is None:
            return f"There is no account of '{asked.user}'. Make one first."
        if (
            not is_storable(asked.district)
            or find_district(connection, asked.district) is None
        ):
            return f"There is no district '{asked.district}' in this database."
        given = grants_of(connection, row["account_id"])
        held = {(each["district_id"], each["access"]) for each in given}
        if (asked.district, asked.access) not in held:
            values: dict[str, object] = {
                "district_id": asked.district,
                "account_id": row["account_id"],
                "access": asked.access.value,
                "granted_by": by,
                "granted_at": now,
            }
            write_grant(connection, values)
            _note_grant(connection, "role given", asked, by, now)
    return ""


def take_away(context: Context, asked: GrantRequest, by: str, now: datetime) -> bool:
    """Take a role away that was granted; False when it was not.

    Raises:
        StorageError: the database is missing, busy or gone.
    """
    with writing(context.database) as connection:
        row = find_account(connection, asked.user)
        if row is None:
            return False
        account = row["account_id"]
        gone = remove_grant(connection, asked.district, account, asked.access.value)
        if gone:
            _note_grant(connection, "role taken away", asked, by, now)
    return gone


def _note_grant(
    connection: Connection, what: str, asked: GrantRequest, by: str, now: datetime
) -> None:
    detail = f"{asked.access.value} in {asked.district}"
    note(connection, now, by, what, about=asked.user, detail=detail)
