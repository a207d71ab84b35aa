"""A process that is killed half-way leaves nothing half done; the next one finishes.

FCE_FAULT_ROUNDS says how often (10 times, unless it says more).
"""

import os
from collections.abc import Iterator
from pathlib import Path
from random import Random
from time import sleep

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

ROUNDS = int(os.environ.get("FCE_FAULT_ROUNDS", "10"))
FAMILIES, LISTED = 12, 500


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
    for place in places(statements, ROUNDS):
        with busy() as url:
            tick = Work(url=url, now=LATE)
            assert killed_before(tick, place)
            rows_at(url)
            statements_of(tick)
            assert rows_at(url) == undisturbed, f"killed before statement {place}"


def test_opening_a_list_that_is_killed_opens_nothing_and_then_everything(
    empty: Copies, long_list: OpenRequest
) -> None:
    with empty() as url:
        statements = statements_of(Work(url=url, now=FIRST_DAY, opens=long_list))
        undisturbed = rows_at(url)
    assert len(undisturbed["family_case"]) == LISTED
    for place in places(statements, max(2, ROUNDS // 3)):
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
