"""The staff of the districts, and their caseloads."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from casework.context import Context
from casework.reading.desk import Desk, no_district, open_desk
from casework.reading.words import role_words
from engine.advance.refusal import Refusal
from engine.workflow.definition import Capacity
from engine.workflow.district import StaffMember
from engine.workflow.workflow import Workflow
from storage.allocations import caseloads
from storage.districts import StoredDistrict, in_post


@dataclass(frozen=True, kw_only=True, slots=True)
class StaffLine:
    """A user: roles, whether in post today, and for workers their caseload.

    `families` is counted in families; `usual` and `most` are the tier's caseload, None
    for those who carry none. `over` says that a full caseload is exceeded.
    """

    district: str
    user: str
    title: str
    roles: tuple[str, ...]
    role_titles: tuple[str, ...]
    since: date
    until: date | None
    in_post: bool
    families: int
    usual: int | None
    most: int | None
    over: bool


def staff_list(
    context: Context, district: str | None = None
) -> tuple[StaffLine, ...] | Refusal:
    """List the users, by district, in the order of the district's file.

    Raises:
        StorageError: the database is missing, busy or gone.
    """
    with open_desk(context) as desk:
        missing = no_district(desk, district)
        if missing is not None:
            return missing
        asked = [d for id_, d in desk.districts.items() if district in {None, id_}]
        return tuple(staff_of(desk, *asked))


def staff_of(desk: Desk, *asked: StoredDistrict) -> Iterator[StaffLine]:
    """Give the staff of these districts, one after the other."""
    loads = caseloads(desk.connection, [stored.district.id for stored in asked])
    for stored in asked:
        yield from _staff_of(desk, stored, loads[stored.district.id])


def _staff_of(
    desk: Desk, stored: StoredDistrict, loads: Mapping[str, int]
) -> Iterator[StaffLine]:
    workflow = desk.context.workflow(
        desk.connection, stored.workflow_hash, stored.district
    )
    for user, member in stored.district.staff.items():
        yield _line(desk, workflow, (user, member), loads)


def _line(
    desk: Desk,
    workflow: Workflow,
    who: tuple[str, StaffMember],
    loads: Mapping[str, int],
) -> StaffLine:
    user, member = who
    capacity = _capacity(workflow, member)
    families = loads.get(user, 0)
    return StaffLine(
        district=workflow.district.id,
        user=user,
        title=member.title,
        roles=member.roles,
        role_titles=tuple(role_words(workflow, role) for role in member.roles),
        since=member.since,
        until=member.until,
        in_post=in_post(member, desk.today),
        families=families,
        usual=capacity.usual if capacity else None,
        most=capacity.most if capacity else None,
        over=capacity is not None and families > capacity.most,
    )


def _capacity(workflow: Workflow, member: StaffMember) -> Capacity | None:
    roles = workflow.pathway.roles
    capacities = (roles[role].capacity for role in member.roles if role in roles)
    return next((capacity for capacity in capacities if capacity), None)
