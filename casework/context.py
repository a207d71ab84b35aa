"""What a use case works with: the database, the clock, and pinned definitions.

The only module that reads the wall clock.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from sqlalchemy import Connection, Engine

from casework.delivery.settings import DeliverySettings
from engine.advance.setting import Setting
from engine.clocks.working_days import WorkingCalendar, england
from engine.local_time import london_day
from engine.workflow.district import District
from engine.workflow.workflow import Workflow, pinned_workflow
from storage.database import open_database, reading
from storage.districts import district_with_prefix, setting, workflow_json
from storage.errors import StorageError

CLOCK_STANDS_AT = "clock_stands_at"
"""The setting of a demonstration database: the moment at which its clock stands."""

PLAYED = "played"
"""The setting of a database that a play has made: which district it played."""

Clock = Callable[[], datetime]


def wall_clock() -> datetime:
    """Give the present moment, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, kw_only=True)
class Context:
    """The database and the clock, with the definitions that were read so far.

    Without settings of delivery nothing is sent: messages stay in the outbox. A job
    asks `stopping` between two batches whether it is to end with what it has done.
    """

    database: Engine
    clock: Clock
    delivery: DeliverySettings | None = None
    stopping: Callable[[], bool] = lambda: False
    _workflows: dict[str, Workflow] = field(default_factory=dict)

    def now(self) -> datetime:
        """Give the moment that this context works at, in UTC."""
        return self.clock()

    def today(self) -> date:
        """Give the day in London."""
        return london_day(self.now())

    def workflow(
        self, connection: Connection, content_hash: str, district: District
    ) -> Workflow:
        """Give the definition that a case is pinned to, with the district of today.

        It is read once a process, however many districts go by it.
        """
        known = self._workflows.get(content_hash)
        if known is None:
            known = pinned_workflow(workflow_json(connection, content_hash), district)
            self._workflows[content_hash] = known
        return known if known.district is district else known.of(district)

    def setting(
        self, connection: Connection, content_hash: str, district: District
    ) -> Setting:
        """Give what a decision is taken in."""
        return Setting(
            workflow=self.workflow(connection, content_hash, district),
            now=self.now(),
            calendar=calendar_of(district),
        )


def calendar_of(district: District) -> WorkingCalendar:
    """Give a district's working days, and its school terms.

    They are England's, less the closures of its file and those proclaimed since. A
    district read in a transaction has those that stand there, so that nobody reckons
    by an old calendar; equal calendars are made once.
    """
    school = district.school_calendar
    return england(frozenset(district.closures), school.terms if school else ())


def open_context(
    url: str, *, clock: Clock | None = None, delivery: DeliverySettings | None = None
) -> Context:
    """Open a database that is there, with its own clock.

    Args:
        url: the database's URL.
        clock: the clock to work by; None takes the wall clock, or the moment at
            which a demonstration database stands.
        delivery: how letters are sent; None sends nothing, and neither does a
            demonstration.

    Raises:
        StorageError: the database is missing, gone or not set up.
    """
    database = open_database(url)
    moment = None if clock else _where_it_stands(database)
    if moment is None:
        return Context(database=database, clock=clock or wall_clock, delivery=delivery)
    return Context(database=database, clock=lambda: moment)


def _where_it_stands(database: Engine) -> datetime | None:
    try:
        with reading(database) as connection:
            stands_at = setting(connection, CLOCK_STANDS_AT)
    except StorageError:
        database.dispose()  # nobody else would: it is not handed out
        raise
    return datetime.fromisoformat(stands_at) if stands_at else None


def is_played(url: str) -> bool:
    """Say whether a database was made by a play, and may be replaced by another."""
    database = open_database(url)
    try:
        with reading(database) as connection:
            return setting(connection, PLAYED) is not None
    except StorageError:
        return False
    finally:
        database.dispose()


def district_of_reference(connection: Connection, reference: str) -> str | None:
    """Name the district whose prefix a case reference carries."""
    return district_with_prefix(connection, reference.rpartition("-")[0])
