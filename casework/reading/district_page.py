"""A district's particulars, as its file says them, for whoever looks after it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from casework.context import Context
from casework.reading.desk import Desk, open_desk
from casework.reading.staff_list import StaffLine, staff_of
from casework.reading.which_cases import definition_of
from engine.access.sight import Sight
from engine.workflow.district import District
from storage.districts import StoredDistrict


@dataclass(frozen=True, kw_only=True, slots=True)
class DistrictView:
    """A district: what its file says, its staff, and the days of its file's closures.

    `pathway` is the title of the pathway that its new cases take, and `hash` the sum
    of that definition.
    """

    district: District
    staff: tuple[StaffLine, ...]
    closures: tuple[tuple[date, str], ...]
    pathway: str
    hash: str


def look_at_districts(
    context: Context, sight: Sight, districts: Iterable[str]
) -> tuple[DistrictView, ...]:
    """Read districts, without those that somebody has nothing to do with.

    Raises:
        StorageError: the database is missing, busy or gone.
    """
    with open_desk(context, sight) as desk:
        stored = [desk.districts[id_] for id_ in districts if id_ in desk.districts]
        staff: dict[str, list[StaffLine]] = {each.district.id: [] for each in stored}
        for line in staff_of(desk, *stored):
            staff[line.district].append(line)
        return tuple(_view(desk, each, staff[each.district.id]) for each in stored)


def _view(
    desk: Desk, stored: StoredDistrict, staff: Iterable[StaffLine]
) -> DistrictView:
    workflow = definition_of(desk, stored)
    return DistrictView(
        district=stored.district,
        staff=tuple(staff),
        closures=tuple(sorted(stored.own_closures.items())),
        pathway=workflow.title,
        hash=stored.workflow_hash,
    )
