"""Letters that go out at once: for an allocation, a decision or an escalation.

Everything urgent that waits for a person at a run goes into one letter, so that a
meeting over ten families, or a fortnight of downtime, does not make a flood.
"""

from collections.abc import Iterator

from sqlalchemy import Connection

from casework.delivery.enclosing import (
    Enclosed,
    NewLetter,
    calendar_files,
    look_into,
    write,
)
from casework.delivery.round import Round
from engine.delivery.letters import at_once
from engine.workflow.district import District
from storage.addressees import overtake, unwritten
from storage.database import writing

BATCH = 500


def write_urgent_letters(work: Round, district: District) -> None:
    """Write the letters of a district that go out at once, one a person.

    Raises:
        StorageError: the database is missing, busy, gone or full.
    """
    full = True
    while full:
        with writing(work.context.database) as connection:
            rows = unwritten(connection, [district.id], at_once=True, most=BATCH)
            found = look_into(connection, district.id, rows)
            overtake(connection, found.overtaken)
            write(work, connection, _letters(work, connection, district, found))
        full = len(rows) == BATCH


def _letters(
    work: Round, connection: Connection, district: District, found: Enclosed
) -> Iterator[NewLetter]:
    for user, theirs in found.by_reader().items():
        if theirs.kept:
            yield NewLetter(
                district_id=district.id,
                id=f"{theirs.kept[0]['id']}/{user}",
                user=user,
                kind="message",
                worded=at_once(theirs.notes(), work.settings.link_base),
                files=tuple(calendar_files(work, connection, district, theirs)),
                messages=theirs.kept,
            )
