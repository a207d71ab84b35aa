"""`backup` and `restore`, as a person types them."""

import os
from pathlib import Path

import pytest

from tests.builders.backups import environment
from tests.builders.program import Program


@pytest.fixture
def backup(tmp_path: Path) -> Path:
    """Give a place for a backup."""
    return tmp_path / "cases.backup"


@pytest.fixture
def elsewhere(tmp_path: Path) -> Program:
    """Give the program on a database that is not there yet."""
    return Program(url=f"sqlite:///{tmp_path / 'restored.sqlite'}")


def test_a_backup_says_what_it_holds(
    program: Program, reference: str, backup: Path
) -> None:
    said = program.done("backup", str(backup))
    assert said.startswith(f"Backed up into {backup} (")
    assert said.endswith("B). 1 case, 1 entry of history: nothing was altered.\n")
    assert reference


def test_a_restored_case_is_shown_as_it_stood(
    program: Program, reference: str, backup: Path, elsewhere: Program
) -> None:
    program.done("backup", str(backup))
    said = elsewhere.done("restore", str(backup))
    assert said == (
        f"Restored {backup}. 1 case, 1 entry of history: nothing was altered.\n"
    )
    shown = elsewhere.done("case", reference, "--json")
    assert shown == program.done("case", reference, "--json")


def test_both_print_json(
    program: Program, reference: str, backup: Path, elsewhere: Program
) -> None:
    made = program.run("backup", str(backup), "--json").json
    done = elsewhere.run("restore", str(backup), "--json").json
    assert made["file"] == str(backup)
    assert made["bytes"] == backup.stat().st_size
    assert made["verified"] == done["verified"]
    assert done["verified"] == {"cases": 1, "entries": 1, "breaks": []}
    assert not done["migrated"]
    assert reference


def test_older_backups_that_are_not_kept_are_told(
    program: Program, reference: str, tmp_path: Path
) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    (folder / "cases-20100101T000000Z.backup").touch()
    said = program.done("backup", str(folder), "--keep", "1")
    assert said.endswith("Removed 1 older backup.\n")
    assert len(list(folder.iterdir())) == 1
    assert reference


def test_keep_goes_with_a_folder(program: Program, backup: Path) -> None:
    said = program.misused("backup", str(backup), "--keep", "3")
    assert "It goes with a folder that is there." in said


def test_what_is_no_backup_is_refused(elsewhere: Program, tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear all, the backup is on the other disk.")
    said = elsewhere.refused("restore", str(letter))
    assert said == f"- {letter} is no backup: `backup` makes one.\n"
    missing = elsewhere.refused("restore", str(tmp_path / "missing"))
    assert missing.startswith("- There is no file ")


def test_half_a_backup_is_refused_and_leaves_nothing(
    program: Program, reference: str, backup: Path, elsewhere: Program
) -> None:
    program.done("backup", str(backup))
    os.truncate(backup, backup.stat().st_size // 2)
    said = elsewhere.refused("restore", str(backup))
    assert "could not be made" in said or "is damaged" in said
    assert [each.name for each in backup.parent.glob("*restored*")] == []
    assert reference


def test_a_backup_of_the_other_kind_of_database_is_refused(
    program: Program, backup: Path, fresh_postgres_url: str
) -> None:
    program.done("backup", str(backup))
    said = Program(url=fresh_postgres_url).refused("restore", str(backup))
    assert "is a backup of SQLite, and DATABASE_URL names a database of PostgreSQL" in (
        said
    )


def test_half_a_dump_is_refused_in_pg_restores_own_words(
    postgres_copy: str,
    fresh_postgres_url: str,
    backup: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, value in environment().items():
        monkeypatch.setenv(name, value)
    Program(url=postgres_copy).done("backup", str(backup))
    half = backup.with_name("half.backup")
    half.write_bytes(backup.read_bytes()[: backup.stat().st_size // 2])
    said = Program(url=fresh_postgres_url).refused("restore", str(half))
    assert said.startswith("- pg_restore failed: ")
    Program(url=fresh_postgres_url).done("restore", str(backup))  # it is still empty
