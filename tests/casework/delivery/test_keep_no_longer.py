"""The text of old letters is removed, and what was sent to whom stays known."""

from datetime import timedelta

from casework.delivery.keep_no_longer import remove_old_letters
from casework.delivery.status import deliveries_of_case
from casework.jobs.rehearsal import Rehearsal
from casework.jobs.rehearse import rehearse
from storage.database import writing
from storage.rows import insert_rows
from storage.tables import Arrival, LetterAttempt, OutboxMessage
from tests.builders.post import MONDAY, Post
from tests.builders.storage import rows

KEPT = timedelta(days=400)


def a_letter_was_sent(post: Post) -> str:
    message = post.message(urgent=True)
    post.deliver()
    (letter,) = post.letters(kind="message")
    assert letter["state"] == "sent"
    assert "MAI-0001" in letter["body"]
    return message


def a_channel_is_asked_after_it(post: Post, state: str) -> None:
    (letter,) = post.letters(kind="message")
    row = {
        "district_id": letter["district_id"],
        "letter_id": letter["id"],
        "attempt": 1,
        "channel": "notify",
        "reference": "a name of theirs",
        "email": "carol@example.org",
        "taken_at": MONDAY,
        "state": state,
        "asked": 1,
        "ask_at": MONDAY if state == "awaited" else None,
        "said": "carol@example.org has it",
    }
    with writing(post.office.context.database) as connection:
        insert_rows(connection, Arrival, [row])


def test_a_letter_keeps_its_text_for_as_long_as_the_district_says(post: Post) -> None:
    a_letter_was_sent(post)
    post.at(MONDAY + KEPT)
    assert remove_old_letters(post.context).fired == 0
    assert post.letters(kind="message")[0]["body"]


def test_then_its_text_goes_and_the_fact_stays(post: Post) -> None:
    message = a_letter_was_sent(post)
    (before,) = post.letters(kind="message")
    told = deliveries_of_case(post.context, "MAI-0001")
    post.at(MONDAY + KEPT + timedelta(days=1))

    tally = remove_old_letters(post.context)

    assert tally.failures == []
    assert "more than 400 days ago" in tally.notes[0]
    (after,) = post.letters(kind="message")
    assert after == before | {"body": "", "attachments": "[]"}
    assert deliveries_of_case(post.context, "MAI-0001") == told
    assert post.state_of(message) == "sent"


def test_a_day_later_there_is_nothing_left_to_remove_and_nothing_goes_out_twice(
    post: Post,
) -> None:
    a_letter_was_sent(post)
    post.at(MONDAY + KEPT + timedelta(days=1))
    assert remove_old_letters(post.context).fired > 0
    letters = len(post.letters())
    post.at(MONDAY + KEPT + timedelta(days=2))
    assert remove_old_letters(post.context).fired == 0
    post.deliver()
    written = post.letters()[letters:]
    assert {letter["kind"] for letter in written} <= {"digest"}
    database = post.office.context.database
    assert {row["outcome"] for row in rows(database, LetterAttempt)} == {"sent"}


def test_the_address_it_went_to_and_what_the_channel_said_go_too(post: Post) -> None:
    a_letter_was_sent(post)
    a_channel_is_asked_after_it(post, "delivered")
    post.at(MONDAY + KEPT + timedelta(days=1))
    remove_old_letters(post.context)
    (arrival,) = rows(post.office.context.database, Arrival)
    assert (arrival["email"], arrival["said"]) == ("", "")
    assert (arrival["state"], arrival["reference"]) == ("delivered", "a name of theirs")


def test_what_may_have_to_be_sent_again_is_kept(post: Post) -> None:
    a_letter_was_sent(post)
    a_channel_is_asked_after_it(post, "awaited")
    post.at(MONDAY + KEPT + timedelta(days=1))
    remove_old_letters(post.context)
    assert post.letters(kind="message")[0]["body"]


def test_a_letter_that_was_never_delivered_is_kept(post: Post) -> None:
    post.change_staff(post.office.user("coordinator"), email="")
    post.message(urgent=True)
    post.deliver()
    post.at(MONDAY + KEPT + timedelta(days=1))
    remove_old_letters(post.context)
    (letter,) = post.letters(kind="message")
    assert (letter["state"], bool(letter["body"])) == ("failed", True)


def test_a_rehearsal_says_how_many_would_go(post: Post) -> None:
    a_letter_was_sent(post)
    day = (MONDAY + KEPT + timedelta(days=1)).date()
    found = rehearse(post.context, day)
    assert isinstance(found, Rehearsal)
    (removal,) = found.removed
    post.at(day)
    assert removal.letters == remove_old_letters(post.context).fired


def test_a_message_of_the_outbox_stays_as_it_is(post: Post) -> None:
    a_letter_was_sent(post)
    database = post.office.context.database
    before = rows(database, OutboxMessage)
    post.at(MONDAY + KEPT + timedelta(days=1))
    remove_old_letters(post.context)
    assert rows(database, OutboxMessage) == before
