"""Every condition of the pathway: the sentence that a refused user reads.

Each row is a case and a command on which everything is in order but this one thing.
"""

from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from engine.advance.consequences import Advance
from engine.advance.refusal import Refusal, Why
from engine.workflow.loader import load_workflow
from engine.workflow.workflow import Workflow
from tests.builders.command import Attempt

DISTRICTS = Path(__file__).parents[2] / "workflows/districts"
BOTH = ("maidstone", "tonbridge_and_malling")


class Refused(NamedTuple):
    """A command that only one condition refuses, and what the user reads."""

    attempt: Attempt
    sentence: str


TABLE: dict[str, Refused] = {
    "answers_for_itself": Refused(
        Attempt(event="record_profile", answers={"agency": "schools"}),
        "An agency answers for itself only: 'Schools' has to answer this, or the "
        "coordinator on its behalf.",
    ),
    "not_answered_yet": Refused(
        Attempt(event="record_profile", facts={"agencies_missing": ["police"]}),
        "The part of 'Kent Police' is settled already: it has answered, or its gap was "
        "accepted. If it has something new to say, note it as a contact.",
    ),
    "two_criteria": Refused(
        Attempt(event="approve", facts={"crime_met": False, "work_met": False}),
        "A family is identified on two of the three criteria (crime or anti-social "
        "behaviour, education, work); there is evidence of 1. Add the evidence, or "
        "record that the family is not eligible.",
    ),
    "service_consent_given": Refused(
        Attempt(event="start_support", facts={"service_consent": "not_asked"}),
        "The family has to agree to the service first; its answer so far is "
        "'not asked'. Early help is voluntary.",
    ),
    "there_is_consent_to_withdraw": Refused(
        Attempt(event="withdraw_consent", facts={"service_consent": "refused"}),
        "The family has not agreed to a service (its answer is 'refused'), so there is "
        "nothing to withdraw. Record instead that it refuses or disengages.",
    ),
    "data_consent_held": Refused(
        Attempt(event="withdraw_data_consent", facts={"data_consent": "withdrawn"}),
        "The family has not agreed to the use of its data (its answer is "
        "'withdrawn'), so there is nothing to withdraw.",
    ),
    "chosen_worker_in_post": Refused(
        Attempt(event="allocate_fip", in_post=False),
        "wendy is not in post today, so no family can be given to them. Choose a "
        "worker who is.",
    ),
    "another_worker": Refused(
        Attempt(event="reallocate_worker", facts={"worker": "wendy"}),
        "wendy has this family already, so there is nothing to change. Choose "
        "somebody else if the worker is to change.",
    ),
    "room_in_the_caseload": Refused(
        Attempt(event="allocate_caseworker", families=17),
        "wendy has 17 families, and 17 is a full caseload. Choose somebody else, or "
        "give the reason for going over a full caseload.",
    ),
    "whole_family_assessed": Refused(
        Attempt(event="complete_assessment", answers={"whole_family_seen": "no"}),
        "The assessment covers the whole family, and somebody has not been seen yet. "
        "See everybody first, then record it.",
    ),
    "copy_is_with_the_family": Refused(
        Attempt(event="share_plan", answers={"copy_given": "no"}),
        "The plan counts as shared once the family has its own copy.",
    ),
    "needs_are_assessed": Refused(
        Attempt(event="share_plan", facts={"needs_assessed": False}),
        "Support starts from an assessment of the family's needs: complete the "
        "assessment first.",
    ),
    "plan_is_with_the_family": Refused(
        Attempt(event="start_support", facts={"plan_shared": False}),
        "Support starts from a plan: give the family its copy of the plan first.",
    ),
    "tried_twice": Refused(
        Attempt(event="escalate", facts={"contact_attempts": 1}),
        "Before a family is escalated somebody tries to reach it at least twice; so "
        "far 1 attempts are on record.",
    ),
    "support_has_begun": Refused(
        Attempt(event="hold_review", facts={"support_started_on": ""}),
        "A review looks at the support given, and support has not begun yet. Start "
        "the support first.",
    ),
    "review_after_the_start": Refused(
        Attempt(event="hold_review", answers={"held_on": "2013-01-13"}),
        "A review cannot be dated 13 January 2013: support began on 14 January 2013.",
    ),
    "programme_has_ended": Refused(
        Attempt(event="end_service", programme="in_support"),
        "The family is still on the programme (In support). Record there what "
        "happened (closed, disengaged, moved away, consent withdrawn, stepped up): "
        "the service follows where it has to.",
    ),
    "exclusions_below_three": Refused(
        Attempt(
            event="evidence_crime_education",
            answers={
                "highest_fixed_exclusions": 3,
                "asb_now": 0,
                "youth_offences_now": 0,
            },
        ),
        "Each child needs fewer than 3 fixed exclusions in the last three terms; one "
        "has 3.",
    ),
    "absence_below_fifteen": Refused(
        Attempt(
            event="evidence_crime_education",
            answers={
                "highest_fixed_exclusions": 2,
                "highest_unauthorised_absence": "15",
                "asb_now": 0,
                "youth_offences_now": 0,
            },
        ),
        "Each child needs less than 15 per cent unauthorised absence in the last three "
        "terms; one has 15.0 per cent.",
    ),
    "asb_fell_by_sixty": Refused(
        Attempt(
            event="evidence_crime_education",
            answers={
                "highest_fixed_exclusions": 2,
                "asb_baseline": 10,
                "asb_now": 5,
                "youth_offences_now": 0,
            },
        ),
        "Anti-social behaviour of the whole family has to fall by 60 per cent in the "
        "last six months; it went from 10 to 5 incidents.",
    ),
    "youth_offences_fell_by_a_third": Refused(
        Attempt(
            event="evidence_crime_education",
            answers={
                "highest_fixed_exclusions": 2,
                "asb_now": 0,
                "youth_offences_baseline": 3,
                "youth_offences_now": 3,
            },
        ),
        "Offending by the under-18s has to fall by 33 per cent in the last six months; "
        "it went from 3 to 3 offences.",
    ),
    "something_to_improve": Refused(
        Attempt(
            event="evidence_crime_education",
            facts={"education_met": False},
            answers={
                "highest_fixed_exclusions": 0,
                "asb_baseline": 0,
                "asb_now": 0,
                "youth_offences_baseline": 0,
                "youth_offences_now": 0,
            },
        ),
        "Nothing in this result is relevant to the family: there is no evidence on "
        "education, and no anti-social behaviour or offence to fall from. A measure "
        "that starts at zero is neutral, not a pass.",
    ),
    "joined_a_work_programme": Refused(
        Attempt(event="evidence_progress_to_work", facts={"work_met": False}),
        "There is no evidence of an adult on an out-of-work benefit, so there is no "
        "progress to work to record. Add the evidence on work first.",
    ),
    "thirteen_weeks_in_work": Refused(
        Attempt(event="evidence_employment", answers={"weeks_in_work": 12}),
        "Continuous employment means at least 13 weeks, or three consecutive months; "
        "this is 12 weeks.",
    ),
    "was_on_a_benefit": Refused(
        Attempt(
            event="evidence_employment", answers={"was_on_out_of_work_benefit": "no"}
        ),
        "The adult in work has to have been on an out-of-work benefit before.",
    ),
    "evidence_after_attachment": Refused(
        Attempt(event="evidence_employment", answers={"period_end": "2013-01-06"}),
        "The evidence ends on 6 January 2013, before the family was attached "
        "(7 January 2013). A result is one of the support given.",
    ),
    "there_is_a_crime_education_result": Refused(
        Attempt(
            event="void_crime_education", facts={"result_crime_education": "not_met"}
        ),
        "There is no crime and education result to void; it stands at 'not met'.",
    ),
    "there_is_an_employment_result": Refused(
        Attempt(event="void_employment", facts={"result_employment": "none"}),
        "There is no employment result to void; it stands at 'none'.",
    ),
    "a_result_is_met": Refused(
        Attempt(
            event="claim_outcome",
            facts={"result_crime_education": "not_met", "result_employment": "none"},
        ),
        "An outcome is claimed on the crime and education result (now 'not met') or on "
        "continuous employment (now 'none'). Progress to work alone does not count.",
    ),
    "audit_is_satisfied": Refused(
        Attempt(event="claim_outcome", answers={"audit_satisfied": "no"}),
        "A claim is made only after internal audit is satisfied, and it is not yet.",
    ),
    "reason_fits": Refused(
        Attempt(
            event="close",
            programme="in_support",
            answers={"closure_reason": "outcome_achieved"},
        ),
        "'outcome_achieved' closes a family whose outcome has been claimed; this one "
        "is at 'In support'. Claim first, or choose the reason that fits.",
    ),
    "reviewed_before_closing": Refused(
        Attempt(
            event="close",
            programme="in_support",
            facts={"reviews_held": 0},
            answers={"closure_reason": "needs_met"},
        ),
        "A family leaves without a claim only after a closing review, and none has "
        "been held. Hold it, then close.",
    ),
}
# What would be allowed of each event, where the usual answers are not.
GOOD_FIGURES = {
    "evidence_crime_education": {
        "highest_fixed_exclusions": 2,
        "asb_now": 5,
        "youth_offences_now": 8,
    }
}
EVENTS = sorted({row.attempt.event for row in TABLE.values()})


