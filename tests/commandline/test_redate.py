"""`init-db` says what a changed calendar would move; `redate` lists it and moves it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.builders.office import WORKFLOWS, an_office
from tests.builders.program import Program, program_of

ASKED = ("redate", "--district", "maidstone", "--as", "mai.coordinator", "--reason")


@pytest.fixture
def program(sqlite_url: str) -> Iterator[Program]:
    """Give the program on a database with one family."""
    with an_office(sqlite_url) as office:
        office.open_families(1)
        yield program_of(office)


@pytest.fixture
def closed_in_the_file(tmp_path: Path) -> str:
    """Give a folder of workflows in which Maidstone closes on 27 December 2012."""
    folder = shutil.copytree(WORKFLOWS, tmp_path / "workflows")
    file = folder / "districts" / "maidstone.yaml"
    prefix = "  prefix: MAI\n"
    text = file.read_text(encoding="utf-8")
    assert prefix in text
    closed = f"{prefix}  closures:\n    2012-12-27: Stocktaking\n"
    file.write_text(text.replace(prefix, closed), encoding="utf-8")
    return str(folder)


def test_setting_up_lists_the_clocks_and_names_the_command(
    program: Program, closed_in_the_file: str
) -> None:
    ran = program.run("init-db", "--folder", closed_in_the_file)
    assert ran.code == 0
    assert "Open clocks that the changed calendar would move" in ran.out
    assert "3 January 2013" in ran.out
    assert "4 January 2013" in ran.out
    assert "Its open clocks were not moved: look at them all with `redate" in ran.err


def test_the_command_lists_first_and_moves_with_yes(
    program: Program, closed_in_the_file: str
) -> None:
    program.done("init-db", "--folder", closed_in_the_file)
    assert "6 clocks would move. Nothing was changed." in program.done(*ASKED, "Files")
    assert "Done: 6 clocks moved." in program.done(*ASKED, "Files", "--yes")
    assert "Done: 0 clocks moved." in program.done(*ASKED, "Files", "--yes")
    said = program.done("history", "MAI-0001")
    assert "Clocks that a changed calendar moved" in said
    assert "The calendar changed: Files" in said


def test_who_may_not_is_told_who_may(program: Program) -> None:
    words = [*ASKED, "Files"]
    words[words.index("mai.coordinator")] = "mai.worker1"
    assert "It is for: Coordinator, Operational Group" in program.refused(*words)
