"""What somebody sees, for readings that are asked without a browser."""

from datetime import UTC, datetime

from engine.access.roles import Access
from engine.access.sight import DistrictSight, Sight

AT = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)


def a_sight(
    user: str = "mai.coordinator",
    *access: Access,
    district: str = "maidstone",
    workers: tuple[str, ...] = (),
) -> Sight:
    """Build the sight of one role (a coordinator's) in one district (Maidstone)."""
    held = frozenset(access or (Access.COORDINATOR,))
    here = DistrictSight(access=held, workers=frozenset({user, *workers}))
    return Sight(account=user, user=user, title=user, at=AT, districts={district: here})
