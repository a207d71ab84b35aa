"""Whom messages are for, and which letter holds them.

On PostgreSQL rows are claimed with SKIP LOCKED; on SQLite the writing transaction is
the claim.
"""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import (
    Connection,
    and_,
    bindparam,
    case,
    delete,
    or_,
    select,
    true,
    update,
)

from storage.held import Held, Order, write, write_together
from storage.rows import Row, insert_rows, table_of
from storage.tables import Addressee, FamilyCase, Letter, OutboxMessage

_addressee = table_of(Addressee)
_outbox = table_of(OutboxMessage)
_letter = table_of(Letter)
_case = table_of(FamilyCase)

UNWRITTEN = and_(_addressee.c.letter_id.is_(None), ~_addressee.c.overtaken)
ITS_MESSAGE = and_(
    _outbox.c.district_id == _addressee.c.district_id,
    _outbox.c.id == _addressee.c.message_id,
)
ITS_LETTER = and_(
    _letter.c.district_id == _addressee.c.district_id,
    _letter.c.id == _addressee.c.letter_id,
)
ITS_CASE = and_(
    _case.c.district_id == _outbox.c.district_id,
    _case.c.number == _outbox.c.case_number,
)
HOME = case((_letter.c.home != "", _letter.c.home), else_=_letter.c.district_id)
"""The district whose letter goes out: the letter's own, unless it names another."""
_ONE = and_(
    _addressee.c.district_id == bindparam("of_district"),
    _addressee.c.message_id == bindparam("of_message"),
    _addressee.c.user == bindparam("of_user"),
)
_ENCLOSE = Held(update(_addressee).where(_ONE).values(letter_id=bindparam("of_letter")))
_OVERTAKE = Held(update(_addressee).where(_ONE).values(overtaken=True))
_TAKE_AWAY = delete(_addressee).where(_ONE)
_STILL_FOR_SOMEBODY = (
    select(_addressee.c.user)
    .where(
        _addressee.c.district_id == bindparam("of_district"),
        _addressee.c.message_id == bindparam("of_message"),
        or_(~_addressee.c.overtaken, _addressee.c.letter_id.is_not(None)),
    )
    .exists()
)
_NOTE_OVERTAKEN = Held(
    update(_outbox)
    .where(
        _outbox.c.district_id == bindparam("of_district"),
        _outbox.c.id == bindparam("of_message"),
        ~_STILL_FOR_SOMEBODY,
    )
    .values(state="overtaken")
)
"""Marks the message itself, where nobody is owed it and nobody had it."""


def add_addressees(
    connection: Connection, found: Iterable[tuple[Row, Iterable[tuple[str, bool]]]]
) -> None:
    """Write whom messages are for: users, each with whether it goes to them at once."""
    rows = [
        {
            "district_id": message["district_id"],
            "message_id": message["id"],
            "user": user,
            "at_once": at_once,
            "overtaken": False,
            "letter_id": None,
        }
        for message, people in found
        for user, at_once in people
    ]
    insert_rows(connection, Addressee, rows)


def readers_known(connection: Connection, message: Row) -> set[str]:
    """Give the users whom a message is for already."""
    statement = select(_addressee.c.user).where(
        _addressee.c.district_id == message["district_id"],
        _addressee.c.message_id == message["id"],
    )
    return set(connection.execute(statement).scalars())


def take_away(connection: Connection, message: Row, user: str) -> None:
    """Let a message no longer be for somebody, who has not had it yet."""
    connection.execute(_TAKE_AWAY, _key(message, user))


def users_waiting(connection: Connection, district: str) -> list[str]:
    """Give the users for whom something waits that is in no letter yet."""
    statement = (
        select(_addressee.c.user)
        .where(_addressee.c.district_id == district, UNWRITTEN)
        .distinct()
        .order_by(_addressee.c.user)
    )
    return list(connection.execute(statement).scalars())


def unwritten(
    connection: Connection,
    districts: Collection[str],
    *,
    users: Collection[str] | None = None,
    at_once: bool = False,
    most: int,
) -> list[Row]:
    """Claim messages that are in no letter yet, by person, the oldest first.

    Args:
        connection: a writing transaction.
        districts: only those of these.
        users: only those for these people; None for anybody.
        at_once: only those that go out at once.
        most: no more than this many.
    """
    statement = (
        select(_addressee.c.user.label("reader"), _outbox, _case.c.reference)
        .select_from(_addressee)
        .join(_outbox, ITS_MESSAGE)
        .outerjoin(_case, ITS_CASE)
        .where(
            UNWRITTEN,
            _addressee.c.district_id.in_(districts),
            true() if users is None else _addressee.c.user.in_(users),
            _addressee.c.at_once if at_once else true(),
        )
        .order_by(
            _addressee.c.district_id,
            _addressee.c.user,
            _outbox.c.created_at,
            _outbox.c.id,
        )
        .limit(most)
        .with_for_update(of=_addressee, skip_locked=True)
    )
    return list(connection.execute(statement).mappings())


def enclose(
    connection: Connection, letters: Iterable[tuple[dict[str, Any], Sequence[Row]]]
) -> None:
    """Write which letter holds these messages."""
    held = (
        _key(row, letter["user"]) | {"of_letter": letter["id"]}
        for letter, messages in letters
        for row in messages
    )
    write(connection, _ENCLOSE, held)


def overtake(connection: Connection, rows: Iterable[Row]) -> None:
    """Write that these messages for their readers go into no letter any more."""
    done = [_key(row, row["reader"]) for row in rows]
    write_together(connection, [Order(_OVERTAKE, done), Order(_NOTE_OVERTAKEN, done)])


def _key(message: Row, user: str) -> dict[str, Any]:
    return {
        "of_district": message["district_id"],
        "of_message": message["id"],
        "of_user": user,
    }
