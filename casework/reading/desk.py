"""Where a question is answered: one snapshot, one day, the definitions at hand."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from casework.context import Context, calendar_of
from engine.access.sight import Sight
from engine.advance.refusal import Reason, Refusal, Why
from engine.advance.setting import Setting
from engine.clocks.working_days import WorkingCalendar
from engine.workflow.district import District
from engine.workflow.workflow import Workflow
from storage.cases import StoredCase, find_case
from storage.database import reading
from storage.districts import StoredDistrict, all_districts
from storage.rows import Row
from storage.seen_case import find_seen_case


@dataclass(frozen=True, kw_only=True)
class Desk:
    """A reading transaction, with the districts of the database."""

    context: Context
    connection: Connection
    districts: Mapping[str, StoredDistrict]

    @property
    def today(self) -> date:
        """The day in London."""
        return self.context.today()

    def district(self, row: Row) -> District:
        """Give the district that a row belongs to."""
        return self.districts[row["district_id"]].district

    def workflow(self, row: Row) -> Workflow:
        """Give the definition that a row's case is pinned to."""
        hash_ = row["workflow_hash"]
        return self.context.workflow(self.connection, hash_, self.district(row))

    def setting(self, row: Row) -> Setting:
        """Give what a decision on a row's case is taken in."""
        hash_ = row["workflow_hash"]
        return self.context.setting(self.connection, hash_, self.district(row))

    def calendar(self, row: Row) -> WorkingCalendar:
        """Give the working days of the district that a row belongs to."""
        return calendar_of(self.district(row))

    def case(self, reference: str, sight: Sight | None = None) -> StoredCase | None:
        """Find a case by its reference, whatever its district, if it is in sight."""
        prefix = reference.rpartition("-")[0]
        of_prefix = (d.district for d in self.districts.values())
        found = next((d.id for d in of_prefix if d.prefix == prefix), "")
        if sight is not None:
            return find_seen_case(self.connection, sight, found, reference)
        return find_case(self.connection, found, reference)


@contextmanager
def open_desk(context: Context, sight: Sight | None = None) -> Iterator[Desk]:
    """Answer questions from one snapshot of the database.

    Args:
        context: the database and the clock.
        sight: who asks; only their districts are read, as there may be hundreds.

    Raises:
        StorageError: the database is missing, busy or gone.
    """
    with reading(context.database) as connection:
        yield desk_on(context, connection, sight)


def desk_on(
    context: Context, connection: Connection, sight: Sight | None = None
) -> Desk:
    """Give the same in a transaction that is open already, such as one that writes."""
    only = None if sight is None else sorted(sight.districts)
    districts = {d.district.id: d for d in all_districts(connection, only)}
    return Desk(context=context, connection=connection, districts=districts)


def no_district(
    desk: Desk, district: str | None, sight: Sight | None = None
) -> Refusal | None:
    """Refuse a district that is not in the database, or not in somebody's sight.

    None stands for all of them; without a sight, every district is seen.
    """
    seen = [id_ for id_ in desk.districts if sight is None or id_ in sight.districts]
    if district is None or district in seen:
        return None
    known = ", ".join(seen) or "none"
    sentence = f"There is no district '{district}' in this database. It has: {known}."
    return refuse(district, "look", sentence, Why.CASE)


def no_case(reference: str) -> Refusal:
    """Refuse a reference that no case has."""
    sentence = f"There is no case '{reference}'."
    return refuse(reference, "look", sentence, Why.CASE)


def refuse(reference: str, event: str, sentence: str, why: Why) -> Refusal:
    """Refuse for a single reason."""
    reason = Reason(why=why, sentence=sentence)
    return Refusal(reference=reference, event=event, reasons=(reason,))
