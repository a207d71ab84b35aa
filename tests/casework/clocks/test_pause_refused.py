"""Who may pause which clock, once, and what a refused user reads."""

from datetime import timedelta

import pytest

from casework.advance_case import Advanced
from engine.advance.refusal import Refusal, Why
from tests.builders.clocks import (
    AGREEMENT,
    APPROVED,
    pause,
    pauses_of,
    try_to_pause,
    try_to_resume,
)
from tests.builders.office import Office


def test_the_same_command_twice_pauses_once(office: Office, approved: str) -> None:
    pause(office, approved, AGREEMENT, command_id="once")

    again = try_to_pause(office, approved, AGREEMENT, command_id="once")

    assert isinstance(again, Advanced)
    assert again.repeated
    assert len(pauses_of(office, approved, AGREEMENT)) == 1


@pytest.mark.parametrize(
    "other", [{"clock": "profile"}, {"note": "Asked again"}, {"reason": "other"}]
)
def test_the_id_of_a_pause_is_of_that_pause_alone(
    office: Office, approved: str, other: dict[str, str]
) -> None:
    pause(office, approved, AGREEMENT, command_id="once")

    asked = {"clock": AGREEMENT} | other
    refused = try_to_pause(office, approved, command_id="once", **asked)

    assert isinstance(refused, Refusal)
    assert [reason.why for reason in refused.reasons] == [Why.REPEAT]


def test_the_family_s_worker_may_pause_and_another_worker_may_not(
    office: Office, approved: str
) -> None:
    office.walk(approved, "caseworker_allocated")
    worker = str(office.case(approved).view.facts["worker"])
    other = next(
        user
        for user, member in office.workflow.district.staff.items()
        if "caseworker" in member.roles and user != worker
    )

    refused = try_to_pause(office, approved, "assessment", user=other)

    assert isinstance(refused, Refusal)
    assert [reason.why for reason in refused.reasons] == [Why.ROLE]
    pause(office, approved, "assessment", user=worker)


def test_a_refusal_gives_every_reason_at_once(office: Office, approved: str) -> None:
    office.at(APPROVED - timedelta(days=1))

    refused = try_to_pause(
        office,
        approved,
        "family_agrement",
        user=office.user("auditor"),
        reason="holiday",
        seen_version=1,
    )

    assert isinstance(refused, Refusal)
    assert [reason.why for reason in refused.reasons] == [
        Why.STALE,
        Why.CLOCK_SET_BACK,
        Why.ROLE,
        Why.ANSWER,
        Why.CLOCK,
    ]
    *_, role, reason, clock = refused.sentences()
    assert role.startswith(
        "Internal auditor (Internal auditor) may not do this: Pause a clock. It is for:"
    )
    assert reason.startswith("There is no reason 'holiday'. Reasons are: ")
    assert "court (waiting for the court)" in reason
    assert clock == (
        f"No clock 'family_agrement' runs on {approved}. Did you mean "
        "'family_agreement'? Clocks of the case: family_agreement (Ask the family "
        "whether it agrees)."
    )


@pytest.mark.parametrize(
    ("first", "then", "sentence"),
    [
        (
            "pause",
            "pause",
            "is paused already since 25 February 2013: waiting for another agency.",
        ),
        ("", "resume", "is not paused: it runs. Paused clocks of the case: none."),
    ],
)
def test_a_clock_is_paused_once_and_resumed_once(
    office: Office, approved: str, first: str, then: str, sentence: str
) -> None:
    if first:
        pause(office, approved, AGREEMENT)

    ask = try_to_pause if then == "pause" else try_to_resume
    refused = ask(office, approved, AGREEMENT)

    assert isinstance(refused, Refusal)
    assert refused.sentences()[0].endswith(sentence)


def test_a_pause_needs_to_know_which_agency_is_meant(
    office: Office, family: str
) -> None:
    refused = try_to_pause(office, family, "agency_profile")

    assert isinstance(refused, Refusal)
    assert refused.sentences()[0].startswith(
        f"'agency_profile' runs for several agencies on {family}: "
        "say which of health (Health),"
    )


def test_an_unknown_case_or_user_is_refused(office: Office, family: str) -> None:
    for reference, user in [("MAI-9999", ""), (family, "nobody")]:
        usual = {"user": user} if user else {}
        assert isinstance(
            try_to_pause(office, reference, "plan_check", **usual), Refusal
        )
