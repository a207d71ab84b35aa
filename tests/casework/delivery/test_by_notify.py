"""Letters by GOV.UK Notify, against a real HTTP server on loopback."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from casework.delivery.settings import NotifySettings
from tests.builders.notify_server import KEY, TEMPLATE, a_notify_server
from tests.builders.post import MONDAY, Post, a_post

PATIENT = timedelta(seconds=10)
LATER = MONDAY + timedelta(hours=1)


@contextmanager
def a_notifying_post(url: str, folder: Path, address: str) -> Iterator[Post]:
    notify = NotifySettings(api_key=KEY, template_id=TEMPLATE, base_url=address)
    with a_post(url, folder, channel="notify", notify=notify, timeout=PATIENT) as post:
        yield post


def test_a_letter_goes_through_the_template_under_its_own_reference(
    migrated_url: str, tmp_path: Path
) -> None:
    with (
        a_notify_server() as server,
        a_notifying_post(migrated_url, tmp_path, server.url) as post,
    ):
        message = post.message(urgent=True)
        assert post.deliver().failures == []
        (taken,) = server.taken
        (letter,) = post.letters(kind="message")
        assert taken["email_address"] == "mai.coordinator@example.org"
        assert taken["template_id"] == TEMPLATE
        assert taken["personalisation"]["subject"] == "MAI-0001: something to know"
        assert taken["reference"] == f"maidstone/{message}/mai.coordinator"
        assert letter["reference"] == "notify-1"
        assert post.state_of(message) == "sent"
        assert server.asked == []


@pytest.mark.parametrize("code", [400, 403])
def test_what_notify_refuses_is_set_aside_with_its_words(
    sqlite_copy: str, tmp_path: Path, code: int
) -> None:
    with (
        a_notify_server(code) as server,
        a_notifying_post(sqlite_copy, tmp_path, server.url) as post,
    ):
        message = post.message(urgent=True)
        (sentence,) = post.deliver().failures
        assert f"Notify answered {code}: " in sentence
        assert "Missing personalisation" in sentence or "API key" in sentence
        assert post.state_of(message) == "failed"


@pytest.mark.parametrize("code", [429, 500])
def test_what_may_pass_is_tried_again_and_arrives_once(
    sqlite_copy: str, tmp_path: Path, code: int
) -> None:
    with (
        a_notify_server(code) as server,
        a_notifying_post(sqlite_copy, tmp_path, server.url) as post,
    ):
        message = post.message(urgent=True)
        (sentence,) = post.deliver().failures
        assert f"Notify answered {code}" in sentence
        assert "It is tried again" in sentence
        post.at(LATER)
        assert post.deliver().fired == 1
        assert len(server.taken) == 1
        assert server.asked == [f"maidstone/{message}/mai.coordinator"]


def test_notify_that_can_not_be_reached_is_tried_again(
    sqlite_copy: str, tmp_path: Path
) -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{nobody.getsockname()[1]}"
        with a_notifying_post(sqlite_copy, tmp_path, address) as post:
            post.message(urgent=True)
            (sentence,) = post.deliver().failures
            assert "Notify can not be reached (ConnectionError)." in sentence
            assert "It is tried again" in sentence


def test_a_letter_that_notify_has_is_not_sent_again_after_a_crash(
    sqlite_copy: str, tmp_path: Path
) -> None:
    with (
        a_notify_server() as server,
        a_notifying_post(sqlite_copy, tmp_path, server.url) as post,
    ):
        message = post.message(urgent=True)
        post.die_while_sending(after=True)
        post.at(LATER)
        assert post.deliver().fired == 1
        assert len(server.taken) == 1
        assert post.state_of(message) == "sent"


def test_a_letter_that_notify_has_not_is_sent_after_a_crash(
    sqlite_copy: str, tmp_path: Path
) -> None:
    with (
        a_notify_server() as server,
        a_notifying_post(sqlite_copy, tmp_path, server.url) as post,
    ):
        post.message(urgent=True)
        post.die_while_sending()
        post.at(LATER)
        assert post.deliver().fired == 1
        assert len(server.taken) == 1


def test_after_a_crash_a_letter_that_notify_could_not_deliver_is_sent_again(
    sqlite_copy: str, tmp_path: Path
) -> None:
    with (
        a_notify_server(status="technical-failure") as server,
        a_notifying_post(sqlite_copy, tmp_path, server.url) as post,
    ):
        post.message(urgent=True)
        post.die_while_sending(after=True)
        post.at(LATER)
        assert post.deliver().fired == 1
        assert len(server.taken) == 2


def test_the_key_is_never_printed() -> None:
    settings = NotifySettings(api_key=KEY, template_id=TEMPLATE)
    assert KEY not in repr(settings)
