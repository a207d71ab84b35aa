"""Accounts, and what makes up the sight of the one who holds an account."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from engine.text import is_storable
from storage.database import on_postgresql
from storage.rows import Row, insert_rows, table_of
from storage.tables import Account, Grant, Staff

_account = table_of(Account)
_grant = table_of(Grant)
_staff = table_of(Staff)


@dataclass(frozen=True, kw_only=True, slots=True)
class NewAccount:
    """An account that is to be made."""

    account_id: str
    user: str
    title: str
    made_by: str
    made_at: datetime
    password_hash: str = ""
    must_change: bool = False
    issuer: str = ""
    subject: str = ""
    active: bool = True


def find_account(connection: Connection, user: str) -> Row | None:
    """Read an account by the user's name."""
    return _one(connection, _account.c.user == user) if is_storable(user) else None


def account_by_id(connection: Connection, account: str) -> Row | None:
    """Read an account by its id."""
    return _one(connection, _account.c.account_id == account)


def account_by_subject(connection: Connection, issuer: str, subject: str) -> Row | None:
    """Read the account of somebody whom the council's sign-on names."""
    if not subject:
        return None
    same = (_account.c.issuer == issuer) & (_account.c.subject == subject)
    return _one(connection, same)


def _one(connection: Connection, which: ColumnElement[bool]) -> Row | None:
    statement = select(_account).where(which)
    return connection.execute(statement).mappings().one_or_none()


def all_accounts(connection: Connection) -> list[Row]:
    """Read every account, by user name."""
    statement = select(_account).order_by(_account.c.user)
    return list(connection.execute(statement).mappings())


def write_accounts(connection: Connection, accounts: Iterable[NewAccount]) -> None:
    """Write new accounts; one whose user has one already is left as it is."""
    dialect: Any = postgresql if on_postgresql(connection) else sqlite
    values = [
        {name: getattr(each, name) for name in NewAccount.__slots__}
        for each in accounts
    ]
    if values:
        statement = dialect.insert(_account).on_conflict_do_nothing()
        connection.execute(statement, values)


def change_account(connection: Connection, account: str, **values: object) -> None:
    """Write columns of an account's row."""
    statement = update(_account).where(_account.c.account_id == account)
    connection.execute(statement.values(**values))


def grants_of(connection: Connection, account: str) -> list[Row]:
    """Read what an account was granted, by district."""
    statement = (
        select(_grant)
        .where(_grant.c.account_id == account)
        .order_by(_grant.c.district_id, _grant.c.access)
    )
    return list(connection.execute(statement).mappings())


def all_grants(connection: Connection) -> list[Row]:
    """Read every grant, by account."""
    statement = select(_grant).order_by(*_grant.primary_key.columns)
    return list(connection.execute(statement).mappings())


def write_grant(connection: Connection, grant: dict[str, object]) -> None:
    """Write a grant that is not there yet."""
    insert_rows(connection, Grant, [grant])


def remove_grant(
    connection: Connection, district: str, account: str, access: str
) -> bool:
    """Take a grant away; False when there was none."""
    statement = delete(_grant).where(
        _grant.c.district_id == district,
        _grant.c.account_id == account,
        _grant.c.access == access,
    )
    return connection.execute(statement).rowcount > 0


def all_posts(connection: Connection) -> list[Row]:
    """Read every post of every district, past ones too, by user."""
    statement = select(_staff).order_by(_staff.c.user, _staff.c.district_id)
    return list(connection.execute(statement).mappings())
