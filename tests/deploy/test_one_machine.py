"""The lines of *Run on one machine*: a new version leaves alone what is not ours."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.docs.commands import PROGRAM
from tests.docs.pages import DOCS, read
from tests.house.tree import ROOMS, ROOT

PAGE = DOCS / "how-to" / "run-on-one-machine.md"
HOW_TO = sorted((DOCS / "how-to").glob("*.md"))
NEEDS_A_MACHINE = re.compile(r"^(python3 -m|systemd-|\S*/pip )")
"""Lines that need a network, minutes or systemd; the others only put files in place."""
SETTINGS, RULES = "etc/family-cases/settings", "usr/local/lib/family-cases/workflows"


def lines_under(heading: str) -> str:
    """Give the first block of commands under a heading of the page."""
    text = read(PAGE).split(f" {heading}\n")[1]
    return str(re.findall(r"^```\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)[0])


def type_lines(lines: str, machine: Path) -> None:
    """Type lines of the page, from the project's folder, for a machine in a folder."""
    kept = [line for line in lines.splitlines() if not NEEDS_A_MACHINE.match(line)]
    for place in ("/etc/", "/usr/local/"):
        kept = [re.sub(rf"(?<=\s){place}", f"{machine}{place}", line) for line in kept]
    assert len(kept) > 2
    subprocess.run(["/bin/sh", "-euc", "\n".join(kept)], cwd=ROOT, check=True)


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """Give a folder in place of a machine on which everything was installed once."""
    for place in ("etc/systemd/system", "etc/family-cases", "usr/local/sbin"):
        (tmp_path / place).mkdir(parents=True)
    type_lines(lines_under("The program"), tmp_path)
    type_lines(lines_under("Its settings"), tmp_path)
    return tmp_path


def test_a_new_version_leaves_settings_and_rules_as_they_are(machine: Path) -> None:
    (machine / SETTINGS).write_text("DATABASE_URL=postgresql://ours\n")
    (machine / RULES / "districts" / "maidstone.yaml").write_text("# Ours.\n")
    shutil.rmtree(machine / RULES / "scenarios")
    type_lines(lines_under("The program"), machine)
    assert (machine / SETTINGS).read_text() == "DATABASE_URL=postgresql://ours\n"
    district = machine / RULES / "districts" / "maidstone.yaml"
    assert district.read_text() == "# Ours.\n"
    assert not (machine / RULES / "scenarios").exists()


def test_a_module_that_a_new_version_has_lost_is_gone(machine: Path) -> None:
    program = machine / "usr/local/lib/family-cases"
    lost = [program / room / "of_an_older_version.py" for room in ROOMS]
    for file in lost:
        file.touch()
    type_lines(lines_under("The program"), machine)
    assert not any(file.exists() for file in lost)
    assert {PROGRAM, *ROOMS, "workflows"} == {path.name for path in program.iterdir()}


def test_every_unit_and_what_they_share_is_put_in_place(machine: Path) -> None:
    ours = ROOT / "deploy" / "systemd"
    shared = "family-case-.service.d/closed-in.conf"
    for name in [*(path.name for path in ours.glob("*.service")), shared]:
        there = machine / "etc/systemd/system" / name
        assert there.read_text() == (ours / name).read_text()


def test_a_new_version_stops_and_starts_the_jobs_and_every_web_process() -> None:
    section = read(PAGE).split("## A new version\n")[1].split("\n## ")[0]
    both = "family-case-worker 'family-case-web@*'"
    assert section.index(f"systemctl stop {both}") < section.index("[the program]")
    assert section.index("[the program]") < section.index(f"start --all {both}")


@pytest.mark.parametrize("page", HOW_TO, ids=lambda page: page.stem)
def test_a_page_that_exports_an_address_says_where_services_have_it(page: Path) -> None:
    if "export DATABASE_URL" in read(page):
        assert "/etc/family-cases/settings" in read(page)


@pytest.mark.parametrize("page", HOW_TO, ids=lambda page: page.stem)
def test_no_page_puts_a_password_into_an_address(page: Path) -> None:
    assert not re.search(r"postgresql(?:\+\w+)?://[^\s/@:]+:[^\s/@]+@", read(page))
