"""Real processes at work on one database: nothing is lost, nothing is done twice.

The short form of `make load`, which runs for two minutes. That the proof finds what it
looks for is in `tests/benchmarks/test_proving_a_load.py`.
"""

import os
import signal
import subprocess
import sys
import time
from dataclasses import replace

import pytest

from benchmarks.load.run import Loaded, Wish, load
from tests.house.tree import ROOT
from tests.proof.rounds import TIMES

SHORT = Wish(seconds=6, people=2, visitors=1, tickers=2, families=30)
DATABASES = ["postgresql"] if TIMES == 1 else ["sqlite", "postgresql", "parts"]
ALL = "every change that was acknowledged is in the history, once"


@pytest.fixture(params=DATABASES)
def loaded(request: pytest.FixtureRequest) -> Loaded:
    """Load a database for a moment; in `make faults`, each kind of it."""
    if request.param == "sqlite":
        return load(replace(SHORT, database="sqlite"))
    url = str(request.getfixturevalue("fresh_postgres_url"))
    parts = 4 if request.param == "parts" else 1
    return load(replace(SHORT, database=url, parts=parts))


def test_people_and_ticks_at_work_lose_nothing_and_do_nothing_twice(
    loaded: Loaded,
) -> None:
    assert loaded.holds, (loaded.findings, loaded.unwell)
    figures = {each.what: each for each in loaded.operations}
    assert figures["advance"].told["done"] > 1
    assert figures["tick"].told["done"] > 1
    assert figures["api advance"].told["done"] > 0
    assert figures["page"].told["done"] > 0
    checked = {finding.what: finding.checked for finding in loaded.findings}
    assert checked[ALL] > 2
    assert checked["no rung was raised twice"] > 10
    assert checked["each letter that was sent is one file"] > 0


def test_the_command_stops_when_it_is_stopped_and_leaves_nobody() -> None:
    words = ("--seconds=60", "--families=10", "--workers=1", "--tickers=1", "--json")
    program = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.load", "--database=sqlite", *words],
        cwd=ROOT,
        env=dict(os.environ),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert program.stderr is not None
    assert "Ctrl-C stops" in program.stderr.readline()
    time.sleep(3)
    os.killpg(program.pid, signal.SIGINT)  # as a terminal does: to all of them
    # Every process of it holds these pipes: they end when nobody is left.
    printed, said = program.communicate(timeout=60)
    assert program.returncode == 130
    assert not printed
    assert said.strip().endswith("Nothing of it is left running.")


def test_a_database_that_holds_something_is_left_alone(sqlite_copy: str) -> None:
    said = refused("--database", sqlite_copy)
    assert "This database has tables already" in said


def test_only_a_postgresql_has_parts() -> None:
    said = refused("--database=sqlite", "--parts=2")
    assert "Only the tables of a PostgreSQL have parts." in said


def refused(*words: str) -> str:
    """Ask for a load that can not be; give what is said of it."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.load", *words],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 1
    return done.stderr
