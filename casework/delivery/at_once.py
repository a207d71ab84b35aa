"""Letters that go out at once: for an allocation, a decision or an escalation.

Everything urgent that waits for a person at a run goes into one letter, so that a
meeting over ten families, or a fortnight of downtime, does not make a flood.
"""

from collections.abc import Sequence
from itertools import groupby

from sqlalchemy import Connection

from casework.delivery.enclosing import NewLetter, calendar_files, look_into, write
from casework.delivery.round import Round
from engine.delivery.letters import at_once
from storage.addressees import overtake, unwritten
from storage.database import writing
from storage.rows import Row

BATCH = 500


def write_urgent_letters(work: Round, district: str) -> None:
    """Write the letters of a district that go out at once, one a person.

    Raises:
        StorageError: the database is missing, busy, gone or full.
    """
    full = True
    while full:
        with writing(work.context.database) as connection:
            rows = unwritten(connection, [district], at_once=True, most=BATCH)
            for user, theirs in groupby(rows, key=lambda row: str(row["reader"])):
                _write(work, connection, user, list(theirs))
        full = len(rows) == BATCH


def _write(work: Round, connection: Connection, user: str, rows: Sequence[Row]) -> None:
    district = str(rows[0]["district_id"])
    found = look_into(connection, district, rows)
    overtake(connection, user, found.overtaken)
    if not found.kept:
        return
    letter = NewLetter(
        district_id=district,
        id=f"{found.kept[0]['id']}/{user}",
        user=user,
        kind="message",
        worded=at_once(found.notes(), work.settings.link_base),
        files=tuple(calendar_files(work, connection, district, found)),
    )
    write(work, connection, letter, found)
