"""Digests: one a person and working day, from 08:00, and never two.

The row of the person and day is written in the transaction that writes the letter,
before anything is sent. It is written for an empty digest as well, so that what comes
up later in the day waits for the next morning.
"""

from datetime import date

from sqlalchemy import Connection

from casework.context import calendar_of
from casework.delivery.address import address_messages, move_on
from casework.delivery.due_work import DueWork, due_work
from casework.delivery.enclosing import NewLetter, look_into, write
from casework.delivery.readers import open_readers
from casework.delivery.round import Round
from engine.delivery.letters import DigestParts, digest
from engine.delivery.preference import digest_day
from engine.workflow.district import District
from storage.addressees import overtake, unwritten
from storage.database import reading, writing
from storage.people import Reader, digests_made, finish_digest, start_digest

PEOPLE = 50
"""How many people's digests are written in one transaction."""
MOST = 1000
"""How many messages a digest takes in; more than that wait for the next one."""


def write_digests(work: Round, district: District) -> None:
    """Write today's digests of a district, for those who have none yet.

    Raises:
        StorageError: the database is missing, busy, gone or full.
    """
    with reading(work.context.database) as connection:
        made = digests_made(connection, district.id, work.today)
        readers = open_readers(connection, district.id, work.today)
        missing = [one for one in readers.people.values() if one.user not in made]
        if not missing:
            return
        due = due_work(work, connection, district, readers)
    address_messages(work, district.id, urgent_only=False)
    move_on(work, district.id)
    for first in range(0, len(missing), PEOPLE):
        with writing(work.context.database) as connection:
            for reader in missing[first : first + PEOPLE]:
                whose = (district.id, reader.user, work.today)
                if start_digest(connection, whose, work.now):
                    theirs = due.get(reader.user, DueWork())
                    _write(work, connection, district, reader, theirs)


def _write(
    work: Round,
    connection: Connection,
    district: District,
    reader: Reader,
    due: DueWork,
) -> None:
    calendar = calendar_of(district)
    if not digest_day(
        reader.preference, work.today, calendar, overdue=bool(due.overdue)
    ):
        return
    rows = unwritten(connection, [district.id], user=reader.user, most=MOST)
    found = look_into(connection, district.id, rows)
    overtake(connection, reader.user, found.overtaken)
    parts = DigestParts(
        overdue=tuple(due.overdue),
        this_week=tuple(due.this_week),
        notes=found.notes(but_of=frozenset(due.clocks)),
    )
    if parts:
        letter = NewLetter(
            district_id=district.id,
            id=digest_id(reader.user, work.today),
            user=reader.user,
            kind="digest",
            worded=digest(parts, work.today, work.settings.link_base),
        )
        write(work, connection, letter, found)
        whose = (district.id, reader.user, work.today)
        finish_digest(connection, whose, len(parts), letter.id)


def digest_id(user: str, day: date) -> str:
    """Name the letter that is a person's digest of a day."""
    return f"digest/{day.isoformat()}/{user}"
