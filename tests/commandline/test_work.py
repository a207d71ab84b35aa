"""`work` as its own process: it is stopped, and its database goes and comes back."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.engine import make_url

from storage.database import open_database, writing
from storage.tables import Firing, JobRun
from tests import postgres_server
from tests.builders.office import an_office
from tests.builders.storage import rows

PROGRAM = Path(__file__).parents[2] / "run_engine.py"
PATIENCE_SECONDS = 60
DONE = "deliver: 0 examined"
"""The last line of a tick."""


class Working:
    """A `work` that runs, and what it says."""

    def __init__(self, url: str, folder: Path) -> None:
        """Start it."""
        self._said = folder / "work.log"
        self._heard = 0
        with self._said.open("w") as log:
            self.process = subprocess.Popen(
                [sys.executable, str(PROGRAM), "--database", url, "work", "--every=1"],
                cwd=folder,
                env={"PATH": os.environ["PATH"]},
                stdout=subprocess.DEVNULL,
                stderr=log,
            )

    def says(self, words: str) -> None:
        """Wait until it says these words, after what was heard before."""
        give_up = time.monotonic() + PATIENCE_SECONDS
        while (place := self._said.read_text().find(words, self._heard)) < 0:
            assert time.monotonic() < give_up, self._said.read_text()
            time.sleep(0.05)
        self._heard = place + len(words)
        assert "Traceback" not in self._said.read_text()

    def stop(self, how: signal.Signals = signal.SIGTERM) -> int:
        """Ask it to stop, and give its exit code."""
        self.process.send_signal(how)
        return self.process.wait(PATIENCE_SECONDS)


@contextmanager
def working(url: str, folder: Path) -> Iterator[Working]:
    work = Working(url, folder)
    try:
        yield work
    finally:
        work.process.kill()
        work.process.wait()


def a_busy_database(url: str, families: int) -> None:
    """Open families years ago: every clock of theirs has missed all its rungs."""
    with an_office(url) as office:
        office.open_families(families)


def test_told_to_stop_it_finishes_its_batch_and_ends_with_0(
    sqlite_url: str, tmp_path: Path
) -> None:
    a_busy_database(sqlite_url, 200)
    with working(sqlite_url, tmp_path) as work:
        work.says("Doing what is due")
        assert work.stop() == 0
    database = open_database(sqlite_url)
    fired = rows(database, Firing)
    recorded = sum(row["fired"] for row in rows(database, JobRun))
    assert recorded == len(fired)  # what was begun was finished, and recorded
    database.dispose()


def test_a_file_that_goes_away_is_waited_for(sqlite_url: str, tmp_path: Path) -> None:
    a_busy_database(sqlite_url, 1)
    file = Path(str(make_url(sqlite_url).database))
    away = file.with_name("away.sqlite")
    with working(sqlite_url, tmp_path) as work:
        work.says(DONE)
        database = open_database(sqlite_url)
        with database.connect() as connection:  # all that is in the log, into the file
            connection.exec_driver_sql("ROLLBACK")
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        database.dispose()
        file.rename(away)
        work.says("The next tick tries again.")
        away.rename(file)
        work.says(DONE)
        assert work.stop() == 0


def test_a_server_that_stops_is_waited_for(tmp_path: Path) -> None:
    folder = postgres_server.make_session_folder()
    try:
        server = postgres_server.start(folder)
        database = postgres_server.create_database(server)
        url = database.render_as_string(hide_password=False)
        a_busy_database(url, 1)
        with working(url, tmp_path) as work:
            work.says(DONE)
            postgres_server.halt(folder)
            work.says("The next tick tries again.")
            postgres_server.start_again(folder)
            work.says(DONE)
            assert work.stop() == 0
    finally:
        postgres_server.stop(folder)


def test_a_clock_that_was_set_back_is_said_and_work_goes_on(
    sqlite_url: str, tmp_path: Path
) -> None:
    a_busy_database(sqlite_url, 1)
    with working(sqlite_url, tmp_path) as work:
        work.says(DONE)
        database = open_database(sqlite_url)
        with writing(database) as connection:
            later = "UPDATE job_run SET started_at = '2999-01-01 00:00:00.000000'"
            connection.execute(text(later))
        work.says("Set the computer's clock right")
        with writing(database) as connection:
            connection.execute(text("DELETE FROM job_run"))
        work.says(DONE)
        assert work.stop() == 0
        database.dispose()
