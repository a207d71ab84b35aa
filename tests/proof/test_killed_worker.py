"""The program is killed at any moment of its work; one tick makes up for it.

`make faults` does it fifty times on each database.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from time import monotonic

import pytest

from casework.context import Context
from casework.set_up import stand_at
from storage.database import open_database
from tests.proof.agreement import Rows
from tests.proof.busy_office import LATE, Copies, copies_of
from tests.proof.rounds import KILLS
from tests.proof.test_killed_half_way import rows_at

ROOT = Path(__file__).resolve().parents[2]
FAMILIES, PATIENCE_SECONDS = 300, 120
"""So many families that the reminders are raised in several batches."""


@dataclass(frozen=True, kw_only=True)
class Undisturbed:
    """What a tick leaves that nobody kills; when its work begins and ends, in seconds.

    A tick that finds nothing to do takes until `begins`.
    """

    rows: Rows
    begins: float
    ends: float


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def busy(request: pytest.FixtureRequest) -> Iterator[Copies]:
    """Give copies of an office with much to do, on each database."""
    with copies_of(request, FAMILIES) as copies:
        yield copies


@pytest.fixture(scope="module")
def undisturbed(busy: Copies) -> Undisturbed:
    with busy() as url:
        let_it_be(url)
        ends = seconds_of_a_tick(url)
        rows = rows_at(url)
        begins = seconds_of_a_tick(url)
    return Undisturbed(rows=rows, begins=begins, ends=ends)


def test_there_are_more_than_a_thousand_rungs_to_fire(undisturbed: Undisturbed) -> None:
    assert len(undisturbed.rows["firing"]) > 1000
    assert len(undisturbed.rows["task"]) > 100
    assert len(undisturbed.rows["outbox"]) > 1000


@pytest.mark.parametrize("kill", range(KILLS))
def test_one_tick_makes_up_for_a_worker_that_was_killed(
    busy: Copies, undisturbed: Undisturbed, kill: int
) -> None:
    chance = Random(kill)  # noqa: S311 - a seed, not a secret
    after = chance.uniform(0.85 * undisturbed.begins, undisturbed.ends)
    with busy() as url:
        # Both commands are killed even if each database has only one turn.
        turn = kill + url.startswith("sqlite")
        command = ("tick",) if turn % 2 == 0 else ("work", "--every", "1")
        let_it_be(url)
        killed = start(url, *command)
        try:
            killed.wait(after)
        except subprocess.TimeoutExpired:
            killed.kill()
        killed.wait(PATIENCE_SECONDS)
        seconds_of_a_tick(url)
        assert rows_at(url) == undisturbed.rows, f"killed after {after:.2f} seconds"


def let_it_be(url: str) -> None:
    """Let the database's clock stand, so that every process works at one moment."""
    database = open_database(url)
    stand_at(Context(database=database, clock=lambda: LATE), LATE, played="maidstone")
    database.dispose()


def seconds_of_a_tick(url: str) -> float:
    began = monotonic()
    assert start(url, "tick").wait(PATIENCE_SECONDS) == 0
    return monotonic() - began


def start(url: str, *words: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "run_engine.py", "--database", url, *words],
        cwd=ROOT,
        env=os.environ,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
