"""Open cases for the families of a reconciled list: all of them, or none."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from sqlalchemy import Connection

from casework.context import Context
from casework.intake.family_list import (
    FamilyList,
    ListedFamily,
    ListedPerson,
    ListFaults,
    read_family_list,
)
from casework.opening.prepare import MAY_OPEN, OpenRequest, Prepared, prepare
from engine.advance.consequences import EvidenceAdded
from engine.advance.moment import calendar_reason
from engine.advance.opening import FreshCase, Household, open_case
from engine.advance.refusal import Refusal
from engine.clocks.day_count import OutsideCalendarError
from storage.database import writing
from storage.openings import (
    NewCase,
    NewPerson,
    OpeningBatch,
    command_of_list,
    reference,
    write_openings,
)
from storage.redating import keep_calendar

__all__ = ["MAY_OPEN", "FamiliesOpened", "OpenRequest", "open_families"]

BATCH = 100

Progress = Callable[[int, int], None]
"""Is told how many of how many families are done."""


@dataclass(frozen=True, kw_only=True, slots=True)
class FamiliesOpened:
    """The references opened now, and those that the list's families had already."""

    opened: tuple[str, ...]
    already_open: tuple[str, ...]


def open_families(
    context: Context,
    request: OpenRequest,
    *,
    progress: Progress = lambda _done, _all: None,
) -> FamiliesOpened | ListFaults | Refusal:
    """Open the families of a CSV file that are not open yet.

    The whole file is read and checked first; one bad row and nothing is opened. A
    family is known by its key in the list, so running it again changes nothing.

    Raises:
        StorageError: the database is missing, busy, gone or full; nothing is written.
    """
    families = read_family_list(
        request.path, today=context.today(), content=request.content
    )
    if isinstance(families, ListFaults):
        return families
    try:
        with writing(context.database) as connection:
            keep_calendar(connection)
            prepared = prepare(context, connection, request, lock=True)
            if isinstance(prepared, Refusal):
                return prepared
            return _open(connection, prepared, families, progress)
    except OutsideCalendarError as error:
        return Refusal(reference="", event="open", reasons=(calendar_reason(error),))


def _open(
    connection: Connection,
    prepared: Prepared,
    families: FamilyList,
    progress: Progress,
) -> FamiliesOpened:
    district, known = prepared.stored.district, prepared.known
    batch = OpeningBatch(
        district_id=district.id,
        prefix=district.prefix,
        workflow_hash=prepared.stored.workflow_hash,
        by=prepared.by,
        at=prepared.setting.now,
        today=prepared.setting.today,
        command_id=command_of_list(families.content_hash),
    )
    new = _New(families, known)
    opened = _write_in_batches(connection, prepared.fresh, batch, new, progress)
    listed = [known[key] for key in families.sizes if key in known]
    return FamiliesOpened(
        opened=opened,
        already_open=tuple(reference(district.prefix, number) for number in listed),
    )


class _New:
    """The families of a list that are not open yet, read a batch at a time."""

    def __init__(self, families: FamilyList, known: Mapping[str, int]) -> None:
        self.count = sum(key not in known for key in families.sizes)
        self._left = (each for each in families.families() if each.key not in known)

    def batches(self) -> Iterator[tuple[ListedFamily, ...]]:
        while batch := tuple(islice(self._left, BATCH)):
            yield batch


def _write_in_batches(
    connection: Connection,
    fresh: FreshCase,
    batch: OpeningBatch,
    new: _New,
    progress: Progress,
) -> tuple[str, ...]:
    opened: list[str] = []
    for families in new.batches():
        cases = [_new_case(fresh, family) for family in families]
        opened.extend(write_openings(connection, batch, cases))
        progress(len(opened), new.count)
    return tuple(opened)


def _new_case(fresh: FreshCase, family: ListedFamily) -> NewCase:
    people = tuple(_new_person(person) for person in family.people)
    household = Household(
        adults=sum(not person.is_child for person in family.people),
        children=sum(person.is_child for person in family.people),
        evidence=tuple(
            EvidenceAdded(criterion=e.criterion, source=e.source, dated=e.dated)
            for person in family.people
            for e in person.evidence
        ),
    )
    return NewCase(
        list_key=family.key, people=people, opening=open_case(fresh, household)
    )


def _new_person(person: ListedPerson) -> NewPerson:
    return NewPerson(
        forename=person.forename,
        surname=person.surname,
        born=person.born,
        relationship="child" if person.is_child else "adult",
        address=person.address,
        postcode=person.postcode,
        evidence=tuple((e.criterion, e.source, e.dated) for e in person.evidence),
    )
