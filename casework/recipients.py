"""Who gets what is meant for a worker: the worker, or who covers for them."""

from datetime import date

from sqlalchemy import Connection

from storage.covers import cover_of
from storage.districts import find_staff, in_post


def recipient_for(connection: Connection, district: str, user: str, today: date) -> str:
    """Name who gets a message that is meant for a user.

    Args:
        connection: the transaction.
        district: the id of the user's district.
        user: the worker whom it is about.
        today: the day in London on which it goes out.

    Returns:
        Who covers for the user on that day; else the user; or '' for a user who is
        not in post and has no cover: it is the coordinator's then.
    """
    cover = cover_of(connection, district, user, today)
    if cover:
        return cover
    member = find_staff(connection, district, user)
    return user if member is not None and in_post(member, today) else ""
