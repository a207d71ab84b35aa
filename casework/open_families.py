"""Open cases for the families of a reconciled list: all of them, or none."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from sqlalchemy import Connection

from casework.context import Context
from casework.intake.family_list import (
    FamilyList,
    ListedFamily,
    ListedPerson,
    ListFaults,
    read_family_list,
)
from casework.people import find_actor
from engine.advance.consequences import EvidenceAdded
from engine.advance.moment import calendar_reason
from engine.advance.opening import FreshCase, Household, fresh_case, open_case
from engine.advance.refusal import Reason, Refusal, Why
from engine.advance.setting import Setting
from engine.clocks.day_count import OutsideCalendarError
from engine.workflow.titles import role_title
from storage.database import writing
from storage.districts import StoredDistrict, find_district
from storage.openings import (
    NewCase,
    NewPerson,
    OpeningBatch,
    known_list_keys,
    reference,
    write_openings,
)
from storage.redating import keep_calendar

BATCH = 100
MAY_OPEN = ("coordinator", "delivery_manager", "programme_manager")
"""Who may put families on the programme's list (domain notes 5.1)."""

Progress = Callable[[int, int], None]
"""Is told how many of how many families are done."""


@dataclass(frozen=True, kw_only=True, slots=True)
class OpenRequest:
    """A list to open: where it is, for which district, by whom.

    With its `content` the list is no file; `path` is what sentences then call it.
    """

    path: Path
    district_id: str
    user: str
    content: bytes | None = None


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
            stored = find_district(connection, request.district_id, lock=True)
            if stored is None:
                return _refuse(
                    f"There is no district '{request.district_id}' in this database.",
                    Why.CASE,
                )
            return _open(context, connection, request, stored, families, progress)
    except OutsideCalendarError as error:
        return Refusal(reference="", event="open", reasons=(calendar_reason(error),))


def _open(  # noqa: PLR0913, PLR0917 - the parts of one transaction
    context: Context,
    connection: Connection,
    request: OpenRequest,
    stored: StoredDistrict,
    families: FamilyList,
    progress: Progress,
) -> FamiliesOpened | Refusal:
    district = stored.district
    setting = context.setting(connection, stored.workflow_hash, district)
    actor = find_actor(connection, setting.workflow, request.user, setting.today)
    if isinstance(actor, Reason):
        return Refusal(reference=district.id, event="open", reasons=(actor,))
    if not actor.roles.intersection(MAY_OPEN):
        pathway = setting.workflow.pathway
        allowed = ", ".join(role_title(pathway, role) for role in MAY_OPEN)
        sentence = f"{actor.title} may not open families. It is for: {allowed}."
        return _refuse(sentence, Why.ROLE)
    known = known_list_keys(connection, district.id)
    batch = OpeningBatch(
        district_id=district.id,
        prefix=district.prefix,
        workflow_hash=stored.workflow_hash,
        by=actor.user,
        at=setting.now,
        today=setting.today,
        command_id=f"open:{families.content_hash}",
    )
    opened = _write_in_batches(
        connection, setting, batch, _New(families, known), progress
    )
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
    setting: Setting,
    batch: OpeningBatch,
    new: _New,
    progress: Progress,
) -> tuple[str, ...]:
    opened: list[str] = []
    fresh = fresh_case(setting)
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


def _refuse(sentence: str, why: Why) -> Refusal:
    reason = Reason(why=why, sentence=sentence)
    return Refusal(reference="", event="open", reasons=(reason,))
