"""Meetings of a board, and what it decided."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime

from sqlalchemy import Connection, bindparam, select

from engine.text import is_storable
from storage.held import Held, ask, ask_one
from storage.rows import Row, table_of
from storage.tables import Decision, FamilyCase, Meeting
from storage.writes import Step, Writes

_meeting = table_of(Meeting)
_decision = table_of(Decision)
_case = table_of(FamilyCase)
_BY_REFERENCE = Held(
    select(_meeting).where(
        _meeting.c.district_id == bindparam("district"),
        _meeting.c.reference == bindparam("reference"),
    )
)
_ANY = Held(
    select(_meeting.c.reference)
    .where(_meeting.c.district_id == bindparam("district"))
    .limit(1)
)
_DECIDED = Held(
    select(_decision, _case.c.reference)
    .join(
        _case,
        (_case.c.district_id == _decision.c.district_id)
        & (_case.c.number == _decision.c.case_number),
    )
    .where(
        _decision.c.district_id == bindparam("district"),
        _decision.c.meeting == bindparam("meeting"),
    )
    .order_by(_decision.c.case_number)
)


@dataclass(frozen=True, kw_only=True, slots=True)
class NewMeeting:
    """A meeting about to be recorded."""

    district_id: str
    reference: str
    held_on: date
    body: str
    digest: str
    recorded_by: str
    recorded_at: datetime


def find_meeting(connection: Connection, district: str, reference: str) -> Row | None:
    """Read a meeting by its reference."""
    if not is_storable(reference):
        return None
    its = {"district": district, "reference": reference}
    return ask_one(connection, _BY_REFERENCE, its)


def has_met(connection: Connection, district: str) -> bool:
    """Say whether the district's board has met before."""
    return ask_one(connection, _ANY, {"district": district}) is not None


def add_meeting(writes: Writes, meeting: NewMeeting) -> None:
    """Record a meeting, before what it decided: that comes with the advances."""
    writes.insert(Step.MEETING, Meeting, asdict(meeting))


def decisions_of_meeting(
    connection: Connection, district: str, reference: str
) -> list[Row]:
    """Give what a meeting decided, family by family."""
    return ask(connection, _DECIDED, {"district": district, "meeting": reference})


@dataclass(frozen=True, kw_only=True, slots=True)
class MeetingsOnRecord:
    """What is on record of a district's meetings, each read once."""

    connection: Connection
    district_id: str
    _decided: dict[str, dict[int, Row] | None] = field(default_factory=dict)

    def begins(self, meeting: str) -> None:
        """Take a meeting for recorded that is written in this very transaction."""
        self._decided[meeting] = {}

    def decided(self, meeting: str) -> Mapping[int, Row] | None:
        """Give a meeting's decisions by case number; None for one not on record."""
        if meeting not in self._decided:
            self._decided[meeting] = self._read(meeting)
        return self._decided[meeting]

    def _read(self, meeting: str) -> dict[int, Row] | None:
        if find_meeting(self.connection, self.district_id, meeting) is None:
            return None
        made = decisions_of_meeting(self.connection, self.district_id, meeting)
        return {row["case_number"]: row for row in made}
