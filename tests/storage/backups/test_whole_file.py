"""A file is there whole, or not at all."""

from pathlib import Path

import pytest

from storage.backups.whole_file import written_whole
from storage.errors import BackupError


def test_it_takes_its_name_only_at_the_end(tmp_path: Path) -> None:
    target = tmp_path / "cases.backup"
    with written_whole(target) as partial:
        partial.write_text("whole")
        assert not target.exists()
    assert target.read_text() == "whole"
    assert list(tmp_path.iterdir()) == [target]


def test_what_fails_half_way_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(FileExistsError), written_whole(tmp_path / "x") as partial:
        make_a_journal_and_fail(partial)
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_somebody_makes_meanwhile_is_not_overwritten(
    tmp_path: Path,
) -> None:
    target = tmp_path / "cases.backup"
    with (
        pytest.raises(BackupError, match="nothing is overwritten"),
        written_whole(target),
    ):
        target.write_text("another's")
    assert target.read_text() == "another's"
    assert list(tmp_path.iterdir()) == [target]


def make_a_journal_and_fail(partial: Path) -> None:
    partial.with_name(f"{partial.name}-journal").touch()
    partial.touch(exist_ok=False)


@pytest.mark.parametrize("end", ["-wal", "-journal", "-shm"])
def test_a_log_of_a_database_that_has_gone_is_in_the_way(
    tmp_path: Path, end: str
) -> None:
    """SQLite would play it into the new file."""
    (tmp_path / f"cases.db{end}").touch()
    with (
        pytest.raises(BackupError, match=f"cases.db{end} already"),
        written_whole(tmp_path / "cases.db"),
    ):
        pass


def test_a_folder_that_is_missing_is_said(tmp_path: Path) -> None:
    with (
        pytest.raises(BackupError, match=r"There is no folder .*nowhere"),
        written_whole(tmp_path / "nowhere" / "cases.backup"),
    ):
        pass
