"""Letters whose text is no longer kept: which they are, and removing it.

What stays is the fact: who was written to, when, of which cases and in which words of
the outbox, by which channel, and what became of it. So what was sent is not sent again.
"""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, exists, func, select, update

from storage.addressees import HOME
from storage.rows import inline, table_of
from storage.tables import Arrival, Letter, LetterAttempt

_letter = table_of(Letter)
_attempt = table_of(LetterAttempt)
_arrival = table_of(Arrival)

_AWAITED = exists().where(
    _arrival.c.district_id == HOME,
    _arrival.c.letter_id == _letter.c.id,
    _arrival.c.state == inline("awaited"),
)
"""It may have to be sent again."""


def _old(district: str, before: datetime) -> ColumnElement[bool]:
    return and_(
        _letter.c.district_id == district,
        _letter.c.state == "sent",
        _letter.c.sent_at < before,
        _letter.c.body != "",
        ~_AWAITED,
    )


def count_old_letters(connection: Connection, district: str, before: datetime) -> int:
    """Count a district's letters delivered before a moment that still have a text."""
    statement = select(func.count()).select_from(_letter).where(_old(district, before))
    return int(connection.execute(statement).scalar_one())


def old_letters(
    connection: Connection, district: str, before: datetime, *, after: str, most: int
) -> list[str]:
    """Give the ids of such letters, in order, from the one that follows `after` on."""
    statement = (
        select(_letter.c.id)
        .where(_old(district, before), _letter.c.id > after)
        .order_by(_letter.c.id)
        .limit(most)
    )
    return list(connection.execute(statement).scalars())


def remove_text(
    connection: Connection, district: str, letters: Collection[str], before: datetime
) -> int:
    """Remove the text of these letters, and the addresses that they went to.

    Returns:
        Of how many: somebody else may have removed some.
    """
    for table in (_attempt, _arrival):
        connection.execute(
            update(table)
            .where(table.c.district_id == district, table.c.letter_id.in_(letters))
            .values(said="", **({"email": ""} if table is _arrival else {}))
        )
    statement = update(_letter).where(_old(district, before), _letter.c.id.in_(letters))
    return connection.execute(statement.values(body="", attachments="[]")).rowcount
