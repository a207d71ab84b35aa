"""The units start commands that there are, as a user of their own, closed in."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.docs.commands import PROGRAM, problem
from tests.house.tree import ROOT

FOLDER = ROOT / "deploy" / "systemd"
SERVICES = sorted(FOLDER.glob("*.service"))
SHARED = FOLDER / "family-case-.service.d" / "closed-in.conf"
"""What systemd reads for each unit whose name begins so."""
UNITS = [*SERVICES, *sorted(FOLDER.glob("*.timer"))]
MOST_EXPOSED = "20"  # tenths; systemd calls up to 2 "OK", and 9.6 what says nothing
CLOSED_IN = {
    "User": ["family-cases"],
    "NoNewPrivileges": ["yes"],
    "ProtectSystem": ["strict"],
    "ProtectHome": ["yes"],
    "PrivateTmp": ["yes"],
    "StateDirectory": ["family-cases"],
    "CapabilityBoundingSet": [""],
    "UMask": ["0077"],
}

each_service = pytest.mark.parametrize("unit", SERVICES, ids=lambda unit: unit.stem)


def settings(unit: Path) -> dict[str, list[str]]:
    """Give a unit's settings and what it shares; some stand there several times."""
    found: dict[str, list[str]] = {}
    text = unit.read_text() + SHARED.read_text()
    for name, value in re.findall(r"^(\w+)=(.*)$", text, re.MULTILINE):
        found.setdefault(name, []).append(value)
    return found


def command(unit: Path) -> list[str]:
    """Give the words after the program's name."""
    (start,) = settings(unit)["ExecStart"]
    return start.partition(f"{PROGRAM} ")[2].split()


def test_there_is_a_unit_for_the_jobs_the_backups_and_the_pages() -> None:
    names = {unit.name for unit in UNITS}
    assert names == {
        "family-case-worker.service",
        "family-case-backup.service",
        "family-case-backup.timer",
        "family-case-web@.service",
    }


@each_service
def test_a_unit_starts_a_command_that_there_is(unit: Path) -> None:
    instead = {"${BACKUP_KEEP}": "14", "%i": "8001"}
    words = [instead.get(word, word) for word in command(unit)]
    assert problem(words) == ""


@each_service
def test_a_service_is_closed_in(unit: Path) -> None:
    has = settings(unit)
    assert {name: has.get(name) for name in CLOSED_IN} == CLOSED_IN


def test_what_is_shared_overrules_no_unit() -> None:
    """A drop-in is read after the unit: what stands in both would be lost there."""
    shared = set(re.findall(r"^(\w+)=", SHARED.read_text(), re.MULTILINE))
    for unit in SERVICES:
        own = set(re.findall(r"^(\w+)=", unit.read_text(), re.MULTILINE))
        assert not own & shared, unit.name


def test_as_many_web_processes_run_as_there_are_ports() -> None:
    words = command(FOLDER / "family-case-web@.service")
    assert words == ["serve", "--port", "%i"]


@each_service
def test_no_secret_stands_in_a_unit(unit: Path) -> None:
    assert "-/etc/family-cases/secrets" in settings(unit)["EnvironmentFile"]
    said = " ".join(settings(unit)["Environment"]).lower()
    assert not re.search(r"(password|key)=", said)


@pytest.mark.parametrize("name", ["worker", "web@"])
def test_what_goes_on_is_started_again_and_stopped_gently(name: str) -> None:
    has = settings(FOLDER / f"family-case-{name}.service")
    assert has["Restart"] == ["on-failure"]
    assert has["KillSignal"] == ["SIGTERM"]
    assert int(has["TimeoutStopSec"][0]) >= 30


def test_systemd_itself_has_nothing_against_them(tmp_path: Path) -> None:
    """Asked where there is a systemd; other machines can not run the units either."""
    for unit in UNITS:
        start = f"ExecStart={sys.executable}"  # the program is not installed here
        text = re.sub(r"^ExecStart=\S+", start, unit.read_text(), flags=re.MULTILINE)
        (tmp_path / unit.name).write_text(text)
    (tmp_path / SHARED.parent.name).mkdir()
    shutil.copy(SHARED, tmp_path / SHARED.parent.name)
    here = [str(tmp_path / unit.name) for unit in UNITS]
    assert said_by_systemd("verify", *here) == ""
    for unit in SERVICES:
        limit = f"--threshold={MOST_EXPOSED}"
        copy = str(tmp_path / unit.name)
        said_by_systemd("security", "--offline=true", limit, copy)


def said_by_systemd(*words: str) -> str:
    """Give what systemd-analyze complains of; it fails when it finds a fault."""
    program = shutil.which("systemd-analyze")
    if program is None:
        return ""
    done = subprocess.run(
        [program, *words], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stderr
