"""However many processes run the jobs at once, everything is raised once."""

from collections.abc import Iterator

import pytest

from storage.database import open_database
from storage.runs import Run
from tests.proof.agreement import Rows, all_rows
from tests.proof.busy_office import LATE, Copies, copies_of
from tests.proof.children import Work, at_once, statements_of
from tests.proof.rounds import RACES

FAMILIES = 150
"""So many families that the jobs take them in more than one batch."""


@pytest.fixture(params=["sqlite", "postgresql"])
def calm(request: pytest.FixtureRequest) -> Iterator[str]:
    """Give an office with little to do, on each database."""
    with copies_of(request, 4) as copies, copies() as url:
        yield url


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def busy(request: pytest.FixtureRequest) -> Iterator[Copies]:
    """Give copies of an office with much to do, on each database."""
    with copies_of(request, FAMILIES) as copies:
        yield copies


@pytest.fixture(scope="module")
def alone(busy: Copies) -> Rows:
    """Give what one process leaves that ticks alone: more than 1,000 rungs fire."""
    with busy() as url:
        statements_of(Work(url=url, now=LATE))
        rows = rows_of(url)
    assert len(rows["firing"]) > 1000
    return rows


@pytest.mark.parametrize("processes", [2, 4])
@pytest.mark.parametrize("race", range(RACES))
def test_processes_that_tick_at_once_raise_everything_once(
    busy: Copies, alone: Rows, processes: int, race: int
) -> None:
    with busy() as url:
        outcomes = at_once(Work(url=url, now=LATE), processes)
        together = rows_of(url)
    runs = [run for outcome in outcomes for run in runs_of(outcome)]
    assert together == alone, f"race {race}"
    assert sum(run.fired for run in runs if run.job == "reminders") == len(
        alone["firing"]
    )
    assert not any(run.failed for run in runs)


def test_processes_on_the_wall_clock_do_not_take_each_other_for_a_clock_set_back(
    calm: str,
) -> None:
    for _ in range(8):
        for outcome in at_once(Work(url=calm), 4):
            assert runs_of(outcome)


def runs_of(outcome: object) -> tuple[Run, ...]:
    """Give what a process ran; anything else is said in its own words."""
    assert isinstance(outcome, tuple), outcome  # else a clock set back, or an error
    return outcome


def rows_of(url: str) -> Rows:
    """Read every row."""
    database = open_database(url)
    rows = all_rows(database)
    database.dispose()
    return rows
