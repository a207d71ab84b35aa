"""Signing in: by a password of ours, or by what the council's sign-on says."""

from dataclasses import dataclass
from datetime import datetime

from casework.access.events import note
from casework.access.passwords import against_password, hash_password, is_right
from casework.context import Context
from engine.text import is_storable
from storage.accounts import (
    account_by_id,
    account_by_subject,
    change_account,
    find_account,
)
from storage.database import reading, writing
from storage.web_sessions import end_sessions_of


@dataclass(frozen=True, kw_only=True, slots=True)
class Admitted:
    """Somebody who may start a session."""

    account: str
    user: str


def sign_in_by_password(
    context: Context, user: str, password: str, now: datetime
) -> Admitted | None:
    """Check a name and a password; None when they do not fit, for whatever reason.

    Raises:
        StorageError: the database is missing, busy or gone.
    """
    with reading(context.database) as connection:
        row = find_account(connection, user)
    known = row["password_hash"] if row is not None and row["active"] else ""
    right = is_right(password, known)
    told = user if is_storable(user) else "(unreadable)"
    with writing(context.database) as connection:
        what = "signed in" if right else "sign-in failed"
        note(connection, now, told, what, detail="by password")
    if row is None or not right:
        return None
    return Admitted(account=row["account_id"], user=row["user"])


@dataclass(frozen=True, kw_only=True, slots=True)
class SignedOn:
    """What the council's sign-on says of somebody, once its signature was checked.

    `subject` is theirs for good, within the issuer. `user` is the name that the
    districts' files know them by.
    """

    issuer: str
    subject: str
    user: str
    title: str


def sign_in_by_provider(
    context: Context, who: SignedOn, now: datetime
) -> Admitted | None:
    """Find the account of somebody whom the sign-on vouches for.

    The first time, an account that an administrator has made under their user name,
    and that nobody has taken yet, becomes theirs. There is no account for just
    anybody of the tenant. None when there is none, or it is closed.

    Raises:
        StorageError: the database is missing, busy or gone.
    """
    with writing(context.database) as connection:
        row = account_by_subject(connection, who.issuer, who.subject)
        if row is None:
            row = find_account(connection, who.user)
            if row is None or row["subject"] or row["password_hash"]:
                note(connection, now, who.user, "sign-in failed", detail="no account")
                return None
            theirs = {"issuer": who.issuer, "subject": who.subject}
            change_account(connection, row["account_id"], **theirs)
        allowed = bool(row["active"])
        what = "signed in" if allowed else "sign-in failed"
        note(connection, now, row["user"], what, detail="by sign-on")
    return Admitted(account=row["account_id"], user=row["user"]) if allowed else None


def change_password(
    context: Context, account: str, old: str, new: str, now: datetime
) -> str:
    """Change somebody's own password, and end their sessions everywhere.

    Returns:
        What is wrong, as a sentence; '' when it was changed.

    Raises:
        StorageError: the database is missing, busy or gone.
    """
    with reading(context.database) as connection:
        row = account_by_id(connection, account)
    if row is None or not is_right(old, row["password_hash"]):
        return "The present password is not right"
    wrong = "Choose a new one" if new == old else against_password(new, row["user"])
    if wrong:
        return wrong
    hashed = hash_password(new)
    with writing(context.database) as connection:
        change_account(connection, account, password_hash=hashed, must_change=False)
        end_sessions_of(connection, account, now, "password changed", number="")
        note(connection, now, row["user"], "password changed")
    return ""
