"""The container file copies what the program is made of, and gives nobody rights."""

import json
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

from tests.docs.commands import PROGRAM, problem
from tests.docs.pages import DOCS, read
from tests.house.tree import ROOMS, ROOT

PAGE = read(DOCS / "how-to" / "run-on-one-machine.md").replace("\\\n", " ")
STARTS = [
    shlex.split(line) for line in PAGE.splitlines() if line.startswith("podman run ")
]
STAYING = [words for words in STARTS if "-d" in words]

FILE = (ROOT / "deploy" / "container" / "Containerfile").read_text(encoding="utf-8")
INSTRUCTIONS = [
    " ".join(line.split())
    for line in re.sub(r"^#.*\n", "", FILE, flags=re.MULTILINE)
    .replace("\\\n", " ")
    .splitlines()
    if line.strip()
]
BUILD, IMAGE = (
    part.split("\n") for part in "\n".join(INSTRUCTIONS[1:]).split("\nFROM ")
)


def values(name: str, stage: list[str]) -> list[str]:
    """Give what an instruction says, each time that it stands in a stage."""
    return [line.partition(" ")[2] for line in stage if line.startswith(f"{name} ")]


def test_every_room_is_in_it() -> None:
    copied = {value.split()[0] for value in values("COPY", BUILD)}
    assert copied == {*ROOMS, "workflows", PROGRAM, "requirements/run.txt"}


def test_only_pinned_and_hashed_packages_are_in_it() -> None:
    (install,) = [line for line in values("RUN", BUILD) if "pip install" in line]
    assert "--require-hashes" in install
    assert install.count("-r ") == 1


def test_the_base_can_be_named_and_is_the_same_in_both_stages() -> None:
    assert INSTRUCTIONS[0].startswith("ARG BASE=")
    assert BUILD[0] == "FROM ${BASE} AS build"
    assert IMAGE[0] == "${BASE}"


def test_it_runs_as_a_user_without_rights_and_writes_to_its_volume() -> None:
    assert values("USER", IMAGE) == ["10001:10001"]
    (volume,) = values("VOLUME", IMAGE)
    (environment,) = values("ENV", IMAGE)
    assert f"DATABASE_URL=sqlite:///{volume}/" in environment
    assert f"DELIVERY_FOLDER={volume}/" in environment
    assert "USER" not in " ".join(line.split(" ")[0] for line in BUILD)


def test_what_it_starts_and_asks_for_its_health_are_commands_that_there_are() -> None:
    (start,), (usual,) = values("ENTRYPOINT", IMAGE), values("CMD", IMAGE)
    assert json.loads(start)[-1].endswith(f"/{PROGRAM}")
    assert problem(json.loads(usual)) == ""
    (health,) = values("HEALTHCHECK", IMAGE)
    words = json.loads(health[health.index("[") :])
    assert problem(words[2:]) == ""


def test_it_is_told_to_stop_as_the_jobs_understand_it() -> None:
    assert values("STOPSIGNAL", IMAGE) == ["SIGTERM"]


def test_every_container_of_the_page_has_the_settings() -> None:
    assert all("--env-file" in words for words in STARTS)


def test_what_stays_is_started_again_and_the_jobs_can_write_backups() -> None:
    jobs, web = STAYING
    assert "--restart=always" in jobs
    assert "--restart=always" in web
    assert "/var/backups/family-cases:/var/backups/family-cases" in jobs


def test_the_pages_are_asked_whether_they_are_ready_not_whether_jobs_ran() -> None:
    _, web = STAYING
    asked = web[web.index("--health-cmd") + 1]
    for status, code in ((HTTPStatus.OK, 0), (HTTPStatus.SERVICE_UNAVAILABLE, 1)):
        with answering("/health/ready", status) as port:
            line = asked.replace(":8000/", f":{port}/")
            line = line.replace("python ", f"{shlex.quote(sys.executable)} ", 1)
            done = subprocess.run(
                ["/bin/sh", "-c", line], capture_output=True, check=False
            )
        assert done.returncode == code, done.stderr


@contextmanager
def answering(path: str, status: HTTPStatus) -> Iterator[int]:
    """Answer one question about a path with a status; give the port."""

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            assert self.path == path
            self.send_response(status)
            self.end_headers()

    with HTTPServer(("127.0.0.1", 0), Answer) as server:
        one = Thread(target=server.handle_request)
        one.start()
        yield server.server_port
        one.join(10)
