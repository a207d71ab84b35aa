"""Urgent messages go out at once in office hours; a flood of them is one letter."""

from datetime import UTC, date, datetime

import pytest

from casework.delivery.set_preference import PreferenceRequest, set_preference
from tests.builders.post import Post, text_of


def test_what_is_not_urgent_waits_for_the_digest(post: Post) -> None:
    message = post.message()
    post.deliver()
    assert post.letters(kind="message") == []
    assert post.state_of(message) == "waiting"


@pytest.mark.parametrize(
    ("moment", "why"),
    [
        (datetime(2012, 12, 17, 18, 30, tzinfo=UTC), "night"),
        (datetime(2012, 12, 22, 10, tzinfo=UTC), "Saturday"),
        (datetime(2012, 12, 25, 10, tzinfo=UTC), "bank holiday"),
    ],
)
def test_nothing_goes_out_outside_office_hours(
    quick_post: Post, moment: datetime, why: str
) -> None:
    quick_post.at(moment)
    quick_post.message(urgent=True)
    tally = quick_post.deliver()
    assert (tally.examined, quick_post.mails()) == (0, []), why


def test_what_arose_in_the_night_is_in_the_morning_s_digest_not_beside_it(
    post: Post,
) -> None:
    post.at(datetime(2012, 12, 17, 22, tzinfo=UTC))
    message = post.message(role="delivery_manager", urgent=True)
    post.at(datetime(2012, 12, 18, 8, 1, tzinfo=UTC))
    post.deliver()
    assert [letter["kind"] for letter in post.letters(user="mai.delivery")] == [
        "digest"
    ]
    assert post.state_of(message) == "sent"


def test_ten_decisions_of_one_meeting_are_one_letter(post: Post) -> None:
    for number in range(10):
        post.message(urgent=True, subject=f"MAI-0001: decision {number}")
    post.deliver()
    (mail,) = post.mails()
    assert mail["Subject"] == "10 messages about your cases"
    assert all(f"decision {number}" in text_of(mail) for number in range(10))


def test_a_letter_links_to_its_case(quick_post: Post) -> None:
    quick_post.message(urgent=True)
    quick_post.deliver()
    (mail,) = quick_post.mails()
    assert mail["Subject"] == "MAI-0001: something to know"
    assert "https://cases.example.org/cases/MAI-0001" in text_of(mail)


def test_who_wants_nothing_at_once_finds_it_in_the_digest(quick_post: Post) -> None:
    wish = PreferenceRequest(user="mai.delivery", immediate=False)
    set_preference(quick_post.context, wish)
    message = quick_post.message(role="delivery_manager", urgent=True)
    quick_post.deliver()
    assert quick_post.mails() == []
    quick_post.at(date(2012, 12, 18))
    quick_post.deliver()
    (letter,) = quick_post.letters(user="mai.delivery")
    assert letter["kind"] == "digest"
    assert quick_post.state_of(message) == "sent"


def test_a_reminder_of_a_clock_that_ended_meanwhile_is_not_sent(post: Post) -> None:
    (clock, *_) = post.running_clocks()
    message = post.message(id=f"{clock}/escalated/delivery_manager", urgent=True)
    post.end_clock(clock)
    tally = post.deliver()
    assert (tally.examined, post.mails()) == (0, [])
    assert post.state_of(message) == "overtaken"
