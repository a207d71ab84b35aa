"""The outbox: messages without addressees yet, and what became of the others.

On PostgreSQL rows are claimed with SKIP LOCKED; on SQLite the writing transaction is
the claim.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Connection,
    Select,
    and_,
    bindparam,
    exists,
    or_,
    select,
    true,
    update,
)

from storage.addressees import HOME, ITS_CASE, ITS_LETTER, ITS_MESSAGE
from storage.clocks import CaseKey
from storage.held import Held, Order, write
from storage.rows import Row, inline, table_of
from storage.tables import Addressee, Arrival, FamilyCase, Letter, OutboxMessage

_outbox = table_of(OutboxMessage)
_case = table_of(FamilyCase)
_addressee = table_of(Addressee)
_letter = table_of(Letter)
_arrival = table_of(Arrival)

_ITS_ARRIVAL = and_(
    _arrival.c.district_id == HOME,
    _arrival.c.letter_id == _letter.c.id,
    _arrival.c.attempt == _letter.c.attempts,
)
_TO_ADDRESS = (
    select(_outbox, _case.c.reference, _case.c.worker)
    .outerjoin(_case, ITS_CASE)
    .where(
        _outbox.c.district_id == bindparam("of_district"),
        _outbox.c.state == inline("waiting"),
        _outbox.c.addressed_at.is_(None),
        or_(_outbox.c.urgent, bindparam("also_others")),
    )
    .order_by(_outbox.c.created_at, _outbox.c.id)
    .limit(bindparam("most"))
    .with_for_update(of=_outbox, skip_locked=True)
)
_MINE = and_(
    _outbox.c.district_id == bindparam("of_district"),
    _outbox.c.id == bindparam("of_message"),
)
_ADDRESSED = Held(update(_outbox).where(_MINE).values(addressed_at=bindparam("at")))
_SET_ASIDE = (
    update(_outbox)
    .where(_MINE)
    .values(state="failed", addressed_at=None, why=bindparam("said"))
)

_IN_LETTER = select(_addressee.c.message_id).where(
    _addressee.c.district_id == bindparam("of_district"),
    _addressee.c.letter_id == bindparam("of_letter"),
)
_THEIRS = and_(
    _outbox.c.district_id == bindparam("of_district"), _outbox.c.id.in_(_IN_LETTER)
)
_STILL_OWED = (
    exists()
    .select_from(_addressee.outerjoin(_letter, ITS_LETTER))
    .where(
        ITS_MESSAGE,
        ~_addressee.c.overtaken,
        or_(_letter.c.id.is_(None), _letter.c.state != "sent"),
    )
)
_ALL_SENT = Held(
    update(_outbox)
    .where(_THEIRS, _outbox.c.state == "waiting", ~_STILL_OWED)
    .values(state="sent")
)
_NOT_REACHED = Held(
    update(_outbox).where(_THEIRS).values(state="failed", why=bindparam("said"))
)
_TAKEN_BACK = Held(
    update(_outbox).where(_THEIRS, _outbox.c.state == "sent").values(state="waiting")
)
_TRY_ANEW = update(_outbox).where(_THEIRS).values(state="waiting", why="")
_ADDRESS_ANEW = (
    update(_outbox)
    .where(
        _outbox.c.district_id == bindparam("of_district"),
        _outbox.c.state == "failed",
        _outbox.c.addressed_at.is_(None),
    )
    .values(state="waiting", why="")
)


def messages_to_address(
    connection: Connection, district: str, most: int, *, urgent_only: bool
) -> list[Row]:
    """Claim a district's messages whose readers are not known yet, the oldest first."""
    which = {"of_district": district, "also_others": not urgent_only, "most": most}
    return list(connection.execute(_TO_ADDRESS, which).mappings())