@cache
def workflow_of(district: str) -> Workflow:
    return load_workflow(DISTRICTS / f"{district}.yaml")


@pytest.mark.parametrize("district", BOTH)
@pytest.mark.parametrize("condition", TABLE)
def test_a_user_who_is_refused_reads_this_sentence(
    condition: str, district: str
) -> None:
    attempt, sentence = TABLE[condition]
    refusal = attempt.decided(workflow_of(district))

    assert isinstance(refusal, Refusal)
    assert refusal.sentences() == (sentence,)
    assert (refusal.reasons[0].why, refusal.reasons[0].about) == (
        Why.CONDITION,
        condition,
    )


@pytest.mark.parametrize("district", BOTH)
@pytest.mark.parametrize("event", EVENTS)
def test_the_same_event_is_allowed_where_all_is_in_order(
    event: str, district: str
) -> None:
    attempt = Attempt(event=event, answers=GOOD_FIGURES.get(event, {}))

    assert isinstance(attempt.decided(workflow_of(district)), Advance)


@pytest.mark.parametrize("file", sorted(DISTRICTS.glob("*.yaml")), ids=lambda f: f.stem)
def test_every_condition_of_a_district_has_its_sentence_here(file: Path) -> None:
    assert file.stem in BOTH
    assert set(workflow_of(file.stem).pathway.conditions) == set(TABLE)
