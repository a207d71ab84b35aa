"""Backups in a folder: their dated names, and which of them are kept.

Only files of the very form that is written here are ever removed, and only those of
the same database.
"""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

from storage.addresses import read_address
from storage.backups.whole_file import PARTIAL, remove_partial

_ENDING = ".backup"
_STAMP = re.compile(r"-\d{8}T\d{6}Z\.backup")
_NOT_FOR_NAMES = re.compile(r"[^A-Za-z0-9_]+")
_STALE = timedelta(days=1)
"""No backup takes longer: what is older broke off."""


def dated_file(folder: Path, url: str, now: datetime) -> Path:
    """Name a backup: family_cases-20121217T100000Z.backup.

    Args:
        folder: where it will be.
        url: the database's URL.
        now: the moment; the name has it in UTC.
    """
    stem = _NOT_FOR_NAMES.sub("_", Path(read_address(url).url.database or "cases").stem)
    return folder / f"{stem}-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}{_ENDING}"


def remove_old(newest: Path, keep: int, now: datetime) -> tuple[Path, ...]:
    """Remove all but the newest backups of a database, and what broke off.

    Args:
        newest: the backup that was just made; its name says which database.
        keep: how many stay, this one included.
        now: the moment, to know what broke off.

    Returns:
        The older backups that were removed.
    """
    stem = _stem(newest.name)
    alike = [f for f in newest.parent.iterdir() if stem and _stem(f.name) == stem]
    files = sorted(f for f in alike if f.is_file() and not f.is_symlink())
    old = tuple(files[:-keep])
    for file in old:
        file.unlink(missing_ok=True)
    _remove_broken_off(newest.parent, stem, now)
    return old


def _stem(name: str) -> str:
    """Give the database's name in a backup's name, or '' if it is none of ours."""
    ending = _STAMP.search(name)
    return name[: ending.start()] if ending and ending.end() == len(name) else ""


def _remove_broken_off(folder: Path, stem: str, now: datetime) -> None:
    for file in folder.glob(f".{stem}-*{_ENDING}.*{PARTIAL}"):
        if now.timestamp() - file.stat().st_mtime > _STALE.total_seconds():
            remove_partial(file)
