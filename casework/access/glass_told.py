"""Telling somebody that a restricted case was opened by who is not named for it."""

from collections.abc import Iterator

from sqlalchemy import Connection

from casework.context import Context
from engine.access.sight import Sight
from engine.local_time import in_words
from storage.districts import find_district, in_post
from storage.notices import Notice, write_notices
from storage.restrictions import NewBrokenGlass, find_restriction

_COORDINATOR = "coordinator"


def tell_of_glass(
    context: Context,
    connection: Connection,
    sight: Sight,
    glass: NewBrokenGlass,
    reference: str,
) -> None:
    """Write a message to those who are named for a case: who opened it, and when.

    Where nobody who is named is in post any more, the coordinator is told. The reason
    stands in the audit: it may say what a letter must not.
    """
    body = (
        f"{reference} is restricted. {sight.title} ({sight.user}) is not named for it, "
        f"and opened it on {in_words(glass.at)}, until {in_words(glass.ends_at)}. The "
        "reason that they gave is in the audit."
    )
    notices = [
        Notice(
            id=f"glass/{glass.id}/{user or _COORDINATOR}",
            role=_COORDINATOR,
            user=user,
            subject=f"{reference}: a restricted case was opened",
            body=body,
            about=context.today(),
            urgent=True,
        )
        for user in list(_told(context, connection, glass)) or [""]
    ]
    write_notices(connection, glass.district_id, notices, context.now())


def _told(
    context: Context, connection: Connection, glass: NewBrokenGlass
) -> Iterator[str]:
    """Give those who are named for the case and in post today, but the opener."""
    found = find_restriction(connection, (glass.district_id, glass.case_number))
    stored = find_district(connection, glass.district_id)
    for user in sorted(found.named) if found and stored else ():
        member = stored.district.staff.get(user) if stored else None
        if user != glass.user and member and in_post(member, context.today()):
            yield user
