"""A file that is there whole, or not at all.

It is written beside its place under a name of its own, which only its owner may read.
It takes its place when every byte of it is on the disk.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import mkstemp

from storage.errors import BackupError

PARTIAL = ".partial"
"""How the name of a file ends that is being written, or that broke off."""
_BESIDE = ("", "-journal", "-wal", "-shm")
"""What SQLite may leave beside a file, by the end of its name."""


@contextmanager
def written_whole(target: Path) -> Iterator[Path]:
    """Give a file to write; at the end it becomes the target.

    Raises:
        BackupError: the target is there already, or its folder is not.
        OSError: the file can not be written.
    """
    see_that_it_is_free(target)
    handle, name = mkstemp(prefix=f".{target.name}.", suffix=PARTIAL, dir=target.parent)
    os.close(handle)
    partial = Path(name)
    try:
        yield partial
        _onto_the_disk(partial)
        # Hard links would exclude the last moment too, but few sticks and shares
        # have them. Whoever comes first by that moment is replaced by a whole file.
        see_that_it_is_free(target)
        partial.rename(target)
    finally:
        remove_partial(partial)
    with suppress(OSError):  # a share may not have it: then the name comes a bit later
        _onto_the_disk(target.parent)


def see_that_it_is_free(target: Path) -> None:
    """See that a file may be made.

    A log that SQLite left beside a file that has gone would be played into the new one.

    Raises:
        BackupError: it is there, or a log of it, or its folder is not.
    """
    if not target.parent.is_dir():
        raise BackupError(f"There is no folder {target.parent}. Make it first.")
    for end in _BESIDE:
        there = target.with_name(target.name + end)
        if there.exists():
            raise BackupError(
                f"There is a file {there} already, and nothing is overwritten. Take "
                "another name, or move it away."
            )


def remove_partial(partial: Path) -> None:
    """Remove what was not finished, and what SQLite left beside it."""
    for end in _BESIDE:
        partial.with_name(partial.name + end).unlink(missing_ok=True)


def _onto_the_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
