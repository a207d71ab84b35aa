"""What one person sees: the value that every reading of casework is given.

A reading puts it into its query, so that a family out of sight is neither found nor
counted. Pages never filter afterwards.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType

from engine.access.roles import WHOLE_DISTRICT, Access


@dataclass(frozen=True, kw_only=True, slots=True)
class DistrictSight:
    """What a person is, and sees, in one district.

    `posts` are the roles of the district's file. `workers` are the users whose
    families count as their own: themselves, and those for whom they stand in today.
    """

    access: frozenset[Access]
    posts: frozenset[str] = frozenset()
    workers: frozenset[str] = frozenset()

    @property
    def whole(self) -> bool:
        """Whether every family of the district is in sight, restricted ones apart."""
        return bool(self.access & WHOLE_DISTRICT)

    @property
    def own(self) -> bool:
        """Whether the families of `workers` are in sight."""
        return Access.WORKER in self.access

    @property
    def asked(self) -> bool:
        """Whether the families are in sight that an agency was asked about."""
        return Access.AGENCY_OFFICER in self.access


@dataclass(frozen=True, kw_only=True, slots=True)
class Sight:
    """One signed-in person at one moment, with their districts.

    `at` is the moment by the wall clock: a broken glass is closed again by it. `token`
    is the name of the access token by which a program asks for them; '' when they have
    signed in themselves.
    """

    account: str
    user: str
    title: str
    at: datetime
    token: str = ""
    districts: Mapping[str, DistrictSight] = field(
        default_factory=lambda: MappingProxyType({})
    )

    @property
    def access(self) -> frozenset[Access]:
        """Every access role that the person holds, in whatever district."""
        return frozenset().union(*(each.access for each in self.districts.values()))

    def access_in(self, district: str) -> frozenset[Access]:
        """Give the access roles held in one district; none in a foreign one."""
        found = self.districts.get(district)
        return found.access if found else frozenset()

    def holds(self, wanted: Iterable[Access], district: str | None = None) -> bool:
        """Say whether one of these roles is held, in one district or in any."""
        held = self.access if district is None else self.access_in(district)
        return bool(held.intersection(wanted))

    def districts_as(self, wanted: Iterable[Access]) -> tuple[str, ...]:
        """Give the districts in which one of these roles is held, by id."""
        roles = frozenset(wanted)
        return tuple(sorted(i for i, d in self.districts.items() if d.access & roles))

    def where_held(self, wanted: Iterable[Access]) -> "Sight":
        """Give what is left of the sight in the districts of one of these roles.

        A page for coordinators shows its reader only the districts that they
        coordinate, whatever else they are elsewhere.
        """
        held = {each: self.districts[each] for each in self.districts_as(wanted)}
        return replace(self, districts=MappingProxyType(held))

    def in_one(self, district: str) -> "Sight":
        """Give what is left of the sight in one of its districts."""
        only = {district: self.districts[district]}
        return replace(self, districts=MappingProxyType(only))

    @property
    def districts_with_families(self) -> tuple[str, ...]:
        """Give the districts of which some families may be in sight, by id."""
        seeing = (Access.WORKER, Access.AGENCY_OFFICER, *WHOLE_DISTRICT)
        return self.districts_as(seeing)
