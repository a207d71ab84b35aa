"""Who sees which families: the condition that every list puts into its query."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Engine, select

from engine.access.roles import Access
from engine.access.sight import DistrictSight, Sight
from storage.database import reading, writing
from storage.restrictions import (
    NewBrokenGlass,
    case_in_reach_of,
    name_readers,
    restrict_case,
    unrestrict_case,
    write_broken_glass,
)
from storage.rows import table_of
from storage.sight import case_in_sight, in_sight, number_in_sight, seen_in
from storage.tables import FamilyCase
from tests.builders.storage import (
    NOW,
    a_family,
    a_new_case,
    advance,
    an_agency_task,
    open_families,
)

SECOND = ("maidstone", 2)
_case = table_of(FamilyCase)


@pytest.fixture
def families(database: Engine) -> Engine:
    """Give a database of three families: the second is Fred's, the third police's."""
    a_family(database)
    asked = {"tasks_opened": (an_agency_task(clock=""),)}
    open_families(database, a_new_case("F002"), a_new_case("F003", **asked))
    advance(database, "MAI-0002", facts={"worker": "fred"})
    return database


def a_sight(
    access: Access,
    district: str = "maidstone",
    *,
    workers: frozenset[str] = frozenset(),
    posts: frozenset[str] = frozenset(),
) -> Sight:
    here = DistrictSight(access=frozenset({access}), workers=workers, posts=posts)
    return Sight(
        account="1", user="ann", title="Ann", at=NOW, districts={district: here}
    )


def seen(database: Engine, sight: Sight) -> list[str]:
    with reading(database) as connection:
        everywhere = select(_case.c.reference).where(in_sight(_case, sight))
        here = select(_case.c.reference).where(
            _case.c.district_id == "maidstone",
            case_in_sight(_case, ["maidstone"], seen_in(sight, "maidstone")),
        )
        found = sorted(connection.execute(everywhere).scalars())
        by_number = select(_case.c.reference).where(
            _case.c.district_id == "maidstone",
            number_in_sight(_case.c.number, "maidstone", sight),
        )
        assert sorted(connection.execute(here).scalars()) == found
        assert sorted(connection.execute(by_number).scalars()) == found
    return found


@pytest.mark.parametrize(
    ("sight", "families_seen"),
    [
        (a_sight(Access.COORDINATOR), ["MAI-0001", "MAI-0002", "MAI-0003"]),
        (a_sight(Access.VIEWER), ["MAI-0001", "MAI-0002", "MAI-0003"]),
        (a_sight(Access.WORKER, workers=frozenset({"fred"})), ["MAI-0002"]),
        (a_sight(Access.WORKER, workers=frozenset({"ann"})), []),
        (
            a_sight(Access.AGENCY_OFFICER, posts=frozenset({"police_officer"})),
            ["MAI-0003"],
        ),
        (a_sight(Access.AGENCY_OFFICER, posts=frozenset({"health_visitor"})), []),
        (a_sight(Access.ADMINISTRATOR), []),
        (a_sight(Access.COORDINATOR, "ashford"), []),
    ],
)
def test_a_role_sees_its_families(
    families: Engine, sight: Sight, families_seen: list[str]
) -> None:
    assert seen(families, sight) == families_seen


def restrict(database: Engine, *named: str) -> None:
    with writing(database) as connection:
        restrict_case(connection, SECOND, "a threat", "carol", NOW)
        name_readers(connection, SECOND, named, "carol", NOW)


def break_the_glass(database: Engine, user: str) -> None:
    glass = NewBrokenGlass(
        district_id="maidstone",
        id="1",
        case_number=2,
        user=user,
        reason="a call at night",
        at=NOW,
        ends_at=NOW + timedelta(hours=4),
    )
    with writing(database) as connection:
        write_broken_glass(connection, glass)


def test_a_restricted_case_is_seen_by_those_who_are_named(families: Engine) -> None:
    restrict(families, "fred")
    ann = a_sight(Access.COORDINATOR)
    assert seen(families, ann) == ["MAI-0001", "MAI-0003"]
    assert "MAI-0002" in seen(families, replace(ann, user="fred"))


def test_a_broken_glass_opens_it_for_its_hours(families: Engine) -> None:
    restrict(families, "fred")
    break_the_glass(families, "ann")
    ann = a_sight(Access.COORDINATOR)
    assert "MAI-0002" in seen(families, ann)
    later = replace(ann, at=NOW + timedelta(hours=4))
    assert "MAI-0002" not in seen(families, later)
    assert "MAI-0002" not in seen(families, replace(ann, user="bob"))


def test_being_named_does_not_open_another_district(families: Engine) -> None:
    restrict(families, "ann")
    assert seen(families, a_sight(Access.COORDINATOR, "ashford")) == []


def test_a_restriction_that_is_lifted_is_gone(families: Engine) -> None:
    restrict(families, "fred")
    with writing(families) as connection:
        unrestrict_case(connection, SECOND)
    assert "MAI-0002" in seen(families, a_sight(Access.VIEWER))


def test_only_who_would_see_it_otherwise_may_break_the_glass(
    families: Engine,
) -> None:
    restrict(families, "fred")
    here, elsewhere = (a_sight(Access.COORDINATOR, d) for d in ("maidstone", "ashford"))
    with reading(families) as connection:
        found = case_in_reach_of(connection, here, "MAI-0002")
        assert found is not None
        assert (found.restricted, found.named) == (True, False)
        assert case_in_reach_of(connection, elsewhere, "MAI-0002") is None
        assert case_in_reach_of(connection, here, "MAI-9999") is None
