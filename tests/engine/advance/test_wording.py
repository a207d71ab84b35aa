"""The sentences that a refused person reads: titles and words, no ids, no slips."""

import pytest

from engine.advance.consequences import Advance
from engine.advance.refusal import Refusal
from engine.facts import FactValue
from engine.sentence import fill
from tests.builders.command import Attempt
from tests.builders.office import the_workflow
from tests.builders.simulation import a_setting, opened
from tests.proof.exploring import a_family
from tests.proof.planner import Step, attempt


def sentences(tried: Attempt) -> str:
    """Try an event in Maidstone; give all that the refused user reads."""
    refusal = tried.decided(the_workflow("maidstone"))
    assert isinstance(refusal, Refusal), refusal
    return " ".join(refusal.sentences())


@pytest.mark.parametrize(
    ("event", "programme", "place"),
    [
        ("extend_intervention", "closed", "from 'In support', and the programme"),
        ("escalate", "closed", "from 'Not engaging', and"),
        ("disengage", "closed", "from 'CAF refused', 'Not engaging' or 'Escalated', "),
        ("note_contact", "closed", "from any place before the end, and the programme"),
        (
            "reopen",
            "duplicate",
            "from 'Closed', 'Disengaged', 'Declined by the Project Board' or 3 other ",
        ),
    ],
)
def test_a_wrong_place_is_told_by_titles_and_shortly(
    event: str, programme: str, place: str
) -> None:
    assert f"this is done {place}" in sentences(
        Attempt(event=event, programme=programme)
    )


def refused_at_the_start(event: str, user: str, **answers: object) -> list[str]:
    """Try an event on a family that was just opened; give the sentences."""
    setting = a_setting("maidstone")
    case = opened(setting, a_family(), "MAI-0001")
    refusal, _ = attempt(setting, case, Step(event=event, user=user, answers=answers))
    assert isinstance(refusal, Refusal)
    return [*refusal.sentences()]


def test_only_what_is_open_for_the_actor_is_named_as_possible() -> None:
    said = refused_at_the_start("claim_outcome", "mai.coordinator")
    possible = said[0].rpartition("can do from here: ")[2]
    assert "step_up" in possible
    assert "withdraw_consent" not in possible  # nothing is agreed to yet
    assert "end_service" not in possible  # the programme has not ended


def test_the_last_change_of_a_new_case_is_its_opening() -> None:
    said = refused_at_the_start("claim_outcome", "mai.coordinator")
    assert "The last change was 'opening the case'" in said[0]


def test_the_engine_is_not_among_those_whom_an_event_is_for() -> None:
    said = refused_at_the_start("end_service", "mai.police", reason="Done")
    role = next(each for each in said if "It is for:" in each)
    assert role.endswith("Operational Group, Local Project Delivery Manager.")


def test_a_worker_of_another_tier_is_told_whose_work_it_is() -> None:
    chosen = {"chosen_worker": "mai.worker1", "intensive_need": "Eviction"}
    said = refused_at_the_start("allocate_fip", "mai.coordinator", **chosen)
    assert any("it is for FIP worker." in each for each in said)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("2013-03-07", "7 March 2013"),
        ("2013-02-30", "2013-02-30"),
        ("PB 2013-03-07", "PB 2013-03-07"),
        (True, "yes"),
        ([], "none"),
    ],
)
def test_a_value_is_said_as_people_say_it(value: FactValue, words: str) -> None:
    assert fill("It is {value}.", {"value": value}) == f"It is {words}."


def test_a_day_before_the_year_2000_is_a_slip() -> None:
    answers = {"contact_on": "1901-01-01"}
    said = sentences(Attempt(event="note_contact", answers=answers))
    assert "found '1901-01-01', which is before 2000; give a day" in said


def test_the_first_day_of_2000_is_none() -> None:
    attempt = Attempt(event="note_contact", answers={"contact_on": "2000-01-01"})
    assert isinstance(attempt.decided(the_workflow("maidstone")), Advance)


@pytest.mark.parametrize("typed", ["soon", "MAI-1", "-1", "MAI-0002; MAI-0003"])
def test_what_is_no_reference_names_no_case(typed: str) -> None:
    said = sentences(
        Attempt(event="mark_duplicate", answers={"other_reference": typed})
    )
    assert "give the reference of another case, such as MAI-0002." in said
