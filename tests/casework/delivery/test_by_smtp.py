"""Letters by mail, against a real server on loopback that fails in every way."""

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import trustme

from casework.delivery.settings import SmtpSettings
from casework.delivery.status import attempts_for_case
from engine.advance.refusal import Refusal
from engine.delivery.outcome import Patience
from tests.builders.mail_server import DROP, HANG, MailServer, a_mail_server
from tests.builders.post import MONDAY, Post, a_post

SOON, PATIENT = timedelta(milliseconds=200), timedelta(seconds=10)
LATER = MONDAY + timedelta(hours=1)


@contextmanager
def a_mailing_post(
    url: str,
    folder: Path,
    server: MailServer,
    *,
    timeout: timedelta = PATIENT,
    **more: Any,  # noqa: ANN401 - any field of the server's settings
) -> Iterator[Post]:
    usual: dict[str, Any] = {"security": "none", "host": "127.0.0.1"}
    smtp = SmtpSettings(port=server.port, **usual | more)
    with a_post(url, folder, channel="smtp", smtp=smtp, timeout=timeout) as post:
        yield post


def attempts(post: Post) -> list[str]:
    found = attempts_for_case(post.context, "MAI-0001")
    assert not isinstance(found, Refusal)
    return [one.outcome for one in found if one.channel == "smtp"]


def test_a_letter_is_handed_over_with_the_server_s_own_reference(
    migrated_url: str, tmp_path: Path
) -> None:
    with (
        a_mail_server() as server,
        a_mailing_post(migrated_url, tmp_path, server) as post,
    ):
        message = post.message(urgent=True)
        assert post.deliver().failures == []
        (mail,) = server.taken
        (letter,) = post.letters(kind="message")
        assert mail["To"] == "mai.coordinator@example.org"
        assert mail["From"] == "cases@example.org"
        assert mail["Auto-Submitted"] == "auto-generated"
        assert letter["reference"] == "OK queued as 4F2A"
        assert post.state_of(message) == "sent"


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("451 greylisted", "answered 451 greylisted"),
        (HANG, "did not answer in time"),
        (DROP, "broke off before it had answered"),
    ],
)
def test_what_may_pass_is_tried_again_and_arrives(
    sqlite_copy: str, tmp_path: Path, answer: str, said: str
) -> None:
    with (
        a_mail_server(answer) as server,
        a_mailing_post(
            sqlite_copy, tmp_path, server, timeout=SOON if answer == HANG else PATIENT
        ) as post,
    ):
        message = post.message(urgent=True)
        (sentence,) = post.deliver().failures
        assert said in sentence
        assert "It is tried again on 17 December 2012 at 10:00." in sentence
        assert post.deliver().examined == 0  # not before its time
        post.at(LATER)
        assert post.deliver().fired == 1
        assert attempts(post) == ["not_now", "sent"]
        assert post.state_of(message) == "sent"


def test_a_letter_whose_answer_was_lost_comes_again_under_the_same_name(
    sqlite_copy: str, tmp_path: Path
) -> None:
    with (
        a_mail_server(DROP) as server,
        a_mailing_post(sqlite_copy, tmp_path, server) as post,
    ):
        post.message(urgent=True)
        post.deliver()
        post.at(LATER)
        post.deliver()
        first, second = server.taken
        assert first["Message-ID"] == second["Message-ID"]
        assert first.as_bytes() == second.as_bytes()


def test_a_server_that_refuses_the_connection_is_tried_again(
    sqlite_copy: str, tmp_path: Path
) -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        server = MailServer(port=nobody.getsockname()[1])  # bound, but not listening
        with a_mailing_post(sqlite_copy, tmp_path, server) as post:
            post.message(urgent=True)
            (sentence,) = post.deliver().failures
            assert "127.0.0.1" in sentence
            assert "It is tried again" in sentence


@pytest.mark.parametrize(
    "server", [{"answers": ["554 no spam"]}, {"to_recipient": "550 no such user"}]
)
def test_what_the_server_will_never_take_is_set_aside_and_shown(
    sqlite_copy: str, tmp_path: Path, server: dict[str, Any]
) -> None:
    answers = server.pop("answers", [])
    with (
        a_mail_server(*answers, **server) as running,
        a_mailing_post(sqlite_copy, tmp_path, running) as post,
    ):
        message = post.message(urgent=True)
        (sentence,) = post.deliver().failures
        assert " answered 55" in sentence
        assert sentence.endswith("It is set aside.")
        assert post.state_of(message) == "failed"
        post.at(LATER)
        assert post.deliver().examined == 0


