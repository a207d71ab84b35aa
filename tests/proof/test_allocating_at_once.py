"""The last place of a caseload is given away once."""

from dataclasses import replace

from casework.advance_case import Advanced, AdvanceRequest
from engine.advance.refusal import Refusal
from tests.builders.office import an_office
from tests.builders.simulation import EVERYBODY_IN_POST
from tests.proof.people_at_once import asks, at_once

FULL = 6
"""A FIP worker's full caseload."""


def test_of_two_who_give_away_a_workers_last_place_one_has_to_give_a_reason(
    migrated_url: str,
) -> None:
    with an_office(migrated_url) as office:
        office.at(EVERYBODY_IN_POST)
        *given, first, second = office.open_families(FULL + 1)
        for reference in given:
            office.walk(reference, "fip_allocated")
        allocation = AdvanceRequest(
            reference=first,
            event="allocate_fip",
            user="mai.coordinator",
            answers={"chosen_worker": "mai.fip1", "intensive_need": "As profiled"},
        )
        for reference in (first, second):
            office.walk(reference, "caf_agreed")
        other = replace(allocation, reference=second, command_id="the other")
        outcomes = at_once(office, asks(allocation), asks(other))
        assert sorted(map(type, outcomes), key=str) == [Advanced, Refusal], outcomes