def messages_to_come(connection: Connection, district: str) -> list[Row]:
    """Read a district's messages that are in no letter yet, the oldest first.

    One comes once for each `reader`; without one, while its readers are not known.
    """
    unwritten = and_(_addressee.c.letter_id.is_(None), ~_addressee.c.overtaken)
    statement = (
        select(
            _outbox,
            _case.c.reference,
            _case.c.worker,
            _addressee.c.user.label("reader"),
            _addressee.c.at_once,
        )
        .outerjoin(_case, ITS_CASE)
        .outerjoin(_addressee, ITS_MESSAGE)
        .where(
            _outbox.c.district_id == district,
            _outbox.c.state == inline("waiting"),
            or_(_outbox.c.addressed_at.is_(None), unwritten),
        )
        .order_by(_outbox.c.created_at, _outbox.c.id, _addressee.c.user)
    )
    return list(connection.execute(statement).mappings())


def note_addressed(
    connection: Connection, messages: Iterable[Row], at: datetime
) -> None:
    """Mark messages as addressed: their readers are known."""
    write(connection, _ADDRESSED, (_key(row) | {"at": at} for row in messages))


def set_message_aside(connection: Connection, message: Row, why: str) -> None:
    """Set a message aside that has no reader, with the reason, for a person."""
    connection.execute(_SET_ASIDE, _key(message) | {"said": why})


def address_anew(connection: Connection, district: str) -> int:
    """Let the messages of a district that had no reader be addressed again."""
    return connection.execute(_ADDRESS_ANEW, {"of_district": district}).rowcount


def became_of(letter: Mapping[str, str], state: str, why: str) -> Order:
    """Give the statement that tells a letter's messages what became of it.

    Once it is `sent` they are, where all their readers have them; if it `failed` they
    have; while it waits again they wait too that had counted as sent.

    Args:
        letter: `of_district` and `of_letter`.
        state: of the letter.
        why: it failed.
    """
    if state == "failed":
        return Order(_NOT_REACHED, [{**letter, "said": why}])
    return Order(_ALL_SENT if state == "sent" else _TAKEN_BACK, [letter])


def note_tried_anew(connection: Connection, district: str, letter: str) -> None:
    """Let the messages of a letter wait again."""
    connection.execute(_TRY_ANEW, {"of_district": district, "of_letter": letter})


def messages_of(connection: Connection, case: CaseKey) -> list[Row]:
    """Give a case's messages, each with its readers and letters, the oldest first.

    A message with several readers comes once for each; one without has no user.
    """
    district, number = case
    statement = (
        _with_letters()
        .where(_outbox.c.district_id == district, _outbox.c.case_number == number)
        .order_by(_outbox.c.created_at, _outbox.c.id, _addressee.c.user)
    )
    return list(connection.execute(statement).mappings())


def messages_page(
    connection: Connection, district: str, state: str, most: int
) -> list[Row]:
    """Give messages with their case, readers and letters, the newest first.

    Args:
        connection: the transaction.
        district: its id; empty for all.
        state: `waiting`, `sent`, `failed` or `overtaken`; empty for all.
        most: no more than this many.
    """
    statement = (
        _with_letters()
        .where(
            (_outbox.c.district_id == district) if district else true(),
            (_outbox.c.state == state) if state else true(),
        )
        .order_by(
            _outbox.c.created_at.desc(),
            _outbox.c.district_id,
            _outbox.c.id,
            _addressee.c.user,
        )
        .limit(most)
    )
    return list(connection.execute(statement).mappings())


def _with_letters() -> Select[Any]:
    return (
        select(
            _outbox,
            _case.c.reference,
            _addressee.c.user.label("reader"),
            _addressee.c.at_once,
            _addressee.c.overtaken,
            _letter.c.id.label("letter_id"),
            _letter.c.kind.label("letter_kind"),
            _letter.c.state.label("letter_state"),
            _letter.c.attempts,
            _letter.c.next_try_at,
            _letter.c.sent_at,
            _letter.c.channel,
            _letter.c.why.label("letter_why"),
            _arrival.c.state.label("arrival"),
            _arrival.c.said.label("arrival_said"),
            _arrival.c.settled_at,
        )
        .select_from(_outbox)
        .outerjoin(_case, ITS_CASE)
        .outerjoin(_addressee, ITS_MESSAGE)
        .outerjoin(_letter, ITS_LETTER)
        .outerjoin(_arrival, _ITS_ARRIVAL)
    )


def _key(message: Row) -> dict[str, Any]:
    return {"of_district": message["district_id"], "of_message": message["id"]}
