"""`letters` and `preference`: what became of messages, and what people want to get."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.builders.post import a_post
from tests.builders.program import Program, program_of


@pytest.fixture
def sent(sqlite_url: str, tmp_path: Path) -> Iterator[Program]:
    """Give the program after one letter was sent, and two messages were set aside."""
    with a_post(sqlite_url, tmp_path) as post:
        post.message(urgent=True)
        post.message(role="board", urgent=True)
        post.change_staff("mai.delivery", email="")
        post.message(role="delivery_manager", urgent=True)
        post.deliver()
        yield program_of(post.office)


def test_messages_are_listed_with_what_became_of_each(sent: Program) -> None:
    said = sent.done("letters", "list", "--district", "maidstone")
    assert "sent to mai.coordinator on 17 December 2012 at 10:00" in said
    assert "nobody stands for the role 'board'" in said
    failed = sent.run("letters", "list", "--state", "failed", "--json").json["letters"]
    assert {one["role"] for one in failed} == {"delivery_manager", "board"}


def test_attempts_are_listed_by_case(sent: Program) -> None:
    said = sent.done("letters", "attempts", "MAI-0001")
    assert "There is no address for mai.delivery" in said
    (first, *_) = sent.run("letters", "attempts", "MAI-0001", "--json").json["attempts"]
    assert {"at", "reader", "channel", "attempt", "outcome", "said"} == set(first)


def test_what_was_set_aside_is_tried_again_when_it_is_asked_for(sent: Program) -> None:
    said = sent.done("letters", "again", "--district", "maidstone")
    assert said == "To be tried again: 1 message that had no reader, 1 letter.\n"
    assert sent.run("letters", "list", "--state", "failed", "--json").json == {
        "letters": []
    }


def test_an_unknown_case_state_or_district_is_refused(sent: Program) -> None:
    assert "no case 'MAI-9999'" in sent.refused("letters", "attempts", "MAI-9999")
    assert "no state 'lost'" in sent.refused("letters", "list", "--state", "lost")
    assert "no district" in sent.refused("letters", "again", "--district", "atlantis")


def test_a_person_chooses_and_sees_what_holds(program: Program) -> None:
    chosen = program.done("preference", "mai.coordinator", "--digest", "mondays")
    assert "mai.coordinator gets the digest on Mondays" in chosen
    assert "come at once" in chosen
    shown = program.done("preference", "mai.coordinator", "--with-digest")
    assert "on Mondays" in shown
    assert "come with it" in shown


def test_a_choice_that_can_not_stand_is_refused_in_words(program: Program) -> None:
    said = program.refused("preference", "mai.coordinator", "--digest", "never")
    assert "The digest can not be switched off" in said
