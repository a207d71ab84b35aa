"""Every command that a page quotes is real, and the README's outputs are true."""

import os
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.builders.played import played_database
from tests.builders.program import the_app
from tests.conftest import SESSION_FOLDER
from tests.docs.commands import PROGRAM, all_commands, problem, quoted, shown
from tests.docs.pages import README, code, pages
from tests.house.tree import ROOT, where

MAKE = re.compile(r"(?:^|[\s;])make((?: [A-Z]+=\S+)*) ([a-z]+)\b")


@pytest.mark.parametrize("page", pages(), ids=where)
def test_every_quoted_command_is_real(page: Path) -> None:
    wrong = [
        f"{PROGRAM} {' '.join(words)}: {fault}"
        for words in quoted(page)
        if (fault := problem(words))
    ]
    assert not wrong, "\n".join([f"{where(page)} quotes what is not there:", *wrong])


@pytest.mark.parametrize("page", pages(), ids=where)
def test_every_quoted_make_command_is_real(page: Path) -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = set(re.findall(r"^([a-z]+):(?!=)", makefile, re.MULTILINE))
    named = {found[2] for line in code(page) for found in MAKE.finditer(line)}
    assert named <= targets


def test_every_command_is_told_on_some_page() -> None:
    told = [" ".join([*words, ""]) for page in pages() for words in quoted(page)]
    missing = [
        name
        for name in all_commands()
        if not any(line.startswith(f"{name} ") for line in told)
    ]
    assert not missing, f"No page tells of {', '.join(missing)}"


@pytest.mark.parametrize(
    "line", ["casse", "advance MAI-0001 --pleas", "workflows show maidstone", "case"]
)
def test_a_false_command_is_found(line: str) -> None:
    named_only = line == "case"
    assert bool(problem(line.split())) is not named_only


def test_the_readme_shows_what_the_program_prints(tmp_path: Path) -> None:
    session = Path(os.environ[SESSION_FOLDER])
    database = played_database("maidstone", tmp_path, session)
    false = []
    for words, lines in shown(README):
        asked = words[words.index(PROGRAM) + 1 :] if PROGRAM in words else None
        if asked is None:
            continue
        printed = _printed(asked, f"sqlite:///{database}")
        false += [f"{' '.join(asked)}: {line}" for line in lines if line not in printed]
    assert not false, "\n".join(["The README shows what is not printed:", *false])


def _printed(words: list[str], database: str) -> set[str]:
    """Run the program as somebody with a screen of this width would; give its lines."""
    screen = {"DATABASE_URL": database, "COLUMNS": "100"}
    done = CliRunner().invoke(the_app(), words, env=screen)
    return {" ".join(line.split()) for line in done.output.splitlines()}
