"""The job `retention`: remove the text of letters that were delivered long ago.

How long it is kept is the district's to say (`letters_kept_days`). Once a day each
district's letters are gone through, in short transactions; whoever is stopped half-way
begins anew, and finds less to do.
"""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from sqlalchemy import Connection

from casework.context import Context
from casework.jobs.tally import Tally
from engine.delivery.hours import opening
from engine.workflow.district import District
from storage.database import reading, writing
from storage.districts import all_districts, set_setting, settings_under
from storage.old_letters import count_old_letters, old_letters, remove_text

BATCH = 500
DONE = "letters_gone_through/"
"""The setting of a district: the day on which its letters were last gone through."""


def remove_old_letters(context: Context) -> Tally:
    """Remove what is kept no longer, of the districts not gone through today.

    Raises:
        StorageError: the database is missing, busy, gone or full.
    """
    tally = Tally()
    for district in _to_go_through(context):
        removed = _go_through(context, district)
        tally.examined += removed
        tally.fired += removed
        if removed:
            what = "1 letter" if removed == 1 else f"{removed} letters"
            tally.notes.append(
                f"{district.title}: the text of {what} was removed, delivered more "
                f"than {district.letters_kept_days} days ago."
            )
    return tally


def _to_go_through(context: Context) -> list[District]:
    with reading(context.database) as connection:
        return _open_districts(connection, context.today())


def _open_districts(
    connection: Connection, day: date, only: Collection[str] | None = None
) -> list[District]:
    done = settings_under(connection, DONE)
    every = (stored.district for stored in all_districts(connection, only))
    return [each for each in every if done.get(each.id) != day.isoformat()]


def _go_through(context: Context, district: District) -> int:
    before = _kept_since(district, context.now())
    after, removed = "", 0
    while not context.stopping():
        with reading(context.database) as connection:
            found = old_letters(
                connection, district.id, before, after=after, most=BATCH
            )
        with writing(context.database) as connection:
            removed += remove_text(connection, district.id, found, before)
            if len(found) < BATCH:
                today = context.today().isoformat()
                set_setting(connection, DONE + district.id, today)
                break
        after = found[-1]
    return removed


def _kept_since(district: District, now: datetime) -> datetime:
    return now - timedelta(days=district.letters_kept_days)


def letters_to_remove(
    connection: Connection, as_at: date, only: Collection[str] | None = None
) -> dict[str, int]:
    """Count, by district, the letters whose text a run on a day would remove.

    Args:
        connection: a transaction that only reads.
        as_at: the day.
        only: the districts that are looked at; None looks at all.
    """
    counts = {
        district.id: count_old_letters(
            connection, district.id, _kept_since(district, opening(as_at))
        )
        for district in _open_districts(connection, as_at, only)
    }
    return {district: count for district, count in counts.items() if count}
