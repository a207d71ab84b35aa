"""Every attempt to send a letter, read with the case that it tells of."""

from sqlalchemy import Connection, and_, select, tuple_

from storage.addressees import HOME, ITS_LETTER, ITS_MESSAGE
from storage.clocks import CaseKey
from storage.rows import Row, table_of
from storage.tables import Addressee, Letter, LetterAttempt, OutboxMessage

_letter = table_of(Letter)
_attempt = table_of(LetterAttempt)
_addressee = table_of(Addressee)
_outbox = table_of(OutboxMessage)

_ITS_ATTEMPTS = and_(
    _letter.c.district_id == _attempt.c.district_id,
    _letter.c.id == _attempt.c.letter_id,
)


def attempts_of(connection: Connection, of_case: CaseKey) -> list[Row]:
    """Give the attempts to send letters that tell of a case, in order."""
    district, number = of_case
    told = (
        select(HOME, _letter.c.id)
        .join(_addressee, ITS_LETTER)
        .join(_outbox, ITS_MESSAGE)
        .where(_outbox.c.district_id == district, _outbox.c.case_number == number)
    )
    statement = (
        select(_attempt, _letter.c.user)
        .join(_letter, _ITS_ATTEMPTS)
        .where(tuple_(_attempt.c.district_id, _attempt.c.letter_id).in_(told))
        .order_by(_attempt.c.began_at, _attempt.c.letter_id, _attempt.c.attempt)
    )
    return list(connection.execute(statement).mappings())
