"""Writing newly opened cases, many at a time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, select, update

from engine.advance.opening import Opening
from engine.ledger import GENESIS
from engine.text import folded
from storage.consequences import Cause, Ids, Occasion, start_clocks
from storage.history import HistoryLine, append_history
from storage.rows import as_json, insert_rows, table_of
from storage.tables import (
    DistrictRow,
    Evidence,
    Family,
    FamilyCase,
    Membership,
    Person,
)
from storage.writes import Writes

_district = table_of(DistrictRow)
_family = table_of(Family)


@dataclass(frozen=True, kw_only=True, slots=True)
class NewPerson:
    """A person of a family that is opened, with the criteria they bring evidence of."""

    forename: str
    surname: str
    born: date
    relationship: str
    address: str
    postcode: str
    evidence: tuple[tuple[str, str, date], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class NewCase:
    """A family with the case that is opened for it."""

    list_key: str
    people: tuple[NewPerson, ...]
    opening: Opening


@dataclass(frozen=True, kw_only=True, slots=True)
class OpeningBatch:
    """Whose cases, by whom, when, under which definition, caused by which command."""

    district_id: str
    prefix: str
    workflow_hash: str
    by: str
    at: datetime
    today: date
    command_id: str


def known_list_keys(connection: Connection, district: str) -> dict[str, int]:
    """Give the family number of every list key that the district already has."""
    found = connection.execute(
        select(_family.c.list_key, _family.c.number).where(
            _family.c.district_id == district
        )
    )
    return dict(found.all())


def write_openings(
    connection: Connection, batch: OpeningBatch, cases: Sequence[NewCase]
) -> tuple[str, ...]:
    """Write new cases; give their references in order."""
    first = _take_numbers(connection, batch.district_id, len(cases))
    numbered = list(enumerate(cases, start=first))
    rows = _Rows(batch)
    for number, case in numbered:
        rows.add(number, case)
    rows.write(connection)
    return tuple(reference(batch.prefix, number) for number, _ in numbered)


def command_of_list(content_hash: str) -> str:
    """Name the command that opens a list, by the hash of what is in it."""
    return f"open:{content_hash}"


def command_of_family(command: str, number: int) -> str:
    """Name the part of such a command that opens one family."""
    return f"{command}:{number}"


def reference(prefix: str, number: int) -> str:
    """Give a case's reference: no personal data in it."""
    return f"{prefix}-{number:04d}"


def _take_numbers(connection: Connection, district: str, count: int) -> int:
    statement = (
        update(_district)
        .where(_district.c.district_id == district)
        .values(next_number=_district.c.next_number + count)
        .returning(_district.c.next_number)
    )
    return int(connection.execute(statement).scalar_one()) - count


class _Rows:
    """Gathers the rows of a batch, table by table, to insert them in bulk."""

    def __init__(self, batch: OpeningBatch) -> None:
        self._batch = batch
        self._families: list[dict[str, Any]] = []
        self._people: list[dict[str, Any]] = []
        self._memberships: list[dict[str, Any]] = []
        self._cases: list[dict[str, Any]] = []
        self._evidence: list[dict[str, Any]] = []
        self._writes = Writes()

    def add(self, number: int, case: NewCase) -> None:
        """Take in one case."""
        district = {"district_id": self._batch.district_id}
        self._families.append(district | {"number": number, "list_key": case.list_key})
        cause = self._cause(number)
        ids = Ids(cause)
        for person in case.people:
            self._add_person(number, person, ids)
        self._add_case(number, case)
        start_clocks(self._writes, cause, case.opening.consequences, ids)

    def write(self, connection: Connection) -> None:
        """Insert everything, parents first."""
        insert_rows(connection, Family, self._families)
        insert_rows(connection, Person, self._people)
        insert_rows(connection, Membership, self._memberships)
        insert_rows(connection, FamilyCase, self._cases)
        insert_rows(connection, Evidence, self._evidence)
        self._writes.send(connection)

    def _cause(self, number: int) -> Cause:
        batch = self._batch
        occasion = Occasion(batch.district_id, batch.by, batch.at, batch.today)
        return Cause(occasion=occasion, case_number=number, entry=1)

    def _add_person(self, number: int, person: NewPerson, ids: Ids) -> None:
        batch = self._batch
        district = {"district_id": batch.district_id}
        person_id = ids.next()
        self._people.append(
            district
            | {
                "id": person_id,
                "forename": person.forename,
                "surname": person.surname,
                "surname_key": folded(person.surname),
                "born": person.born,
            }
        )
        self._memberships.append(
            district
            | {
                "family_number": number,
                "person_id": person_id,
                "since": batch.today,
                "until": None,
                "relationship": person.relationship,
                "address": person.address,
                "postcode": person.postcode,
            }
        )
        self._evidence.extend(
            district
            | {
                "id": ids.next(),
                "case_number": number,
                "person_id": person_id,
                "criterion": criterion,
                "source": source,
                "dated": dated,
                "recorded_by": batch.by,
                "recorded_at": batch.at,
            }
            for criterion, source, dated in person.evidence
        )

    def _add_case(self, number: int, case: NewCase) -> None:
        batch, opening = self._batch, case.opening
        head = append_history(self._writes, self._history_line(number, case))
        self._cases.append(
            {
                "district_id": batch.district_id,
                "number": number,
                "reference": reference(batch.prefix, number),
                "family_number": number,
                "workflow_hash": batch.workflow_hash,
                "version": 1,
                "programme": opening.programme,
                "service": opening.service,
                "programme_since": batch.today,
                "service_since": batch.today,
                "worker": "",
                "facts": as_json(opening.consequences.facts),
                "opened_at": batch.at,
                "changed_at": batch.at,
                "changed_by": batch.by,
                "changed_event": OPEN,
                "history_hash": head,
            }
        )

    def _history_line(self, number: int, case: NewCase) -> HistoryLine:
        batch, opening = self._batch, case.opening
        return HistoryLine(
            district_id=batch.district_id,
            case_number=number,
            entry=1,
            at=batch.at,
            actor=batch.by,
            on_behalf_of="",
            event=OPEN,
            programme_from="",
            programme_to=opening.programme,
            service_from="",
            service_to=opening.service,
            answers=as_json({"list_key": case.list_key}),
            workflow_hash=batch.workflow_hash,
            command_id=command_of_family(batch.command_id, number),
            previous_hash=GENESIS,
        )


OPEN = "open"
"""The event of a case's first history entry."""


def people_of(connection: Connection, district: str, family: int) -> Iterable[Any]:
    """Give the people of a family with their membership, adults first."""
    person, membership = table_of(Person), table_of(Membership)
    statement = (
        select(person, membership)
        .join(
            membership,
            (membership.c.district_id == person.c.district_id)
            & (membership.c.person_id == person.c.id),
        )
        .where(
            membership.c.district_id == district,
            membership.c.family_number == family,
        )
        .order_by(membership.c.relationship, person.c.born, person.c.id)
    )
    return connection.execute(statement).mappings().all()
