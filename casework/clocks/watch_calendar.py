"""Do the open clocks stand by the calendar of now? If not, somebody has to hear of it.

A closure written into a district's file, other school terms, or a bank holiday that
came with a newer calendar: nothing moves by itself. For each district it is kept by
which calendar its clocks were dated; the job `calendar` counts what another one would
move, and it is said until `redate` was run.
"""

import json
from dataclasses import asdict, dataclass
from datetime import date

from sqlalchemy import Connection

from casework.clocks.redate import moved_clocks
from casework.context import Context, calendar_of
from casework.jobs.tally import Tally
from engine.local_time import day_in_words
from engine.workflow.district import District
from storage.database import reading, writing
from storage.districts import all_districts, find_district, set_setting, settings_under
from storage.rows import as_json

DATED_BY = "clocks_dated_by/"
"""The setting of a district: the fingerprint of the calendar of its open clocks."""
BEHIND = "clocks_behind/"
"""The setting of a district whose clocks were counted, and not moved yet."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Behind:
    """How many clocks a calendar would move, since when, and when they were counted."""

    calendar: str
    since: str
    clocks: int
    counted_on: str


@dataclass(frozen=True, kw_only=True)
class Watch:
    """What is kept of every district: by which calendar, and what would move."""

    dated_by: dict[str, str]
    behind: dict[str, Behind]

    def is_behind(self, district: District) -> bool:
        """Say whether a district's clocks may stand by another calendar than now's."""
        return self.dated_by.get(district.id) != calendar_of(district).fingerprint

    def counted(self, district: District) -> Behind | None:
        """Give what the calendar of now would move, if that was counted."""
        found = self.behind.get(district.id)
        now = calendar_of(district).fingerprint
        return found if found is not None and found.calendar == now else None

    def alert(self, district: District) -> str:
        """Say that a district's clocks wait to be moved; '' if they do not.

        Before the jobs have looked at a database for the first time it is not known.
        """
        if district.id not in self.dated_by or not self.is_behind(district):
            return ""
        found = self.counted(district)
        if found is None:
            return (
                f"The calendar of {district.title} has changed. The next run of the "
                "jobs counts the open clocks that it would move; it moves none."
            )
        since = day_in_words(date.fromisoformat(found.since))
        what = "1 open clock" if found.clocks == 1 else f"{found.clocks} open clocks"
        return (
            f"The calendar of {district.title} has changed (noticed on {since}): "
            f"{what} would move. Look at them, and have them moved."
        )


def open_watch(connection: Connection) -> Watch:
    """Read what is kept of every district."""
    behind = settings_under(connection, BEHIND).items()
    return Watch(
        dated_by=settings_under(connection, DATED_BY),
        behind={id_: Behind(**json.loads(kept)) for id_, kept in behind if kept},
    )


def calendar_alerts(context: Context) -> tuple[str, ...]:
    """Say of which districts the calendar has changed, and what would move.

    Raises:
        StorageError: the database is missing, busy or gone.
    """
    with reading(context.database) as connection:
        watch = open_watch(connection)
        every = (watch.alert(one.district) for one in all_districts(connection))
        return tuple(sentence for sentence in every if sentence)


def watch_calendar(context: Context) -> Tally:
    """Count the clocks that a changed calendar would move: when it has, then daily.

    Raises:
        StorageError: the database is missing, busy, gone or full.
    """
    tally = Tally()
    with reading(context.database) as connection:
        watch = open_watch(connection)
        districts = [stored.district for stored in all_districts(connection)]
    for district in districts:
        if context.stopping() or not _is_to_be_counted(context, watch, district):
            continue
        tally.examined += 1
        clocks = _count(context, district)
        with writing(context.database) as connection:
            _note_unless_changed(context, connection, district, clocks)
            sentence = open_watch(connection).alert(district)
        if sentence:
            tally.notes.append(sentence)
    return tally


def _is_to_be_counted(context: Context, watch: Watch, district: District) -> bool:
    if not watch.is_behind(district):
        return False
    found = watch.counted(district)
    return found is None or found.counted_on != context.today().isoformat()


def _count(context: Context, district: District) -> int:
    """Count without holding anybody up: this may take seconds."""
    with reading(context.database) as connection:
        moved = moved_clocks(context, connection, district)
        return sum(each.dates is not None for each in moved)


def _note_unless_changed(
    context: Context, connection: Connection, counted: District, clocks: int
) -> None:
    """Write the count, unless the calendar has changed or the clocks moved since."""
    stored = find_district(connection, counted.id, lock=True)
    if stored is not None and calendar_of(stored.district) is calendar_of(counted):
        note_count(context, connection, counted, clocks)


def note_count(
    context: Context, connection: Connection, district: District, clocks: int
) -> None:
    """Keep how many clocks the calendar of now would move; none: they stand by it."""
    watch = open_watch(connection)
    if not clocks or not watch.is_behind(district):
        note_dated(connection, district)
        return
    today = context.today().isoformat()
    before = watch.behind.get(district.id)
    behind = Behind(
        calendar=calendar_of(district).fingerprint,
        since=before.since if before else today,
        clocks=clocks,
        counted_on=today,
    )
    set_setting(connection, BEHIND + district.id, as_json(asdict(behind)))


def note_dated(connection: Connection, district: District) -> None:
    """Keep that a district's open clocks stand by its calendar of now."""
    set_setting(connection, DATED_BY + district.id, calendar_of(district).fingerprint)
    set_setting(connection, BEHIND + district.id, "")


def note_moved(connection: Connection, before: District, after: District) -> None:
    """Keep that what one day moves was moved; what waited before waits still."""
    if not open_watch(connection).is_behind(before):
        note_dated(connection, after)
