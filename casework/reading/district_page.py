"""A district's particulars, as its file says them, for whoever looks after it."""

from dataclasses import dataclass
from datetime import date

from casework.context import Context
from casework.reading.desk import open_desk
from casework.reading.staff_list import StaffLine, staff_of
from engine.access.sight import Sight
from engine.workflow.district import District


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


def look_at_district(
    context: Context, sight: Sight, district: str
) -> DistrictView | None:
    """Read a district; None where somebody has nothing to do with it.

    Raises:
        StorageError: the database is missing, busy or gone.
    """
    with open_desk(context) as desk:
        stored = desk.districts.get(district)
        if stored is None or district not in sight.districts:
            return None
        hash_ = stored.workflow_hash
        workflow = context.workflow(desk.connection, hash_, stored.district)
        return DistrictView(
            district=stored.district,
            staff=tuple(staff_of(desk, stored)),
            closures=tuple(sorted(stored.own_closures.items())),
            pathway=workflow.pathway.title,
            hash=stored.workflow_hash,
        )
