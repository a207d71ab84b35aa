"""Spreading a caseload: within the tier, within capacity, evenly."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from engine.handover import Taker, spread

FAMILIES = st.lists(st.sampled_from(["caseworker", "fip"]), max_size=30).map(
    lambda tiers: [(f"MAI-{n:04d}", tier) for n, tier in enumerate(tiers)]
)
TAKERS = st.lists(
    st.builds(
        Taker,
        user=st.text("abcdef", min_size=1, max_size=3),
        tiers=st.sets(st.sampled_from(["caseworker", "fip"]), min_size=1).map(
            frozenset
        ),
        families=st.integers(0, 20),
        most=st.one_of(st.none(), st.integers(1, 17)),
    ),
    max_size=5,
    unique_by=lambda taker: taker.user,
)


def a_taker(user: str, families: int = 0, most: int | None = 17) -> Taker:
    tiers = frozenset({"caseworker"})
    return Taker(user=user, tiers=tiers, families=families, most=most)


def some_families(count: int, tier: str = "caseworker") -> list[tuple[str, str]]:
    return [(f"MAI-{number:04d}", tier) for number in range(1, count + 1)]


def test_each_family_goes_to_whoever_has_the_fewest_by_then() -> None:
    takers = [a_taker("ann", 3), a_taker("ben", 1)]
    placed = spread(some_families(4), takers, over=False)
    assert list(placed.values()) == ["ben", "ben", "ann", "ben"]


def test_of_equals_the_first_named_takes_it() -> None:
    takers = [a_taker("ben"), a_taker("ann")]
    assert spread(some_families(1), takers, over=False) == {"MAI-0001": "ben"}


def test_a_family_stays_in_its_tier() -> None:
    assert spread(some_families(1, "fip"), [a_taker("ann")], over=True) == {}


def test_full_workers_take_none_without_a_reason() -> None:
    takers = [a_taker("ann", 16), a_taker("ben", 17)]
    placed = spread(some_families(3), takers, over=False)
    assert placed == {"MAI-0001": "ann"}


def test_with_a_reason_full_workers_take_them_once_all_are_full() -> None:
    takers = [a_taker("ann", 16), a_taker("ben", 17)]
    placed = spread(some_families(2), takers, over=True)
    assert placed == {"MAI-0001": "ann", "MAI-0002": "ann"}


@given(FAMILIES, TAKERS)
def test_nobody_is_filled_beyond_a_full_caseload(
    families: list[tuple[str, str]], takers: list[Taker]
) -> None:
    taken = Counter(spread(families, takers, over=False).values())
    for taker in takers:
        if taken[taker.user] and taker.most is not None:
            assert taker.families + taken[taker.user] <= taker.most


@given(FAMILIES, TAKERS, st.booleans())
def test_a_family_is_left_over_only_when_nobody_of_its_tier_has_room(
    families: list[tuple[str, str]],
    takers: list[Taker],
    over: bool,  # noqa: FBT001 - Hypothesis gives it
) -> None:
    placed = spread(families, takers, over=over)
    taken = Counter(placed.values())
    for reference, tier in families:
        able = [taker for taker in takers if tier in taker.tiers]
        if reference in placed:
            assert placed[reference] in {taker.user for taker in able}
            continue
        loads = [(t.families + taken[t.user], t.most) for t in able]
        assert all(most is not None and load >= most for load, most in loads)
        assert not (over and able)
