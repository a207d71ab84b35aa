"""What somebody asks for, as the conditions of each district."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from casework.reading.case_list_request import NO_WORKER, CaseListRequest
from casework.reading.desk import Desk
from casework.reading.ownership import ownership
from engine.access.sight import DistrictSight, Sight
from engine.advance.answers import reference_in
from engine.text import folded
from engine.workflow.definition import MACHINES, Pathway
from storage.case_conditions import Sought, WhichCases
from storage.districts import StoredDistrict
from storage.due_clocks import Place, WhichClocks, standing_at
from storage.sight import Seen, alike, seen_in


def which_cases(
    desk: Desk, request: CaseListRequest, sight: Sight | None
) -> tuple[WhichCases, ...]:
    """Give what is wanted of the districts that are asked for and in sight.

    Districts of which the same is wanted, and the same seen, are asked together.
    """
    asked = [
        (stored.district.id, (which, seen_of(stored, sight)))
        for stored in asked_districts(desk, request.district_id, sight)
        if (which := _which(desk, stored, request, sight)) is not None
    ]
    return tuple(
        replace(which, districts=districts, seen=seen)
        for (which, seen), districts in alike(asked).items()
    )


def seen_of(stored: StoredDistrict, sight: Sight | None) -> Seen | None:
    """Give what somebody sees of a district; None for the command line: everything."""
    return seen_in(sight, stored.district.id) if sight else None


def asked_districts(
    desk: Desk, district: str | None, sight: Sight | None
) -> Iterator[StoredDistrict]:
    """Give the districts asked for (None: all) whose families somebody may see."""
    for id_, stored in desk.districts.items():
        seen = sight is None or id_ in sight.districts_with_families
        if seen and district in {None, id_}:
            yield stored


def definition_of(desk: Desk, stored: StoredDistrict) -> Pathway:
    """Give the definition of a district's new cases."""
    return desk.context.workflow(
        desk.connection, stored.workflow_hash, stored.district
    ).pathway


def places_of(pathway: Pathway, state: str) -> tuple[Place, ...]:
    """Give a state in each machine that has one of this name."""
    return tuple(
        (machine, state)
        for machine in MACHINES
        if state in pathway.machine(machine).states
    )


def _which(
    desk: Desk, stored: StoredDistrict, request: CaseListRequest, sight: Sight | None
) -> WhichCases | None:
    """Give what is wanted of a district, without saying of which."""
    pathway = definition_of(desk, stored)
    here = sight.districts[stored.district.id] if sight else None
    places = places_of(pathway, request.state)
    if request.unallocated:
        places = _waiting(pathway, places)
    sought = _sought(request.text, stored.district.prefix)
    asked = request.state or request.unallocated
    if (asked and not places) or (request.text.strip() and sought is None):
        return None
    return WhichCases(
        districts=(),
        places=standing_at(places),
        worker=_worker(request),
        clocks=_clocks(desk, pathway, request, here),
        criteria=request.criteria,
        sought=sought,
    )


def _worker(request: CaseListRequest) -> str | None:
    if request.unallocated or request.worker == NO_WORKER:
        return ""
    return request.worker or None


def _waiting(pathway: Pathway, asked: tuple[Place, ...]) -> tuple[Place, ...]:
    """Give the places from which an event gives a family to a worker."""
    from_here = {
        (machine, source): None
        for machine in MACHINES
        for transition in pathway.machine(machine).transitions.values()
        if transition.does.allocates and transition.sources != "living"
        for source in transition.sources
    }
    return tuple(place for place in from_here if not asked or place in asked)


def _clocks(
    desk: Desk, pathway: Pathway, request: CaseListRequest, here: DistrictSight | None
) -> WhichClocks | None:
    if not (request.due or request.mine):
        return None
    owned = ownership(pathway, here) if request.mine and here else None
    if request.due == "overdue":
        return WhichClocks(before=desk.today, owned=owned)
    if request.due == "week":
        sunday = desk.today + timedelta(days=6 - desk.today.weekday())
        monday = sunday + timedelta(days=1)
        return WhichClocks(since=desk.today, before=monday, owned=owned)
    if request.due == "waiting":
        return WhichClocks(held_up=True, owned=owned)
    return WhichClocks(owned=owned)


def _sought(text: str, prefix: str) -> Sought | None:
    """Read a number, a reference, a surname, or a forename and a surname."""
    words = text.replace(",", " ").split()
    if not words:
        return None
    reference = reference_in(text)
    if reference:
        of, _, number = reference.rpartition("-")
        return Sought(number=int(number)) if of == prefix else None
    if len(words) == 1 and text.strip().isascii() and text.strip().isdigit():
        return Sought(number=int(text)) if len(text.strip()) < _LONG else None
    forename, surname = ("", *words) if len(words) == 1 else _in_order(text, words)
    key = folded(surname)
    return Sought.named(key, forename) if key else None


_LONG = 10


def _in_order(text: str, words: list[str]) -> tuple[str, str]:
    """Give forename and surname: 'Ann Smith', or 'Smith, Ann'."""
    if "," in text:
        surname, _, forename = text.partition(",")
        return forename.strip(), surname
    return words[0], "".join(words[1:])
