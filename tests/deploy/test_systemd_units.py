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
    """Give a unit's settings; some stand there several times."""
    found: dict[str, list[str]] = {}
    for name, value in re.findall(r"^(\w+)=(.*)$", unit.read_text(), re.MULTILINE):
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
        "family-case-web.service",
    }


@each_service
def test_a_unit_starts_a_command_that_there_is(unit: Path) -> None:
    words = [word.replace("${BACKUP_KEEP}", "14") for word in command(unit)]
    assert problem(words) == ""


@each_service
def test_a_service_is_closed_in(unit: Path) -> None:
    has = settings(unit)
    assert {name: has.get(name) for name in CLOSED_IN} == CLOSED_IN


@each_service
def test_no_secret_stands_in_a_unit(unit: Path) -> None:
    assert "-/etc/family-cases/secrets" in settings(unit)["EnvironmentFile"]
    said = " ".join(settings(unit)["Environment"]).lower()
    assert not re.search(r"(password|key)=", said)


@pytest.mark.parametrize("name", ["worker", "web"])
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
