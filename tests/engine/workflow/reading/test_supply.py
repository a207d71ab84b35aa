"""What can supply what is missing."""

import pytest

from engine.workflow.reading.supply import supply_of
from tests.builders.office import the_workflow

DISTRICTS = ["maidstone", "tonbridge_and_malling"]


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
    found = supply_of(the_workflow("maidstone"), condition, event)
    assert found.events == supplied_by


def test_a_service_ends_after_any_event_by_which_the_programme_does() -> None:
    found = supply_of(the_workflow("maidstone"), "programme_has_ended", "end_service")
    assert {"close", "step_up", "hand_to_social_care"} < set(found.roundabout)
    assert "claim_outcome" not in found.roundabout


def test_what_an_event_undoes_is_recorded_by_another() -> None:
    found = supply_of(
        the_workflow("maidstone"), "there_is_an_employment_result", "void_employment"
    )
    assert found.roundabout == ("evidence_employment",)


def test_a_condition_on_an_answer_names_its_question() -> None:
    workflow = the_workflow("maidstone")
    room = supply_of(workflow, "room_in_the_caseload", "allocate_fip")
    assert room.questions == ("chosen_worker", "capacity_reason")
    assert supply_of(workflow, "reason_fits", "close").questions == ("closure_reason",)


def test_voiding_a_result_brings_no_claim_about() -> None:
    found = supply_of(the_workflow("maidstone"), "reviewed_before_closing", "close")
    assert (found.events, found.roundabout) == (("hold_review",), ("claim_outcome",))


@pytest.mark.parametrize("district", DISTRICTS)
def test_every_condition_is_met_by_an_answer_or_by_a_step_that_somebody_takes(
    district: str,
) -> None:
    workflow = the_workflow(district)
    wanted = [
        (event, condition)
        for event, (_, transition) in workflow.events.items()
        for condition in transition.requires
    ]
    assert {condition for _, condition in wanted} == set(workflow.pathway.conditions)
    for event, condition in wanted:
        found = supply_of(workflow, condition, event)
        steps = (*found.events, *found.roundabout)
        assert found.questions or steps, (event, condition)
        assert all(workflow.events[step][1].by != ("system",) for step in steps)
