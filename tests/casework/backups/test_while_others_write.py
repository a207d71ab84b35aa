"""A backup that is made while others advance cases, and one that is killed."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from storage.database import open_database
from storage.tables import HistoryEntry
from tests.builders.backups import (
    all_that_is_in,
    an_empty_one_like,
    backed_up,
    environment,
    restored,
)
from tests.builders.office import an_office
from tests.builders.storage import rows
from tests.proof.rounds import TIMES

ROOT = Path(__file__).parents[3]
PATIENCE_SECONDS = 60
BACKUPS = 3
MOMENTS = (0.02,) if TIMES == 1 else (0.0, 0.02, 0.05)
ADVANCES = """
import sys
from tests.builders.office import an_office
with an_office(sys.argv[1]) as office:
    for number in range(100_000):
        done = office.take("MAI-0001", "note_contact", "mai.coordinator")
        print(done.version, flush=True)
"""


class Writer:
    """Another process that advances a case again and again, until it is stopped."""

    def __init__(self, url: str, log: Path) -> None:
        """Start it; it logs each version that was acknowledged to it, one a line."""
        self._log = log
        with log.open("w") as said:
            self.process = subprocess.Popen(
                [sys.executable, "-c", ADVANCES, url], cwd=ROOT, stdout=said
            )

    def acknowledged(self) -> int:
        """Give the version of the last advance that it knows to be written."""
        whole_lines = self._log.read_text().rpartition("\n")[0].split()
        return int(whole_lines[-1]) if whole_lines else 0

    def goes_on(self) -> int:
        """Wait until it has written more; give the version that it has come to."""
        before, give_up = self.acknowledged(), time.monotonic() + PATIENCE_SECONDS
        while (now := self.acknowledged()) <= before:
            assert time.monotonic() < give_up, "it writes no more"
            time.sleep(0.01)
        return now


@contextmanager
def a_writer(url: str, log: Path) -> Iterator[Writer]:
    writer = Writer(url, log)
    try:
        yield writer
    finally:
        writer.process.kill()
        writer.process.wait()


def last_entry(url: str) -> int:
    database = open_database(url)
    try:
        return max(int(row["entry"]) for row in rows(database, HistoryEntry))
    finally:
        database.dispose()


def test_what_was_acknowledged_before_it_began_is_in_it_and_whole(
    migrated_url: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    with an_office(migrated_url) as office:
        office.open_families(1)
    begun = {}
    with a_writer(migrated_url, tmp_path / "versions") as writer:
        for number in range(BACKUPS):
            file = tmp_path / f"{number}.backup"
            begun[file] = writer.goes_on()
            made = backed_up(migrated_url, file)
            assert made.verified
            assert not made.verified.breaks
        writer.goes_on()
    for file, version in begun.items():
        with an_empty_one_like(migrated_url, request) as elsewhere:
            assert not restored(elsewhere, file).verified.breaks
            assert last_entry(elsewhere) >= version


@pytest.mark.parametrize("after_seconds", MOMENTS)
def test_a_backup_that_is_killed_leaves_nothing_that_looks_whole(
    migrated_url: str,
    request: pytest.FixtureRequest,
    tmp_path: Path,
    after_seconds: float,
) -> None:
    with an_office(migrated_url) as office:
        office.open_families(40)
    folder = tmp_path / "backups"
    folder.mkdir()
    killed_once_it_writes(migrated_url, folder, after_seconds)

    for file in folder.glob("[!.]*"):  # it may have been quicker: then it is whole
        with an_empty_one_like(migrated_url, request) as elsewhere:
            restored(elsewhere, file)
            assert all_that_is_in(elsewhere) == all_that_is_in(migrated_url)
    assert backed_up(migrated_url, folder).verified  # nothing is in the next one's way


def killed_once_it_writes(url: str, folder: Path, after_seconds: float) -> None:
    """Let a process back up, and kill it and its children after its first byte."""
    with subprocess.Popen(
        [sys.executable, "run_engine.py", "--database", url, "backup", str(folder)],
        cwd=ROOT,
        env=environment(),
        stdout=subprocess.DEVNULL,
        process_group=0,
    ) as process:
        give_up = time.monotonic() + PATIENCE_SECONDS
        while not any(folder.iterdir()):
            assert time.monotonic() < give_up, "it writes nothing"
            time.sleep(0.001)
        time.sleep(after_seconds)
        with suppress(ProcessLookupError):  # it was quicker
            os.killpg(process.pid, signal.SIGKILL)
