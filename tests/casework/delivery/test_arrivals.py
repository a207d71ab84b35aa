"""What became of letters that GOV.UK Notify has taken: asked after until it knows."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from casework.delivery.send_again import SentAgain, send_again
from casework.delivery.settings import NotifySettings
from casework.delivery.status import deliveries_of_case
from engine.advance.refusal import Refusal
from storage.tables import AddressSetAside, Arrival
from tests.builders.notify_server import KEY, TEMPLATE, NotifyServer, a_notify_server
from tests.builders.post import MONDAY, Post, a_post
from tests.builders.storage import rows

COORDINATOR = "mai.coordinator"
SOON, LATER = MONDAY + timedelta(minutes=2), MONDAY + timedelta(hours=1)
MESSAGE = "1-100-1"


@contextmanager
def a_letter_taken(url: str, folder: Path) -> Iterator[tuple[NotifyServer, Post]]:
    """Give a post whose only letter Notify has taken two minutes ago."""
    with a_notify_server() as server:
        notify = NotifySettings(api_key=KEY, template_id=TEMPLATE, base_url=server.url)
        with a_post(url, folder, channel="notify", notify=notify) as post:
            post.message(id=MESSAGE, urgent=True)
            assert post.deliver().fired == 1
            post.at(SOON)
            yield server, post


def words(post: Post) -> str:
    """Say what the case shows of the message."""
    lines = deliveries_of_case(post.context, "MAI-0001")
    assert not isinstance(lines, Refusal)
    (line,) = [each for each in lines if each.message_id == MESSAGE]
    return line.words


def arrivals(post: Post) -> list[str]:
    return [row["state"] for row in rows(post.context.database, Arrival)]


def test_the_case_says_that_it_is_not_known_yet(
    sqlite_copy: str, tmp_path: Path
) -> None:
    with a_letter_taken(sqlite_copy, tmp_path) as (_, post):
        assert words(post) == (
            "sent to mai.coordinator on 17 December 2012 at 10:00 (message, notify); "
            "whether it was delivered is not known yet"
        )


def test_a_letter_is_asked_after_until_it_was_delivered(
    migrated_url: str, tmp_path: Path
) -> None:
    with a_letter_taken(migrated_url, tmp_path) as (server, post):
        assert post.ask_after_letters().fired == 0
        assert post.ask_after_letters().examined == 0
        server.status = "delivered"
        post.at(LATER)
        assert post.ask_after_letters().fired == 1
        post.at(LATER + timedelta(days=1))
        assert post.ask_after_letters().examined == 0
        assert server.asked_after == ["notify-1", "notify-1"]
        assert arrivals(post) == ["delivered"]
        assert words(post) == (
            "delivered to mai.coordinator on 17 December 2012 at 11:00 "
            "(message, notify)"
        )


def test_an_address_that_does_not_exist_is_set_aside_and_shown(
    migrated_url: str, tmp_path: Path
) -> None:
    with a_letter_taken(migrated_url, tmp_path) as (server, post):
        server.status = "permanent-failure"
        (sentence,) = post.ask_after_letters().failures
        assert sentence == (
            "Letter 1-100-1/mai.coordinator (notify): Notify could not deliver it: "
            "permanent-failure. It is set aside, and so is the address of "
            "mai.coordinator."
        )
        assert post.state_of(MESSAGE) == "failed"
        assert words(post) == (
            "not delivered to mai.coordinator: Notify could not deliver it: "
            "permanent-failure."
        )


def test_nothing_more_goes_to_an_address_that_is_set_aside(
    sqlite_copy: str, tmp_path: Path
) -> None:
    with a_letter_taken(sqlite_copy, tmp_path) as (server, post):
        server.status = "permanent-failure"
        post.ask_after_letters()
        another = post.message(urgent=True)
        (sentence,) = post.deliver().failures
        assert "The address of mai.coordinator was set aside on 17 December" in sentence
        assert len(server.taken) == 1
        assert post.state_of(another) == "failed"


def test_another_address_works_at_once(sqlite_copy: str, tmp_path: Path) -> None:
    with a_letter_taken(sqlite_copy, tmp_path) as (server, post):
        server.status = "permanent-failure"
        post.ask_after_letters()
        post.change_staff(COORDINATOR, email="new@example.org")
        post.message(urgent=True)
        assert post.deliver().failures == []
        assert server.taken[-1]["email_address"] == "new@example.org"


def test_a_set_aside_address_is_tried_again_when_somebody_says_so(
    migrated_url: str, tmp_path: Path
) -> None:
    with a_letter_taken(migrated_url, tmp_path) as (server, post):
        server.status = "permanent-failure"
        post.ask_after_letters()
        done = send_again(post.context, post.office.district)
        assert done == SentAgain(messages=0, letters=1, addresses=1)
        post.deliver()
        assert len(server.taken) == 2
        server.status = "delivered"
        post.at(LATER)
        post.ask_after_letters()
        assert arrivals(post) == ["undelivered", "delivered"]
        assert post.state_of(MESSAGE) == "sent"
        (aside,) = rows(post.context.database, AddressSetAside)
        assert aside["cleared_at"] is not None


@pytest.mark.parametrize("status", ["temporary-failure", "technical-failure"])
def test_what_notify_gave_up_is_sent_again_and_arrives(
    migrated_url: str, tmp_path: Path, status: str
) -> None:
    with a_letter_taken(migrated_url, tmp_path) as (server, post):
        server.status = status
        (sentence,) = post.ask_after_letters().failures
        assert f"Notify could not deliver it: {status}. It is sent again" in sentence
        assert post.state_of(MESSAGE) == "waiting"
        post.at(SOON + timedelta(minutes=5))
        assert post.deliver().fired == 1
        server.status = "delivered"
        post.at(LATER)
        post.ask_after_letters()
        assert len(server.taken) == 2
        assert post.state_of(MESSAGE) == "sent"
        assert arrivals(post) == ["undelivered", "delivered"]


GIVEN_UP_AFTER = 38
"""How many half days twelve attempts take; each day has a digest more to send."""


def test_what_notify_gives_up_every_time_is_set_aside_in_the_end(
    sqlite_copy: str, tmp_path: Path
) -> None:
    with a_letter_taken(sqlite_copy, tmp_path) as (server, post):
        server.status = "temporary-failure"
        for half_day in range(GIVEN_UP_AFTER + 2):
            post.at(SOON + timedelta(hours=12 * half_day))
            post.deliver()
            post.ask_after_letters()
        sent = [one for one in server.taken if one["reference"].endswith(LETTER)]
        assert len(sent) == 12
        (letter,) = post.letters(id=LETTER)
        assert letter["state"] == "failed"
        assert "Given up after 12 attempts" in letter["why"]


LETTER = f"{MESSAGE}/{COORDINATOR}"


@pytest.mark.parametrize("code", [403, 429, 500])
def test_notify_that_does_not_answer_is_asked_again_later(
    migrated_url: str, tmp_path: Path, code: int
) -> None:
    with a_letter_taken(migrated_url, tmp_path) as (server, post):
        server.told, server.status = [code], "delivered"
        (sentence,) = post.ask_after_letters().failures
        assert f"Notify answered {code}" in sentence
        assert "It is asked again on" in sentence
        assert arrivals(post) == ["awaited"]
        post.at(LATER)
        post.ask_after_letters()
        assert arrivals(post) == ["delivered"]
        assert len(server.taken) == 1


def test_notify_that_decides_nothing_for_a_week_is_given_up_and_said(
    sqlite_copy: str, tmp_path: Path
) -> None:
    with a_letter_taken(sqlite_copy, tmp_path) as (server, post):
        for hour in range(1, 9 * 24):
            post.at(SOON + timedelta(hours=hour))
            post.ask_after_letters()
        assert arrivals(post) == ["unknown"]
        assert 40 < len(server.asked_after) < 100
        assert words(post).endswith(
            "whether it was delivered is not known: After 7 days it was still not "
            "decided."
        )


@pytest.mark.parametrize("code", [400, 404])
def test_a_letter_that_notify_knows_nothing_of_stays_sent(
    sqlite_copy: str, tmp_path: Path, code: int
) -> None:
    with a_letter_taken(sqlite_copy, tmp_path) as (server, post):
        server.told = [code]
        (sentence,) = post.ask_after_letters().failures
        assert sentence.endswith("It is not asked again.")
        assert arrivals(post) == ["unknown"]
        assert post.state_of(MESSAGE) == "sent"


def test_a_process_that_dies_while_asking_is_made_up_for(
    sqlite_copy: str, tmp_path: Path
) -> None:
    with a_letter_taken(sqlite_copy, tmp_path) as (server, post):
        server.status = "delivered"
        post.die_while_asking()
        assert arrivals(post) == ["awaited"]
        post.at(LATER)
        post.ask_after_letters()
        assert arrivals(post) == ["delivered"]


def test_letters_in_a_folder_are_not_asked_after(
    sqlite_copy: str, tmp_path: Path
) -> None:
    with a_post(sqlite_copy, tmp_path) as post:
        post.message(urgent=True)
        post.deliver()
        post.at(LATER)
        assert post.ask_after_letters().examined == 0
        assert arrivals(post) == []
