"""The straight line of a machine, worked out from its events."""

from engine.workflow.reading.straight_line import straight_line, ways
from tests.builders.pathways import a_machine, a_pathway


def test_it_goes_from_the_initial_state_to_an_end() -> None:
    line = straight_line(a_pathway().programme)

    assert line == ("identified", "approved", "closed")


def test_it_takes_the_furthest_end_not_the_nearest() -> None:
    machine = a_machine(
        ("listed", "declined"),
        ("listed", "approved"),
        ("approved", "closed"),
        final="closed declined",
    )

    assert straight_line(machine) == ("listed", "approved", "closed")


def test_it_leaves_out_a_detour_that_only_leads_back() -> None:
    machine = a_machine(
        ("agreed", "active"),
        ("active", "paused"),
        ("paused", "active"),
        ("agreed active paused", "ended"),
        final="ended",
    )

    assert straight_line(machine) == ("agreed", "active", "ended")


def test_a_state_that_can_be_skipped_is_on_it() -> None:
    machine = a_machine(
        ("claimed support", "closed"),
        ("claimed", "support"),
        ("support", "claimed"),
        initial="support",
    )

    assert straight_line(machine) == ("support", "claimed", "closed")


def test_without_an_end_it_goes_as_far_as_it_can() -> None:
    machine = a_machine(("one", "two"), ("two", "three"))

    assert straight_line(machine) == ("one", "two", "three")


def test_a_state_that_an_overlay_puts_in_between_is_on_it() -> None:
    machine = a_machine(
        ("profiled", "considered"),
        ("considered", "approved"),
        ("approved", "closed"),
    )

    assert straight_line(machine) == ("profiled", "considered", "approved", "closed")


def test_a_route_to_one_of_its_own_sources_is_no_way_from_the_others() -> None:
    machine = a_machine(("support claimed", "support"))
    event = machine.transitions["event_0"]
    routed = event.model_validate(
        {
            **event.model_dump(by_alias=True),
            "routes": [{"when": "true", "to": "claimed"}],
        }
    )

    assert ways(routed) == (("claimed", "support"),)
