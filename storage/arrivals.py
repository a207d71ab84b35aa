"""What became of letters after a channel took them, and addresses that are set aside.

A letter that is asked after is claimed by putting off the next time, in a short
transaction: whoever dies while asking is made up for then.
"""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, bindparam, select, update
from sqlalchemy.dialects import postgresql, sqlite

from storage.database import on_postgresql
from storage.held import Held, ask_together
from storage.rows import Row, inline, insert_rows, table_of
from storage.tables import AddressSetAside, Arrival, Letter

_arrival = table_of(Arrival)
_letter = table_of(Letter)
_aside = table_of(AddressSetAside)
_ITS_LETTER = and_(
    _letter.c.district_id == _arrival.c.district_id,
    _letter.c.id == _arrival.c.letter_id,
)
_THIS_ASIDE = Held(
    select(_aside).where(
        _aside.c.district_id == bindparam("of_district"),
        _aside.c.user == bindparam("of_user"),
        _aside.c.email == bindparam("to"),
        _aside.c.channel == bindparam("by"),
        _aside.c.cleared_at.is_(None),
    )
)


def await_arrival(connection: Connection, arrival: dict[str, Any]) -> None:
    """Write that a channel will be asked what became of a letter."""
    usual = {"state": "awaited", "asked": 0, "settled_at": None, "said": ""}
    insert_rows(connection, Arrival, [usual | arrival])


def next_arrival(
    connection: Connection, channels: Collection[str], now: datetime
) -> Row | None:
    """Find one letter that is to be asked after, and hold its row.

    With it come its user and kind, and how often it was sent before somebody let it
    be tried anew.

    Args:
        connection: a writing transaction.
        channels: those that can be asked.
        now: the moment, in UTC.
    """
    statement = (
        select(_arrival, _letter.c.user, _letter.c.kind, _letter.c.earlier)
        .join(_letter, _ITS_LETTER)
        .where(
            _arrival.c.state == inline("awaited"),
            _arrival.c.ask_at <= now,
            _arrival.c.channel.in_(channels),
        )
        .order_by(_arrival.c.ask_at, _arrival.c.district_id, _arrival.c.letter_id)
        .limit(1)
        .with_for_update(of=_arrival, skip_locked=True)
    )
    return connection.execute(statement).mappings().one_or_none()


def claim_arrival(connection: Connection, arrival: Row, until: datetime) -> int:
    """Put the next asking off, so that nobody else asks now; give its number."""
    asked = int(arrival["asked"]) + 1
    statement = update(_arrival).where(_this(arrival))
    connection.execute(statement.values(asked=asked, ask_at=until))
    return asked


def settle_arrival(
    connection: Connection,
    arrival: Row,
    asked: int,
    **values: Any,  # noqa: ANN401
) -> bool:
    """Write what the channel said; False when somebody else has asked by now."""
    mine = and_(
        _this(arrival), _arrival.c.state == "awaited", _arrival.c.asked == asked
    )
    changed = connection.execute(update(_arrival).where(mine).values(**values))
    return changed.rowcount == 1


def _this(arrival: Row) -> Any:  # noqa: ANN401 - a Core condition
    return and_(
        _arrival.c.district_id == arrival["district_id"],
        _arrival.c.letter_id == arrival["letter_id"],
        _arrival.c.attempt == arrival["attempt"],
    )


def set_address_aside(
    connection: Connection, arrival: Row, *, why: str, since: datetime
) -> None:
    """Write that a channel can not deliver to the address that a letter went to."""
    dialect: Any = postgresql if on_postgresql(connection) else sqlite
    key = {
        "district_id": arrival["district_id"],
        "user": arrival["user"],
        "email": arrival["email"],
        "channel": arrival["channel"],
    }
    says = {"since": since, "why": why, "cleared_at": None}
    statement = dialect.insert(_aside).values(key | says)
    connection.execute(
        statement.on_conflict_do_update(index_elements=list(key), set_=says)
    )


def addresses_set_aside(
    connection: Connection, whose: Iterable[tuple[str, str, str, str]]
) -> list[Row | None]:
    """Give for each district, user, address and channel why it is set aside, if so."""
    names = ("of_district", "of_user", "to", "by")
    asked = [(_THIS_ASIDE, dict(zip(names, key, strict=True))) for key in whose]
    return [rows[0] if rows else None for rows in ask_together(connection, *asked)]


def addresses_aside(connection: Connection, district: str) -> list[Row]:
    """Give the addresses that are set aside in a district ('' is every one)."""
    statement = select(_aside).where(
        _aside.c.cleared_at.is_(None),
        *([_aside.c.district_id == district] if district else []),
    )
    ordered = statement.order_by(_aside.c.district_id, _aside.c.user, _aside.c.email)
    return list(connection.execute(ordered).mappings())


def clear_addresses(connection: Connection, district: str, now: datetime) -> int:
    """Let the addresses of a district be tried again; give how many there were."""
    statement = update(_aside).where(
        _aside.c.district_id == district, _aside.c.cleared_at.is_(None)
    )
    return connection.execute(statement.values(cleared_at=now)).rowcount
