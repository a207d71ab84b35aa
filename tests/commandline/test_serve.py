"""`serve` and `run`: as processes of their own they answer, and stop when told to."""

import os
from pathlib import Path

import httpx2
import pytest

from tests.builders.office import an_office
from tests.builders.played import played_database
from tests.builders.processes import running, wait_for
from tests.builders.program import Program
from tests.conftest import SESSION_FOLDER
from web.server import listen


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


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("WEB_IDLE", "soon", "WEB_IDLE: "),
        ("WEB_OIDC_TITLE", "x", "WEB_OIDC_METADATA_URL: "),
    ],
)
def test_serve_says_what_it_does_not_understand(
    program: Program, monkeypatch: pytest.MonkeyPatch, name: str, value: str, said: str
) -> None:
    monkeypatch.setenv(name, value)
    assert said in program.refused("serve", "--port", "0")


def test_serve_says_that_a_port_is_taken(program: Program) -> None:
    with listen("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        said = program.refused("serve", "--port", str(port))
    assert f"port {port}, can not be served" in said


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
