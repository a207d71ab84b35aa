"""What can supply what is missing."""

import pytest

from engine.workflow.reading.supply import events_that_supply
from tests.builders.office import the_workflow


@pytest.mark.parametrize(
    ("event", "condition", "supplied_by"),
    [
        ("approve", "two_criteria", ("add_evidence",)),
        ("start_support", "needs_are_assessed", ("complete_assessment", "reopen")),
        ("start_support", "service_consent_given", ("agree_caf",)),
        ("hold_review", "support_has_begun", ("start_support",)),
        ("escalate", "tried_twice", ("record_attempt", "record_liaison")),
        ("end_service", "programme_has_ended", ()),
        ("void_employment", "there_is_an_employment_result", ()),
        ("withdraw_data_consent", "data_consent_held", ()),
    ],
)
def test_a_condition_is_supplied_by_the_events_that_write_its_facts(
    event: str, condition: str, supplied_by: tuple[str, ...]
) -> None:
    found = events_that_supply(the_workflow("maidstone"), condition, event)
    assert found == supplied_by
