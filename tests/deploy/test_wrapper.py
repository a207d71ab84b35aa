"""`family-cases` runs the program as the services do, or says why it does not."""

import re
import shlex
import subprocess
from pathlib import Path

import pytest

from tests.deploy.test_systemd_units import FOLDER, SERVICES, settings

WRAPPER = FOLDER / "family-cases"
NO_SYSTEMD = 127
"""What a shell says of a program that is not there."""


def typed(*words: str, folder: Path, **environment: str) -> tuple[int, str]:
    """Type the wrapper where there is no systemd; give its exit code and complaint."""
    done = subprocess.run(
        ["/bin/sh", WRAPPER, *words],
        env={"PATH": str(folder), **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, " ".join(done.stderr.split())


@pytest.mark.parametrize("address", ["postgresql://db.example.org/restored", ""])
def test_an_address_in_the_shell_is_refused_not_left_behind(
    address: str, tmp_path: Path
) -> None:
    code, said = typed("init-db", folder=tmp_path, DATABASE_URL=address)
    assert code == 2
    assert "unset DATABASE_URL" in said
    assert "/etc/family-cases/settings" in said
    assert "family-cases --database ADDRESS" in said


def test_without_one_it_asks_systemd(tmp_path: Path) -> None:
    code, said = typed("init-db", folder=tmp_path)
    assert code == NO_SYSTEMD
    assert "systemd-run" in said


@pytest.mark.parametrize("unit", SERVICES, ids=lambda unit: unit.stem)
def test_it_has_the_user_the_settings_and_the_secrets_of_a_service(unit: Path) -> None:
    words = shlex.split(WRAPPER.read_text().partition("exec ")[2].replace("\\\n", ""))
    has = settings(unit)
    assert f"--uid={has['User'][0]}" in words
    assert [f"--property=UMask={mask}" for mask in has["UMask"]] == [
        word for word in words if "UMask" in word
    ]
    assert [
        f"--property=EnvironmentFile={file}" for file in has["EnvironmentFile"]
    ] == [word for word in words if "EnvironmentFile" in word]
    usual = {word.removeprefix("--setenv=") for word in words if "--setenv" in word}
    assert usual <= {*has["Environment"]}


def test_it_starts_the_program_that_the_services_start() -> None:
    start = re.findall(r"/usr/local/lib/\S+", WRAPPER.read_text())
    assert all(settings(unit)["ExecStart"][0].split()[:2] == start for unit in SERVICES)
