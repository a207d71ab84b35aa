"""The program as its own process: streams, exit codes, and being stopped."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from shutil import copytree

import pytest

from tests.builders.family_lists import row, write_list

PROGRAM = Path(__file__).parents[2] / "run_engine.py"


def run(
    folder: Path, *words: str, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run the program in a folder, with a bare environment."""
    return subprocess.run(
        [sys.executable, str(PROGRAM), *words],
        cwd=folder,
        env={"PATH": os.environ["PATH"], **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder with a database of one open family; its clock stands."""
    tmp_path = tmp_path_factory.mktemp("original")
    run(tmp_path, "init-db", "--clock-stands-at", "2012-12-17T10:00")
    file = write_list(tmp_path, row())
    words = ("--from-csv", str(file), "--district", "maidstone")
    opened = run(tmp_path, "open", *words, "--as", "mai.coordinator")
    assert (opened.stdout, opened.stderr, opened.returncode) == (
        "Opened 1 family: MAI-0001 to MAI-0001.\n",
        "",
        0,
    )
    return tmp_path


@pytest.fixture
def folder(original: Path, tmp_path: Path) -> Path:
    """Give a copy of it."""
    return copytree(original, tmp_path, dirs_exist_ok=True)


def test_help_names_every_command_and_ends_with_0(tmp_path: Path) -> None:
    ran = run(tmp_path, "--help")
    assert ran.returncode == 0
    named = {line.split()[0] for line in ran.stdout.splitlines() if line.strip()}
    assert {"init-db", "open", "cases", "case", "advance", "decide"} <= named
    assert {"allocate", "review", "overdue", "history", "verify", "report"} <= named
    assert {"staff", "runs", "outbox", "tick", "work", "workflows"} <= named


def test_help_starts_quickly_because_it_imports_no_database(tmp_path: Path) -> None:
    code = (
        "import sys; from commandline.app import build_app; build_app(); "
        "print({'sqlalchemy', 'pydantic', 'rich', 'engine'} & {*sys.modules})"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code],
        cwd=PROGRAM.parent,
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout == "set()\n", tmp_path


def test_the_database_is_in_this_folder_unless_it_is_named(folder: Path) -> None:
    assert (folder / "family_cases.db").exists()
    elsewhere = f"sqlite:///{folder / 'other.db'}"
    assert run(folder, "cases", DATABASE_URL=elsewhere).returncode == 1
    assert run(folder, "--database", "family_cases.db", "cases").returncode == 0


def test_json_is_all_that_stands_on_stdout(folder: Path) -> None:
    ran = run(folder, "cases", "--json")
    assert json.loads(ran.stdout)["cases"][0]["reference"] == "MAI-0001"
    assert ran.stderr == ""


def test_a_refusal_stands_on_stderr_and_ends_with_1(folder: Path) -> None:
    ran = run(folder, "case", "MAI-9999", "--json")
    assert (ran.returncode, ran.stdout) == (1, "")
    assert ran.stderr.startswith("Not done:\n- There is no case 'MAI-9999'.")


def test_what_is_not_understood_ends_with_2(folder: Path) -> None:
    ran = run(folder, "overdue", "--as-at", "tomorrow")
    assert (ran.returncode, ran.stdout) == (2, "")
    assert "'tomorrow' is not a day." in ran.stderr


def test_something_overdue_ends_with_3_when_checked(folder: Path) -> None:
    assert run(folder, "overdue", "--as-at", "2013-01-31", "--check").returncode == 3


def test_output_that_nobody_looks_at_has_no_colour_and_whole_rows(folder: Path) -> None:
    ran = run(folder, "cases")
    assert "\x1b" not in ran.stdout
    (line,) = (line for line in ran.stdout.splitlines() if "MAI-0001" in line)
    assert "Check whether the family already has a plan   2 working days left" in line


def test_a_reader_who_goes_away_is_no_fault(folder: Path) -> None:
    with subprocess.Popen(
        [sys.executable, str(PROGRAM), "workflows", "show", "--district", "maidstone"],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        assert process.stderr.read() == ""


@pytest.mark.parametrize(("stop", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 0)])
def test_work_goes_on_until_it_is_stopped(
    folder: Path, stop: signal.Signals, code: int
) -> None:
    with subprocess.Popen(
        [sys.executable, str(PROGRAM), "work", "--every", "1"],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout
        assert process.stderr
        for line in process.stderr:
            if "payments: 0 examined" in line:
                break
        process.send_signal(stop)
        assert process.wait(timeout=30) == code
        assert process.stdout.read() == ""
        assert "Traceback" not in process.stderr.read()
    assert int(json.loads(run(folder, "runs", "--json").stdout)["count"]) >= 2
