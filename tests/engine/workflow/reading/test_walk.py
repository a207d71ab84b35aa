"""The order in which the states of a machine are read."""

from engine.workflow.reading.walk import walk
from tests.builders.pathways import a_machine


def test_nearer_states_come_before_further_ones() -> None:
    machine = a_machine(
        ("listed", "approved"), ("approved", "closed"), ("listed", "declined")
    )

    assert walk(machine) == ("listed", "approved", "declined", "closed")


def test_a_state_that_nothing_leads_to_comes_last() -> None:
    machine = a_machine(("lost", "closed"), ("listed", "closed"), initial="listed")

    assert walk(machine) == ("listed", "closed", "lost")
