"""`serve` and `run` as processes of their own: they answer, and stop when told to."""

import os
import subprocess
import sys
from pathlib import Path

import httpx2
import pytest

from tests.builders.office import an_office
from tests.builders.played import played_database
from tests.builders.processes import PROGRAM, running, wait_for
from tests.conftest import SESSION_FOLDER


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder with a database without families."""
    with an_office(f"sqlite:///{tmp_path / 'family_cases.db'}"):
        return tmp_path


def test_serve_answers_at_the_address_that_it_says(folder: Path) -> None:
    with running(folder, "serve", "--port", "0") as said:
        address = wait_for(said, r"Serving (http://127\.0\.0\.1:\d+)/")[1]
        with httpx2.Client() as browser:
            ready = browser.get(f"{address}/health/ready")
            assert ready.json() == {"status": "ready"}
            assert "max-age" in ready.headers["Strict-Transport-Security"]
    assert "Traceback" not in said.read_text()


def test_serve_says_what_it_does_not_understand(folder: Path) -> None:
    with running(folder, "serve", "--port", "0", WEB_IDLE="soon") as said:
        wait_for(said, "WEB_IDLE: ")
    with running(folder, "serve", "--port", "0", WEB_OIDC_TITLE="x") as said:
        wait_for(said, "WEB_OIDC_METADATA_URL: ")


def test_serve_says_that_a_port_is_taken(folder: Path) -> None:
    with running(folder, "serve", "--port", "0") as said:
        port = wait_for(said, r"127\.0\.0\.1:(\d+)/")[1]
        ran = subprocess.run(
            [sys.executable, str(PROGRAM), "serve", "--port", port],
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
        )
    assert ran.returncode == 1
    assert f"port {port}, can not be served" in ran.stderr


def test_run_lets_a_visitor_in_with_the_password_that_it_prints(
    tmp_path: Path,
) -> None:
    (tmp_path / "var").mkdir()
    session = Path(os.environ[SESSION_FOLDER])
    played = played_database("maidstone", tmp_path, session)
    played.rename(tmp_path / "var" / "demo_maidstone.db")
    with running(tmp_path, "run", "--port", "0") as said:
        word = wait_for(said, r"is stopped: (\S+)\n")[1]
        address = wait_for(said, r"Open (http://127\.0\.0\.1:\d+)/")[1]
        with httpx2.Client(base_url=address) as browser:
            form = {"user": "mai.coordinator", "password": word, "next": "/account"}
            signed_in = browser.post("/sign-in", data=form)
            assert signed_in.headers["location"] == "/account"
            assert "Coordinator" in browser.get("/account").text
    assert "Traceback" not in said.read_text()
