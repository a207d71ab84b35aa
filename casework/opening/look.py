"""What a list holds, and what opening it would do: looked at, and nothing saved."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from sqlalchemy import Connection

from casework.context import Context
from casework.intake.family_list import (
    FamilyList,
    ListedFamily,
    ListFaults,
    read_family_list,
)
from casework.opening.prepare import OpenRequest, Prepared, prepare
from casework.reading.words import person_title
from engine.access.sight import Sight
from engine.advance.moment import calendar_reason
from engine.advance.refusal import Refusal
from engine.clocks.day_count import OutsideCalendarError
from storage.database import reading
from storage.history import find_commands
from storage.openings import command_of_family, command_of_list, reference
from storage.rows import Row
from storage.seen_references import references_seen

MOST = 100
"""As many families are named; the others are counted."""


@dataclass(frozen=True, kw_only=True, slots=True)
class FamilyToOpen:
    """A family of a list that is not open yet, by its key in the list."""

    key: str
    adults: int
    children: int


@dataclass(frozen=True, kw_only=True, slots=True)
class FamiliesOpen:
    """Families of a list that are open: how many, and the references in sight."""

    count: int
    references: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class ListLook:
    """What a list without a fault holds, and how it stands in the district.

    `opened` are families that this very list has opened, `known` those that were open
    before; `opened_by` and `opened_at` are of the first that it has opened. `state` is
    where new families stand.
    """

    content_hash: str
    district: str
    title: str
    families: int
    people: int
    to_open: int
    first_to_open: tuple[FamilyToOpen, ...]
    opened: FamiliesOpen
    known: FamiliesOpen
    opened_by: str
    opened_at: datetime | None
    state: str


def look_at_list(
    context: Context, sight: Sight, request: OpenRequest
) -> ListLook | ListFaults | Refusal:
    """Say what opening a list would do, by the same checks as `open_families`.

    Raises:
        StorageError: the database is missing, busy or gone.
    """
    families = read_family_list(
        request.path, today=context.today(), content=request.content
    )
    if isinstance(families, ListFaults):
        return families
    try:
        with reading(context.database) as connection:
            prepared = prepare(context, connection, request, lock=False)
            if isinstance(prepared, Refusal):
                return prepared
            return _look(connection, sight, prepared, families)
    except OutsideCalendarError as error:
        return Refusal(reference="", event="open", reasons=(calendar_reason(error),))


def _look(
    connection: Connection, sight: Sight, prepared: Prepared, families: FamilyList
) -> ListLook:
    district, known = prepared.stored.district, prepared.known
    numbers = [known[key] for key in families.sizes if key in known]
    entries = _opened_by_it(connection, district.id, families.content_hash, numbers)
    first = entries[min(entries)] if entries else None
    before = [number for number in numbers if number not in entries]

    def those(numbers: list[int]) -> FamiliesOpen:
        named = [reference(district.prefix, number) for number in numbers[:MOST]]
        seen = references_seen(connection, sight, named)
        shown = tuple(each for each in named if each in seen)
        return FamiliesOpen(count=len(numbers), references=shown)

    return ListLook(
        content_hash=families.content_hash,
        district=district.id,
        title=district.title,
        families=len(families.sizes),
        people=sum(families.sizes.values()),
        to_open=len(families.sizes) - len(numbers),
        first_to_open=tuple(islice(_to_open(families, known), MOST)),
        opened=those(sorted(entries)),
        known=those(sorted(before)),
        opened_by=person_title(district, first["actor"]) if first else "",
        opened_at=first["at"] if first else None,
        state=prepared.fresh.programme,
    )


def _opened_by_it(
    connection: Connection, district: str, content_hash: str, numbers: list[int]
) -> dict[int, Row]:
    """Give the history entries by which this very list opened families, by number."""
    command = command_of_list(content_hash)
    commands = [command_of_family(command, number) for number in numbers]
    found = find_commands(connection, district, commands)
    return {entry["case_number"]: entry for entry in found.values()}


def _to_open(families: FamilyList, known: Mapping[str, int]) -> Iterator[FamilyToOpen]:
    if known.keys() >= families.sizes.keys():
        return
    for family in families.families():
        if family.key not in known:
            yield _family_to_open(family)


def _family_to_open(family: ListedFamily) -> FamilyToOpen:
    children = sum(person.is_child for person in family.people)
    adults = len(family.people) - children
    return FamilyToOpen(key=family.key, adults=adults, children=children)
