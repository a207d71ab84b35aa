"""How much room the workers of a district have, by tier."""

from dataclasses import dataclass

from casework.context import Context
from casework.reading.desk import open_desk
from casework.reading.staff_list import StaffLine, staff_of
from engine.access.sight import Sight


@dataclass(frozen=True, kw_only=True, slots=True)
class Tier:
    """The workers of one tier in one district; figures are families.

    `room` counts up to the full caseloads of those in post, and leaves out whoever is
    above theirs.
    """

    district: str
    district_title: str
    title: str
    usual: int
    most: int
    workers: tuple[StaffLine, ...]
    families: int
    room: int


def capacity(context: Context, sight: Sight) -> tuple[Tier, ...]:
    """Give the tiers of the districts that somebody sees as a whole, with their room.

    Raises:
        StorageError: the database is missing, busy or gone.
    """
    whole = [id_ for id_, each in sight.districts.items() if each.whole]
    with open_desk(context, sight) as desk:
        stored = [desk.districts[id_] for id_ in whole if id_ in desk.districts]
        staff: dict[str, list[StaffLine]] = {each.district.id: [] for each in stored}
        for line in staff_of(desk, *stored):
            staff[line.district].append(line)
        return tuple(
            tier
            for each in stored
            for tier in _tiers(each.district.title, tuple(staff[each.district.id]))
        )


def _tiers(district: str, staff: tuple[StaffLine, ...]) -> tuple[Tier, ...]:
    kinds = dict.fromkeys(
        (line.role_titles[0], line.usual, line.most)
        for line in staff
        if line.usual is not None and line.most is not None
    )
    return tuple(_tier(district, kind, staff) for kind in kinds)


def _tier(
    district: str, kind: tuple[str, int, int], staff: tuple[StaffLine, ...]
) -> Tier:
    title, usual, most = kind
    theirs = tuple(
        line
        for line in staff
        if (line.role_titles[0], line.usual, line.most) == kind
        and (line.in_post or line.families)
    )
    return Tier(
        district=theirs[0].district if theirs else "",
        district_title=district,
        title=title,
        usual=usual,
        most=most,
        workers=theirs,
        families=sum(line.families for line in theirs),
        room=sum(max(most - line.families, 0) for line in theirs if line.in_post),
    )
