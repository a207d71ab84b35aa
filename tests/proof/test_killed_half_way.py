"""A process that is killed half-way leaves nothing half done; the next one finishes."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from random import Random
from time import sleep
from typing import Any

import pytest
from sqlalchemy import Engine, text

from casework.open_families import OpenRequest
from demo.sample_districts import sample_district
from demo.sample_families import write_sample_list
from storage.database import on_postgresql, open_database, reading
from tests.builders.office import FIRST_DAY
from tests.proof.agreement import Rows, all_rows
from tests.proof.busy_office import LATE, Copies, copies_of
from tests.proof.children import Work, killed_before, statements_of
from tests.proof.rounds import HALF_WAYS

FAMILIES, LISTED = 12, 500
AN_HOUR = timedelta(hours=1)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def busy(request: pytest.FixtureRequest) -> Iterator[Copies]:
    """Give copies of an office with much to do, on each database."""
    with copies_of(request, FAMILIES) as copies:
        yield copies


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest) -> Iterator[Copies]:
    """Give copies of an office without a family, on each database."""
    with copies_of(request, 0) as copies:
        yield copies


@pytest.fixture
def long_list(tmp_path: Path) -> OpenRequest:
    """Give the request to open a list of 500 families."""
    path = tmp_path / "families.csv"
    where = sample_district("maidstone")
    write_sample_list(path, count=LISTED, seed=33, district=where)
    return OpenRequest(path=path, district_id="maidstone", user="mai.coordinator")


def test_a_tick_that_is_killed_is_made_up_for_by_the_next(busy: Copies) -> None:
    with busy() as url:
        tick = Work(url=url, now=LATE)
        statements = statements_of(tick)
        undisturbed = rows_at(url)
    assert len(undisturbed["firing"]) > 100
    for place in places(statements, HALF_WAYS):
        with busy() as url:
            tick = Work(url=url, now=LATE)
            assert killed_before(tick, place)
            rows_at(url)
            statements_of(tick)
            assert rows_at(url) == undisturbed, f"killed before statement {place}"


def test_letters_of_a_tick_that_is_killed_go_out_once(
    busy: Copies, tmp_path: Path
) -> None:
    with busy() as url:
        statements = delivered(url, tmp_path / "undisturbed")
        undisturbed = rows_at(url)
    files = names_in(tmp_path / "undisturbed")
    assert len(files) > 5
    for number, place in enumerate(places(statements, max(3, HALF_WAYS // 3))):
        folder = tmp_path / f"{number}"
        with busy() as url:
            assert killed_before(Work(url=url, now=LATE, letters=folder), place)
            delivered(url, folder)
            rows = rows_at(url)
        assert names_in(folder) == files, f"killed before statement {place}"
        for table in ("firing", "task", "outbox", "addressee", "digest"):
            assert rows[table] == undisturbed[table]
        assert {letter["state"] for letter in rows["letter"]} == {"sent"}
        assert [*map(worded, rows["letter"])] == [*map(worded, undisturbed["letter"])]


def delivered(url: str, folder: Path) -> int:
    """Tick, and again an hour later; give how many statements the first tick took.

    By then a letter is taken up again whose sender died.
    """
    statements = statements_of(Work(url=url, now=LATE, letters=folder))
    statements_of(Work(url=url, now=LATE + AN_HOUR, letters=folder))
    return statements


def names_in(folder: Path) -> list[str]:
    """Name the letters in a folder; each file is one that was sent."""
    return sorted(file.name for file in folder.glob("*.eml"))


def worded(letter: Mapping[Any, Any]) -> tuple[str, ...]:
    """Give what a letter says and to whom; how often it was tried may differ."""
    return tuple(letter[name] for name in ("district_id", "id", "user", "body"))


def test_opening_a_list_that_is_killed_opens_nothing_and_then_everything(
    empty: Copies, long_list: OpenRequest
) -> None:
    with empty() as url:
        statements = statements_of(Work(url=url, now=FIRST_DAY, opens=long_list))
        undisturbed = rows_at(url)
    assert len(undisturbed["family_case"]) == LISTED
    for place in places(statements, max(2, HALF_WAYS // 3)):
        with empty() as url:
            before = rows_at(url)
            opening = Work(url=url, now=FIRST_DAY, opens=long_list)
            assert killed_before(opening, place)
            assert rows_at(url) == before, f"killed before statement {place}"
            statements_of(opening)
            assert rows_at(url) == undisturbed


def places(statements: int, rounds: int) -> list[int]:
    """Choose statements to be killed before: the last, which commits, and others."""
    chance = Random(rounds)  # noqa: S311 - a seed, not a secret
    return [statements, *(chance.randint(2, statements) for _ in range(rounds - 1))]


def rows_at(url: str) -> Rows:
    """Read every row, once a process that was killed is gone for the server too."""
    database = open_database(url)
    while _others(database):
        sleep(0.01)
    rows = all_rows(database)
    database.dispose()
    return rows


def _others(database: Engine) -> int:
    with reading(database) as connection:
        if not on_postgresql(connection):
            return 0
        others = text(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            " AND pid <> pg_backend_pid()"
        )
        return int(connection.execute(others).scalar_one())
