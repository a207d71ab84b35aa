"""Spreading a caseload over workers: same tier, least load first, within capacity."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Taker:
    """A worker who may take families: tiers held, families now, a full caseload.

    `most` is None where the tier has no capacity on record.
    """

    user: str
    tiers: frozenset[str]
    families: int
    most: int | None


def spread(
    families: Iterable[tuple[str, str]], takers: Sequence[Taker], *, over: bool
) -> dict[str, str]:
    """Choose who takes each family.

    A family stays in its tier (a FIP worker's goes to a FIP worker) and goes to
    whoever of that tier has the fewest families by then; of equals, to the first
    named. A full worker takes none, unless `over` and all of the tier are full.

    Args:
        families: a reference and a tier each, in the order in which to place them.
        takers: the workers chosen.
        over: whether a reason was given for going over a full caseload.

    Returns:
        The user that takes each reference; those with no room are not in it.
    """
    loads = {taker.user: taker.families for taker in takers}
    placed: dict[str, str] = {}
    for reference, tier in families:
        able = [taker for taker in takers if tier in taker.tiers]
        free = [taker for taker in able if has_room(taker, loads)]
        among = free or (able if over else [])
        if among:
            chosen = min(among, key=lambda taker: loads[taker.user])
            loads[chosen.user] += 1
            placed[reference] = chosen.user
    return placed


def has_room(taker: Taker, loads: Mapping[str, int]) -> bool:
    """Say whether a worker can take one more and still not exceed a full caseload."""
    return taker.most is None or loads[taker.user] < taker.most
