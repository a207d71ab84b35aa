"""The job `leavers`: coordinators hear at once of families whose worker has left.

Once a leaver; not while somebody covers. From then on the coordinators get what is
for the worker, until the families are handed over.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from casework.context import Context
from casework.jobs.tally import Tally
from engine.leaver_messages import word_leaver
from engine.local_time import day_in_words
from engine.reminders import COORDINATOR
from storage.allocations import caseloads
from storage.covers import cover_of
from storage.database import reading, writing
from storage.handovers import references_of
from storage.leavers import workers_gone
from storage.notices import Notice, was_written, write_once
from storage.rows import Row


@dataclass(frozen=True, kw_only=True, slots=True)
class NewLeaver:
    """A leaver of whom nobody was told yet, and the message that tells of them."""

    district_id: str
    user: str
    until: date
    families: int
    notice: Notice

    @property
    def sentence(self) -> str:
        """What the run's report says."""
        count = "1 family" if self.families == 1 else f"{self.families} families"
        return (
            f"{self.user} left on {day_in_words(self.until)} and has {count}; nobody "
            "covers. The coordinator is told. Hand them over."
        )


def tell_of_leavers(context: Context) -> Tally:
    """Tell the coordinators of every leaver who is not covered, once.

    Raises:
        StorageError: the database is missing, busy, gone or full.
    """
    with reading(context.database) as connection:
        found = list(new_leavers(connection, context.today()))
    tally = Tally(examined=len(found))
    for leaver in found:
        with writing(context.database) as connection:
            told = write_once(
                connection, leaver.district_id, leaver.notice, context.now()
            )
        if told:
            tally.fired += 1
            tally.notes.append(leaver.sentence)
    return tally


def new_leavers(
    connection: Connection, today: date, only: Collection[str] | None = None
) -> Iterator[NewLeaver]:
    """Give those who left before a day, have families and no cover, and are not told.

    Args:
        connection: the transaction, which only reads.
        today: the day in London.
        only: the districts that are looked at; None looks at all.
    """
    for row in workers_gone(connection, today):
        district, user = row["district_id"], row["user"]
        if only is not None and district not in only:
            continue
        id_ = f"leaver/{user}/{row['until'].isoformat()}"
        covered = cover_of(connection, district, user, today)
        if not covered and not was_written(connection, district, id_):
            yield _leaver(connection, row, id_, today)


def _leaver(connection: Connection, row: Row, id_: str, today: date) -> NewLeaver:
    district, user = row["district_id"], row["user"]
    references = references_of(connection, district, user)
    families = caseloads(connection, [district])[district].get(user, 0)
    worded = word_leaver(references, families - len(references))
    return NewLeaver(
        district_id=district,
        user=user,
        until=row["until"],
        families=families,
        notice=Notice(
            id=id_,
            role=COORDINATOR,
            user="",
            subject=worded.subject,
            body=worded.body,
            about=today,
            urgent=worded.urgent,
        ),
    )
