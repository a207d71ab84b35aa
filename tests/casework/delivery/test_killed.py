"""A process that is killed between sending and writing so: nothing is lost.

Where the channel can tell, nothing goes out twice either. The process is a real one;
it is killed by SIGKILL, by the server that has just taken its letter, or by itself.
"""

import os
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

from casework.delivery.settings import NotifySettings, SmtpSettings
from storage.tables import Letter
from tests.builders.mail_server import a_mail_server
from tests.builders.notify_server import KEY, TEMPLATE, a_notify_server
from tests.builders.post import MONDAY, Post, a_post
from tests.builders.storage import rows

ROOT = Path(__file__).parents[3]
LATER = MONDAY + timedelta(hours=1)
DELIVERS = """
import os, signal, sys
from datetime import datetime
from casework.context import open_context
from casework.delivery.deliver import deliver, go_round
from casework.delivery.channels import open_channels
from casework.delivery.read_settings import read_settings
from casework.delivery.round import Round

settings = read_settings(os.environ)
moment = datetime.fromisoformat(sys.argv[2])
context = open_context(sys.argv[1], clock=lambda: moment, delivery=settings)


class DiesAfterwards:
    def __init__(self, channel):
        self.channel = channel

    def sent_before(self, letter):
        return self.channel.sent_before(letter)

    def send(self, letter):
        self.channel.send(letter)
        os.kill(os.getpid(), signal.SIGKILL)


channels = open_channels(settings)
if "dies" in sys.argv:
    channels = {name: DiesAfterwards(one) for name, one in channels.items()}
go_round(Round(context=context, settings=settings, channels=channels))
"""


def start(post: Post, *more: str, **settings: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", DELIVERS, post.office.url, MONDAY.isoformat(), *more],
        cwd=ROOT,
        env=os.environ | {"LINK_BASE": "https://cases.example.org"} | settings,
    )


def kill(running: list[subprocess.Popen[bytes]]) -> None:
    """Kill the process, if it is started and has not ended."""
    for process in running:
        process.kill()


def letter_states(post: Post) -> list[str]:
    found = rows(post.context.database, Letter, kind="message")
    return [row["state"] for row in found]


def test_notify_gets_the_letter_once(migrated_url: str, tmp_path: Path) -> None:
    running: list[subprocess.Popen[bytes]] = []
    with a_notify_server(seen=lambda: kill(running)) as server:
        notify = NotifySettings(api_key=KEY, template_id=TEMPLATE, base_url=server.url)
        with a_post(migrated_url, tmp_path, channel="notify", notify=notify) as post:
            message = post.message(urgent=True)
            running.append(
                start(
                    post,
                    DELIVERY_CHANNEL="notify",
                    NOTIFY_API_KEY=KEY,
                    NOTIFY_TEMPLATE_ID=TEMPLATE,
                    NOTIFY_BASE_URL=server.url,
                )
            )
            assert running[0].wait(30) == -signal.SIGKILL
            assert letter_states(post) == ["sending"]
            post.at(LATER)
            assert post.deliver().fired == 1
            assert len(server.taken) == 1
            assert post.state_of(message) == "sent"


def test_a_folder_gets_the_letter_once(migrated_url: str, tmp_path: Path) -> None:
    with a_post(migrated_url, tmp_path) as post:
        message = post.message(urgent=True)
        folder = str(post.settings.folder)
        process = start(post, "dies", DELIVERY_FOLDER=folder)
        assert process.wait(30) == -signal.SIGKILL
        assert letter_states(post) == ["sending"]
        post.at(LATER)
        assert post.deliver().fired == 1
        assert len(post.mails()) == 1
        assert post.state_of(message) == "sent"


def test_a_mail_server_gets_it_again_under_the_same_name(
    migrated_url: str, tmp_path: Path
) -> None:
    running: list[subprocess.Popen[bytes]] = []
    with a_mail_server(seen=lambda: kill(running)) as server:
        smtp = SmtpSettings(host="127.0.0.1", port=server.port, security="none")
        with a_post(migrated_url, tmp_path, channel="smtp", smtp=smtp) as post:
            message = post.message(urgent=True)
            running.append(
                start(
                    post,
                    DELIVERY_CHANNEL="smtp",
                    SMTP_HOST="127.0.0.1",
                    SMTP_PORT=str(server.port),
                    SMTP_SECURITY="none",
                )
            )
            assert running[0].wait(30) == -signal.SIGKILL
            post.at(LATER)
            assert post.deliver().fired == 1
            assert len({mail["Message-ID"] for mail in server.taken}) == 1
            assert post.state_of(message) == "sent"


def test_of_many_processes_that_deliver_at_once_each_letter_goes_out_once(
    migrated_url: str, tmp_path: Path
) -> None:
    roles = ("coordinator", "delivery_manager", "claims_officer", "auditor", "worker")
    with a_mail_server() as server:
        smtp = SmtpSettings(host="127.0.0.1", port=server.port, security="none")
        with a_post(
            migrated_url, tmp_path, quiet=False, channel="smtp", smtp=smtp
        ) as post:
            for number in range(60):
                user = "mai.worker1" if number % 5 == 4 else ""
                post.message(role=roles[number % 5], user=user, urgent=number % 2 == 0)
            settings = {
                "DELIVERY_CHANNEL": "smtp",
                "SMTP_HOST": "127.0.0.1",
                "SMTP_PORT": str(server.port),
                "SMTP_SECURITY": "none",
            }
            processes = [start(post, **settings) for _ in range(3)]
            assert [process.wait(60) for process in processes] == [0, 0, 0]
            letters = rows(post.context.database, Letter)
            assert {row["state"] for row in letters} == {"sent"}
            assert len(server.taken) == len(letters)
            names = [mail["Message-ID"] for mail in server.taken]
            assert len(set(names)) == len(names)
