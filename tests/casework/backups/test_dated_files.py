"""Backups in a folder: dated names; only our own are ever removed."""

import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from storage.errors import BackupError
from tests.builders.backups import NOW, backed_up
from tests.builders.office import an_office


@pytest.fixture
def url(sqlite_copy: str) -> Iterator[str]:
    """Give the address of Maidstone's database, set_up.sqlite."""
    with an_office(sqlite_copy):
        yield sqlite_copy


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder for backups."""
    made = tmp_path / "backups"
    made.mkdir()
    return made


def nightly(url: str, folder: Path, nights: int, keep: int) -> None:
    for night in range(nights):
        backed_up(url, folder, now=NOW + timedelta(days=night), keep=keep)


def names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def test_a_backup_in_a_folder_is_named_after_database_and_moment(
    url: str, folder: Path
) -> None:
    backed_up(url, folder)
    assert names(folder) == ["set_up-20121217T100000Z.backup"]


def test_so_many_as_are_kept_stay_the_newest_of_them(url: str, folder: Path) -> None:
    nightly(url, folder, nights=4, keep=2)
    assert names(folder) == [
        "set_up-20121219T100000Z.backup",
        "set_up-20121220T100000Z.backup",
    ]


def test_what_was_removed_is_told(url: str, folder: Path) -> None:
    first = backed_up(url, folder)
    made = backed_up(url, folder, now=NOW + timedelta(days=1), keep=1)
    assert made.removed == (first.file,)


def test_without_a_number_all_stay(url: str, folder: Path) -> None:
    backed_up(url, folder)
    backed_up(url, folder, now=NOW + timedelta(days=1))
    assert len(names(folder)) == 2


@pytest.mark.parametrize(
    "name",
    [
        "accounts.xlsx",
        "set_up.backup",
        "set_up-20121201T100000Z.backup.gz",
        "set_up-before-the-move.backup",
        "other-20121201T100000Z.backup",
        "other-set_up-20121201T100000Z.backup",
    ],
)
def test_a_file_that_is_not_ours_stays(url: str, folder: Path, name: str) -> None:
    (folder / name).touch()
    nightly(url, folder, nights=3, keep=1)
    assert name in names(folder)


def test_a_folder_or_a_link_of_such_a_name_stays(url: str, folder: Path) -> None:
    (folder / "set_up-20121201T100000Z.backup").mkdir()
    (folder / "set_up-20121202T100000Z.backup").symlink_to(folder)
    nightly(url, folder, nights=2, keep=1)
    assert len(names(folder)) == 3


def test_what_broke_off_a_day_ago_is_removed(url: str, folder: Path) -> None:
    broken = folder / ".set_up-20121201T100000Z.backup.x1.partial"
    running = folder / ".set_up-20121217T093000Z.backup.x2.partial"
    for file, age in ((broken, timedelta(hours=25)), (running, timedelta(hours=1))):
        file.touch()
        written = (NOW - age).timestamp()
        os.utime(file, (written, written))
    backed_up(url, folder, keep=1)
    assert names(folder) == [running.name, "set_up-20121217T100000Z.backup"]


def test_two_in_one_second_do_not_overwrite_each_other(url: str, folder: Path) -> None:
    backed_up(url, folder)
    with pytest.raises(BackupError, match="nothing is overwritten"):
        backed_up(url, folder)
