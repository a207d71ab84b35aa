"""The demonstration: two districts played through the real use cases."""

import os
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from casework.context import open_context
from casework.errors import RealCasesError
from casework.reading.history import Verified, verify_history
from casework.set_up import set_up
from demo.play_file import PlayError, read_play
from demo.stage import play_afresh
from tests.builders.office import an_office
from tests.builders.played import played_database
from tests.conftest import SESSION_FOLDER

DISTRICTS = {"maidstone": 69, "tonbridge_and_malling": 52}


@pytest.fixture(scope="module", params=DISTRICTS)
def played(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, Path]:
    district = str(request.param)
    session = Path(os.environ[SESSION_FOLDER])
    return district, played_database(district, tmp_path_factory.mktemp("demo"), session)


def ask(file: Path, question: str, *about: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(file)) as connection:
        return list(connection.execute(question, about))


def test_every_family_of_the_list_is_played(played: tuple[str, Path]) -> None:
    district, file = played
    assert ask(file, "SELECT count(*) FROM family_case") == [(DISTRICTS[district],)]


def test_the_history_of_the_play_verifies(played: tuple[str, Path]) -> None:
    _, file = played
    context = open_context(f"sqlite:///{file}")
    verified = verify_history(context)
    context.database.dispose()
    assert isinstance(verified, Verified)
    assert verified.entries > verified.cases
    assert not verified.breaks


def test_the_first_board_takes_ten(played: tuple[str, Path]) -> None:
    district, file = played
    first = read_play(district).meetings[0].reference
    decided = ask(file, "SELECT count(*) FROM decision WHERE meeting = ?", first)
    assert decided == [(10,)]


def test_families_come_all_the_way(played: tuple[str, Path]) -> None:
    _, file = played
    seen = {event for (event,) in ask(file, "SELECT DISTINCT event FROM history")}
    assert {"approve", "agree_caf", "allocate_fip", "claim_outcome", "close"} <= seen


def test_intensive_workers_start_in_february(played: tuple[str, Path]) -> None:
    _, file = played
    [(first,)] = ask(
        file, "SELECT min(since) FROM allocation WHERE role NOT LIKE 'caseworker'"
    )
    assert str(first) >= "2013-02-01"


def test_reviews_are_held_and_missed(played: tuple[str, Path]) -> None:
    _, file = played
    [(held,)] = ask(file, "SELECT count(*) FROM review")
    [(missed,)] = ask(
        file, "SELECT count(*) FROM task WHERE title LIKE 'Overdue: Hold%review'"
    )
    assert int(str(held)) > int(str(missed)) > 0


def test_payments_are_raised_and_withheld(played: tuple[str, Path]) -> None:
    _, file = played
    states = ask(file, "SELECT DISTINCT state FROM payment_trigger ORDER BY state")
    assert states == [("raised",), ("withheld",)]


def test_no_family_is_left_with_a_worker_who_has_gone(
    played: tuple[str, Path],
) -> None:
    _, file = played
    assert not ask(
        file,
        "SELECT c.reference FROM family_case c JOIN staff s ON s.user = c.worker "
        "WHERE s.until IS NOT NULL AND s.until < '2014-03-31'",
    )


def test_a_database_that_is_no_demonstration_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "real.db"
    file.write_text("The minutes of the last meeting.")
    with pytest.raises(PlayError, match="not made by a play"):
        play_afresh("maidstone", file)
    assert file.read_text() == "The minutes of the last meeting."


def test_a_district_without_a_play_is_told_which_there_are(tmp_path: Path) -> None:
    with pytest.raises(PlayError, match="Plays: maidstone, tonbridge_and_malling"):
        play_afresh("dartford", tmp_path / "demo.db")


def test_a_database_of_ones_own_is_left_alone_though_its_clock_stands(
    tmp_path: Path,
) -> None:
    file = tmp_path / "own.db"
    moment = datetime(2012, 12, 17, 10, tzinfo=UTC)
    set_up(f"sqlite:///{file}", [], stands_at=moment)
    with pytest.raises(PlayError, match="not made by a play"):
        play_afresh("maidstone", file)


def test_a_database_of_real_cases_does_not_become_a_demonstration(
    sqlite_url: str,
) -> None:
    with an_office(sqlite_url) as office:
        office.open_families()
        with pytest.raises(RealCasesError, match="goes by the wall clock"):
            set_up(sqlite_url, [office.workflow], stands_at=office.context.now())
