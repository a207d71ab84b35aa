"""Set a database up: tables, districts, staff, and the definitions they use."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from casework.clocks.redate import ReDated, told
from casework.clocks.redate_clocks import clocks_behind
from casework.clocks.watch_calendar import note_count, note_dated, open_watch
from casework.context import (
    CLOCK_STANDS_AT,
    PLAYED,
    Clock,
    Context,
    wall_clock,
)
from casework.district_changes import (
    DistrictChange,
    changes_by,
    see_that_nobody_is_lost,
)
from casework.errors import RealCasesError
from engine.workflow.workflow import Workflow
from storage.case_conditions import WhichCases
from storage.case_counts import count_cases
from storage.database import open_database, writing
from storage.districts import (
    StoredDistrict,
    all_districts,
    keep_workflow_version,
    save_district,
    set_setting,
    setting,
)
from storage.schema import PATIENCE_SECONDS, upgrade


@dataclass(frozen=True, kw_only=True, slots=True)
class SetUp:
    """What setting up did: whether tables were made or changed, and the districts.

    `behind` are the open clocks that a district's changed calendar would move. They
    stay until somebody looks at them and moves them (`redate_clocks`). `changes` are
    what the files changed.
    """

    tables_changed: bool
    districts: tuple[str, ...]
    behind: tuple[ReDated, ...] = ()
    changes: tuple[DistrictChange, ...] = ()


def set_up(
    url: str,
    workflows: Iterable[Workflow],
    *,
    stands_at: datetime | None = None,
    clock: Clock = wall_clock,
) -> SetUp:
    """Make or update a database. Running it again changes nothing that is there.

    Args:
        url: the database's URL; an SQLite file is made when there is none.
        workflows: one a district. New cases take the new definition; cases that are
            open stay pinned to theirs.
        stands_at: for a demonstration, the moment at which its clock stands.
        clock: the clock to date new definitions by.

    Raises:
        StaffMissingError: a file leaves out a worker who has families.
        StorageError: the database can not be made, reached or written to.
    """
    database = open_database(url, create=True, patience=PATIENCE_SECONDS)
    try:
        context = Context(database=database, clock=clock)
        return _set_up(context, tuple(workflows), stands_at)
    finally:
        database.dispose()


def _set_up(
    context: Context, known: tuple[Workflow, ...], stands_at: datetime | None
) -> SetUp:
    database = context.database
    changed = upgrade(database)
    with writing(database) as connection:
        before = {each.district.id: each for each in all_districts(connection)}
        for workflow in known:
            keep_workflow_version(
                connection,
                content_hash=workflow.content_hash,
                pathway=workflow.pathway.pathway,
                text=workflow.ordered_json,
                now=context.now(),
            )
            was = before.get(workflow.district.id)
            see_that_nobody_is_lost(connection, workflow.district, was)
            save_district(connection, workflow.district, workflow.content_hash)
        behind = _behind(context, connection, before)
    if stands_at is not None:
        stand_at(context, stands_at)
    return SetUp(
        tables_changed=changed,
        districts=tuple(workflow.district.id for workflow in known),
        behind=behind,
        changes=_changes(known, before),
    )


def _changes(
    known: tuple[Workflow, ...], before: Mapping[str, StoredDistrict]
) -> tuple[DistrictChange, ...]:
    each = (
        changes_by(workflow, before.get(workflow.district.id)) for workflow in known
    )
    return tuple(change for change in each if change is not None)


def _behind(
    context: Context, connection: Connection, before: Mapping[str, StoredDistrict]
) -> tuple[ReDated, ...]:
    """Give the open clocks of the districts whose calendar is another one now."""
    watch, changed = open_watch(connection), []
    for stored in all_districts(connection):
        if stored.district.id not in before:
            note_dated(connection, stored.district)
        elif watch.is_behind(stored.district) and not watch.counted(stored.district):
            changed.append(stored)
    found = clocks_behind(context, connection, changed)
    for stored in changed:
        moving = [each for each in found[stored.district.id] if each.dates]
        note_count(context, connection, stored.district, len(moving))
    return told(found)


def stand_at(context: Context, moment: datetime, *, played: str = "") -> None:
    """Make a database a demonstration, whose clock stands at a moment.

    Args:
        context: the database.
        moment: where its clock stands from now on.
        played: the district whose play has made it, if one has.

    Raises:
        RealCasesError: it holds cases and goes by the wall clock: real ones.
        StorageError: the database is missing, busy, gone or full; nothing is written.
    """
    with writing(context.database) as connection:
        stands = setting(connection, CLOCK_STANDS_AT) is not None
        if not (stands or played) and _holds_cases(connection):
            raise RealCasesError(
                "This database holds cases and goes by the wall clock, so its clock "
                "can not be made to stand. Give a database of its own."
            )
        set_setting(connection, CLOCK_STANDS_AT, moment.isoformat())
        if played:
            set_setting(connection, PLAYED, played)


def _holds_cases(connection: Connection) -> bool:
    districts = (stored.district.id for stored in all_districts(connection))
    which = tuple(WhichCases(districts=(district,)) for district in districts)
    return count_cases(connection, which, most=1) > 0
