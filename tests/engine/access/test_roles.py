"""Posts bring access along; what somebody is in one district is nothing in another."""

import pytest

from engine.access.roles import TITLES, Access, access_of_post
from engine.access.sight import DistrictSight, Sight
from tests.builders.office import the_workflow
from tests.builders.web import MONDAY


@pytest.mark.parametrize(
    ("role", "access"),
    [
        ("coordinator", Access.COORDINATOR),
        ("delivery_manager", Access.COORDINATOR),
        ("programme_manager", Access.COORDINATOR),
        ("board_secretary", Access.BOARD_SECRETARY),
        ("claims_officer", Access.CLAIMS_OFFICER),
        ("auditor", Access.AUDITOR),
        ("caseworker", Access.WORKER),
        ("fip_worker", Access.WORKER),
        ("police_officer", Access.AGENCY_OFFICER),
        ("jobcentre_adviser", Access.AGENCY_OFFICER),
    ],
)
def test_a_role_of_the_pathway_brings_its_access(role: str, access: Access) -> None:
    roles = the_workflow("maidstone").pathway.roles
    assert access_of_post([role], roles) == {access}


@pytest.mark.parametrize("district", ["maidstone", "tonbridge_and_malling"])
def test_every_post_of_a_shipped_district_can_see_something(district: str) -> None:
    workflow = the_workflow(district)
    blind = [
        user
        for user, member in workflow.district.staff.items()
        if not access_of_post(member.roles, workflow.pathway.roles)
    ]
    assert blind == []


def test_another_role_of_a_pathway_is_an_officers() -> None:
    roles = the_workflow("tonbridge_and_malling").pathway.roles
    assert access_of_post(["group_chair"], roles) == {Access.OFFICER}


def test_a_role_that_nobody_knows_brings_nothing() -> None:
    assert access_of_post(["mayor"], {}) == frozenset()


def test_two_roles_bring_both() -> None:
    roles = the_workflow("maidstone").pathway.roles
    both = access_of_post(["caseworker", "auditor"], roles)
    assert both == {Access.WORKER, Access.AUDITOR}


def test_every_access_role_has_a_title() -> None:
    assert set(TITLES) == set(Access)


def sight(**districts: Access) -> Sight:
    return Sight(
        account="1",
        user="ann",
        title="Ann",
        at=MONDAY,
        districts={
            name: DistrictSight(access=frozenset({access}))
            for name, access in districts.items()
        },
    )


def test_a_role_held_in_one_district_is_not_held_in_another() -> None:
    ann = sight(maidstone=Access.COORDINATOR, ashford=Access.VIEWER)
    assert ann.holds({Access.COORDINATOR})
    assert ann.holds({Access.COORDINATOR}, "maidstone")
    assert not ann.holds({Access.COORDINATOR}, "ashford")
    assert not ann.holds({Access.COORDINATOR}, "dover")
    assert ann.districts_as({Access.COORDINATOR}) == ("maidstone",)


def test_an_administrator_sees_no_family() -> None:
    assert sight(maidstone=Access.ADMINISTRATOR).districts_with_families == ()
    assert sight(maidstone=Access.WORKER).districts_with_families == ("maidstone",)
