"""A morning in a district: who has no digest yet, what is due to them, what waits.

The round that writes digests and its rehearsal both begin here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from casework.context import calendar_of
from casework.delivery.due_work import DueWork, due_work
from casework.delivery.enclosing import Enclosed
from casework.delivery.readers import Readers, open_readers
from casework.delivery.round import Round
from engine.delivery.letters import DigestParts
from engine.delivery.preference import digest_day
from engine.workflow.district import District
from storage.people import digests_made


@dataclass(frozen=True, kw_only=True, slots=True)
class Morning:
    """A district on one day: its people, those without a digest, and their work."""

    district: District
    readers: Readers
    missing: frozenset[str]
    due: Mapping[str, DueWork]

    def due_to(self, user: str) -> DueWork:
        """Give what is due to somebody here; nothing, for most."""
        return self.due.get(user, DueWork())

    def parts_for(self, user: str, found: Enclosed) -> DigestParts:
        """Give what somebody's digest holds of this district."""
        due = self.due_to(user)
        return DigestParts(
            overdue=tuple(due.overdue),
            this_week=tuple(due.this_week),
            notes=found.notes(but_of=frozenset(due.clocks)),
        )


def open_morning(work: Round, connection: Connection, district: District) -> Morning:
    """Read what a district's digests are made of.

    Raises:
        StorageError: the database is missing, busy or gone.
    """
    made = digests_made(connection, district.id, work.today)
    readers = open_readers(connection, district.id, work.today)
    missing = frozenset(readers.people) - made
    return Morning(
        district=district,
        readers=readers,
        missing=missing,
        due=due_work(work, connection, district, readers) if missing else {},
    )


def digest_is_due(work: Round, user: str, mornings: Sequence[Morning]) -> list[Morning]:
    """Give the districts of whose work somebody gets a digest today, of these."""
    late = any(morning.due_to(user).overdue for morning in mornings)
    return [
        morning
        for morning in mornings
        if digest_day(
            morning.readers.people[user].preference,
            work.today,
            calendar_of(morning.district),
            overdue=late,
        )
    ]
