"""Let what was set aside be tried again, when its cause has been mended."""

from dataclasses import dataclass

from casework.context import Context
from casework.reading.desk import refuse
from engine.advance.refusal import Refusal, Why
from storage.arrivals import clear_addresses
from storage.database import writing
from storage.districts import find_district
from storage.outbox import address_anew
from storage.settling import try_anew


@dataclass(frozen=True, kw_only=True, slots=True)
class SentAgain:
    """What is tried anew: messages without a reader, letters, and dead addresses."""

    messages: int
    letters: int
    addresses: int


def send_again(context: Context, district_id: str) -> SentAgain | Refusal:
    """Let the next run try all that was set aside in a district.

    Raises:
        StorageError: the database is missing, busy, gone or full; nothing is written.
    """
    with writing(context.database) as connection:
        if find_district(connection, district_id) is None:
            sentence = f"There is no district '{district_id}' in this database."
            return refuse(district_id, "outbox", sentence, Why.CASE)
        return SentAgain(
            messages=address_anew(connection, district_id),
            letters=try_anew(connection, district_id, context.now()),
            addresses=clear_addresses(connection, district_id, context.now()),
        )
