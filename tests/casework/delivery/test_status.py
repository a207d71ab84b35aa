"""What became of a message is on its case and in the outbox's list, in words."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from casework.delivery.send_again import SentAgain, send_again
from casework.delivery.settings import SmtpSettings
from casework.delivery.status import (
    DeliveryLine,
    OutboxRequest,
    attempts_for_case,
    deliveries_of_case,
    outbox,
)
from engine.advance.refusal import Refusal
from tests.builders.mail_server import a_mail_server
from tests.builders.post import MONDAY, Post, a_post


def lines(post: Post, message: str) -> list[str]:
    found = deliveries_of_case(post.context, "MAI-0001")
    assert not isinstance(found, Refusal)
    return [line.words for line in found if line.message_id == message]


def listed(post: Post, **which: object) -> list[DeliveryLine]:
    found = outbox(post.context, OutboxRequest(**which))  # type: ignore[arg-type]
    assert not isinstance(found, Refusal)
    return list(found)


def test_a_message_waits_for_the_digest_and_is_delivered_by_it(post: Post) -> None:
    message = post.message()
    assert lines(post, message) == ["waits for the digest"]
    post.at(datetime(2012, 12, 18, 8, tzinfo=UTC))
    post.deliver()
    assert lines(post, message) == [
        "sent to mai.coordinator on 18 December 2012 at 08:00 (digest, file)"
    ]


def test_an_urgent_message_at_night_waits_for_office_hours(quick_post: Post) -> None:
    quick_post.at(datetime(2012, 12, 17, 20, tzinfo=UTC))
    message = quick_post.message(urgent=True)
    assert lines(quick_post, message) == ["waits to go out in office hours"]


def test_a_letter_that_is_tried_again_says_when_and_why(
    sqlite_copy: str, tmp_path: Path
) -> None:
    with a_mail_server("451 greylisted") as server:
        smtp = SmtpSettings(host="127.0.0.1", port=server.port, security="none")
        with a_post(sqlite_copy, tmp_path, channel="smtp", smtp=smtp) as post:
            message = post.message(urgent=True)
            post.deliver()
            (words,) = lines(post, message)
            assert words.startswith(
                "tried once for mai.coordinator, again on 17 December 2012 at 10:00"
            )
            assert words.endswith("451 greylisted")


def test_what_was_set_aside_says_why_and_can_be_tried_again(
    migrated_url: str, tmp_path: Path
) -> None:
    with a_mail_server("550 mailbox full") as server:
        smtp = SmtpSettings(host="127.0.0.1", port=server.port, security="none")
        with a_post(migrated_url, tmp_path, channel="smtp", smtp=smtp) as post:
            message = post.message(urgent=True)
            nobody = post.message(role="board", urgent=True)
            post.deliver()
            failed = {
                line.message_id: line.words for line in listed(post, state="failed")
            }
            assert failed[message].endswith("550 mailbox full")
            assert failed[nobody].startswith("Unknown recipient: ")
            again = send_again(post.context, "maidstone")
            assert again == SentAgain(messages=1, letters=1, addresses=0)
            post.at(MONDAY + timedelta(minutes=1))
            post.deliver()
            assert post.state_of(message) == "sent"
            assert post.state_of(nobody) == "failed"


def test_the_outbox_lists_the_newest_first_and_no_more_than_asked(
    quick_post: Post,
) -> None:
    first = quick_post.message()
    quick_post.at(date(2012, 12, 18))
    second = quick_post.message()
    found = listed(quick_post, district_id="maidstone", most=1)
    assert [line.message_id for line in found] == [second]
    everything = [line.message_id for line in listed(quick_post)]
    assert everything.index(second) < everything.index(first)


def test_a_message_of_no_case_is_in_the_outbox(quick_post: Post) -> None:
    message = quick_post.message(user="mai.worker1", case_number=None, urgent=True)
    quick_post.deliver()
    (line,) = [one for one in listed(quick_post) if one.message_id == message]
    assert (line.reference, line.reader, line.state) == ("", "mai.worker1", "sent")


def test_an_unknown_case_district_or_state_is_refused_in_words(
    quick_post: Post,
) -> None:
    context = quick_post.context
    refused = (
        deliveries_of_case(context, "MAI-9999"),
        attempts_for_case(context, "MAI-9999"),
        outbox(context, OutboxRequest(district_id="atlantis")),
        outbox(context, OutboxRequest(state="lost")),
        send_again(context, "atlantis"),
    )
    said = [one.sentences()[0] for one in refused if isinstance(one, Refusal)]
    assert [sentence.split(".")[0] for sentence in said] == [
        "There is no case 'MAI-9999'",
        "There is no case 'MAI-9999'",
        "There is no district 'atlantis' in this database",
        "There is no state 'lost'",
        "There is no district 'atlantis' in this database",
    ]