def test_a_server_that_never_gets_well_is_given_up_on_in_the_end(
    sqlite_copy: str, tmp_path: Path
) -> None:
    with (
        a_mail_server(*["451 not now"] * 3) as server,
        a_mailing_post(sqlite_copy, tmp_path, server) as post,
    ):
        post.settings = replace(post.settings, patience=Patience(attempts=3))
        post.message(urgent=True)
        said = []
        for minutes in (0, 10, 30):
            post.at(MONDAY + timedelta(minutes=minutes))
            said += post.deliver().failures
        assert "Given up after 3 attempts" in said[-1]
        assert attempts(post) == ["not_now", "not_now", "never"]


def test_a_server_that_hangs_does_not_hold_up_the_whole_round(
    sqlite_copy: str, tmp_path: Path
) -> None:
    roles = ("coordinator", "delivery_manager", "claims_officer", "auditor")
    with (
        a_mail_server(*[HANG] * 9) as server,
        a_mailing_post(sqlite_copy, tmp_path, server, timeout=SOON) as post,
    ):
        for role in roles:
            post.message(role=role, urgent=True)
        tally = post.deliver()
        assert tally.examined == 3
        assert tally.failures[-1] == (
            "3 letters in a row were not taken: the others wait."
        )
        assert len(post.letters(state="waiting", attempts=0)) == 1


def test_without_starttls_nothing_is_sent_where_it_is_asked_for(
    sqlite_copy: str, tmp_path: Path
) -> None:
    with (
        a_mail_server() as server,
        a_mailing_post(sqlite_copy, tmp_path, server, security="starttls") as post,
    ):
        post.message(urgent=True)
        (sentence,) = post.deliver().failures
        assert "STARTTLS" in sentence
        assert server.taken == []


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def tls(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    return context


@pytest.mark.parametrize("trusted", [True, False])
def test_a_letter_goes_over_tls_to_a_server_that_is_trusted_and_no_other(
    sqlite_copy: str,
    tmp_path: Path,
    authority: trustme.CA,
    tls: ssl.SSLContext,
    *,
    trusted: bool,
) -> None:
    known = authority if trusted else trustme.CA()
    file = tmp_path / "ca.pem"
    known.cert_pem.write_to_path(str(file))
    secure: dict[str, Any] = {
        "security": "starttls",
        "ca_file": str(file),
        "user": "cases",
        "password": "made up",
    }
    with (
        a_mail_server(tls=tls) as server,
        a_mailing_post(sqlite_copy, tmp_path, server, **secure) as post,
    ):
        post.message(urgent=True)
        tally = post.deliver()
        assert (tally.fired, server.secure) == ((1, [True]) if trusted else (0, []))


def test_a_login_that_is_refused_keeps_the_letter_for_later(
    sqlite_copy: str, tmp_path: Path, authority: trustme.CA, tls: ssl.SSLContext
) -> None:
    file = tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(str(file))
    wrong: dict[str, Any] = {"user": "cases", "password": "wrong", "ca_file": str(file)}
    with (
        a_mail_server(tls=tls, login=False) as server,
        a_mailing_post(
            sqlite_copy, tmp_path, server, security="starttls", **wrong
        ) as post,
    ):
        message = post.message(urgent=True)
        (sentence,) = post.deliver().failures
        assert "answered 535" in sentence
        assert "wrong" not in sentence
        assert post.state_of(message) == "waiting"


def test_a_process_that_died_while_sending_sends_again_after_a_while(
    sqlite_copy: str, tmp_path: Path
) -> None:
    with (
        a_mail_server() as server,
        a_mailing_post(sqlite_copy, tmp_path, server) as post,
    ):
        post.message(urgent=True)
        post.die_while_sending()
        post.at(MONDAY + timedelta(minutes=5))
        assert post.deliver().examined == 0
        post.at(datetime(2012, 12, 17, 11, tzinfo=UTC))
        assert post.deliver().fired == 1
        assert attempts(post) == ["unknown", "sent"]
