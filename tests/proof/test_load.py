"""Real processes at work on one database: nothing is lost, nothing is done twice.

The short form of `make load`, which runs for two minutes.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from benchmarks.load.book import Act
from benchmarks.load.clock import FIRST_MORNING
from benchmarks.load.proof import prove
from benchmarks.load.run import Loaded, Wish, load
from casework.delivery.settings import DeliverySettings
from casework.jobs.run_due import run_due
from storage.database import reading, writing
from storage.history import history_of
from tests.builders.office import Office, an_office
from tests.house.tree import ROOT
from tests.proof.rounds import TIMES

SHORT = Wish(seconds=6, people=2, visitors=1, tickers=2, families=30)
DATABASES = ["postgresql"] if TIMES == 1 else ["sqlite", "postgresql"]
ALL = "every change that was acknowledged is in the history, once"


@pytest.fixture(params=DATABASES)
def loaded(request: pytest.FixtureRequest) -> Loaded:
    """Load a database for a moment; in `make faults`, one of each kind."""
    if request.param == "sqlite":
        return load(replace(SHORT, database="sqlite"))
    url = str(request.getfixturevalue("fresh_postgres_url"))
    return load(replace(SHORT, database=url))


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
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.load", "--database", sqlite_copy],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 1
    assert "This database has tables already" in done.stderr


@pytest.fixture
def office(sqlite_url: str) -> Iterator[Office]:
    """Give an office in which one contact was noted, and nothing else done."""
    with an_office(sqlite_url, now=FIRST_MORNING) as office:
        office.open_families(1)
        office.take("MAI-0001", "note_contact")
        yield office


def test_what_was_done_and_acknowledged_holds(office: Office, tmp_path: Path) -> None:
    assert not against(office, tmp_path, an_act(office))


def test_a_change_that_was_acknowledged_and_is_missing_is_found(
    office: Office, tmp_path: Path
) -> None:
    lost = replace(an_act(office), command="lost")
    found = against(office, tmp_path, an_act(office), lost)
    assert found == ["MAI-0001: lost is 0 times in its history"]


def test_a_change_that_nobody_was_told_of_is_found(
    office: Office, tmp_path: Path
) -> None:
    (sentence,) = against(office, tmp_path)
    assert sentence.startswith("nobody was told of ")


def test_an_entry_at_another_place_than_was_told_is_found(
    office: Office, tmp_path: Path
) -> None:
    (sentence,) = against(office, tmp_path, replace(an_act(office), version=3))
    assert sentence.endswith("is entry 2, not as told")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ("UPDATE family_case SET version = 3", "MAI-0001: version 3, 2 entries"),
        ("UPDATE job_run SET fired = fired + 1", "the runs raised 1, there are 0"),
        ("UPDATE job_run SET failed = 1", "reminders: []"),
        (
            "UPDATE letter SET reference = 'gone.eml'",
            "gone.eml: sent, but there is no file",
        ),
    ],
)
def test_what_does_not_agree_is_found(
    office: Office, tmp_path: Path, change: str, sentence: str
) -> None:
    office.at(datetime(2013, 7, 1, 10, tzinfo=UTC))
    delivery = DeliverySettings(folder=tmp_path)
    run_due(replace(office.context, delivery=delivery))
    assert not against(office, tmp_path, an_act(office))
    with writing(office.context.database) as connection:
        connection.execute(text(change))
    assert sentence in against(office, tmp_path, an_act(office))


def an_act(office: Office) -> Act:
    """Give what whoever noted the contact was told."""
    with reading(office.context.database) as connection:
        last = history_of(connection, office.district, 1)[-1]
    return Act(
        what="advance",
        outcome="done",
        at=0,
        took=0,
        reference="MAI-0001",
        command=last["command_id"],
        version=last["entry"],
    )


def against(office: Office, letters: Path, *acts: Act) -> list[str]:
    """Give every sentence that is against what has to hold."""
    findings = prove(office.context, acts, letters, undisturbed=True)
    return [sentence for finding in findings for sentence in finding.against]
