"""Rounds take turns, what is sent is counted, and every value is kept."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from io import StringIO
from pathlib import Path

import pyperf
import pytest
from rich.console import Console
from sqlalchemy import text

from benchmarks.counting import counting, counting_driver, each
from benchmarks.databases import Kind, open_driver, open_engine
from benchmarks.results import Goal, Measured, in_words, save, show
from benchmarks.rounds import Play, Timings, at_once, take_turns
from benchmarks.store import Store
from storage.database import reading
from tests.benchmarks.conftest import SMALL


def measured(**changes: object) -> Measured:
    """Build a line of the table: twice as long as by hand."""
    usual: dict[str, object] = {
        "what": "advance",
        "kind": "postgresql",
        "timings": Timings(engine=(0.002, 0.004, 0.003), floor=(0.001, 0.0015, 0.002)),
        "unit": "an advance",
        "goal": Goal(limit=1.5, aim=1.0),
    }
    return Measured(**usual | changes)  # type: ignore[arg-type]


def test_rounds_take_turns_and_swap_who_begins() -> None:
    played: list[str] = []

    def play(name: str) -> int:
        played.append(name)
        return 1

    @contextmanager
    def engine(_number: int) -> Iterator[Play]:
        yield partial(play, "engine")

    @contextmanager
    def floor(_number: int) -> Iterator[Play]:
        yield partial(play, "floor")

    timings = take_turns("a test", engine, floor, rounds=2)
    assert played == ["engine", "floor", "floor", "engine", "engine", "floor"]
    assert len(timings.engine) == len(timings.floor) == 2


def test_a_round_is_timed_by_the_unit() -> None:
    one = take_turns("a test", at_once(lambda _n: 1), None, rounds=1)
    many = take_turns("a test", at_once(lambda _n: 1_000_000), None, rounds=1)
    assert many.engine_median < one.engine_median
    assert one.ratio is None


def test_the_ratio_is_that_of_the_medians() -> None:
    assert measured().timings.ratio == pytest.approx(2.0)
    assert measured().timings.engine_p95 == 0.004


def test_the_table_shows_the_ratio_beside_its_limit_and_aim() -> None:
    console = Console(width=132, record=True, file=StringIO())
    show([measured()], console)
    line = next(x for x in console.export_text().splitlines() if "advance" in x)
    assert line.split()[:2] == ["advance", "PostgreSQL"]
    assert line.split()[-7:] == ["3", "ms", "1.5", "ms", "2.00", "1.5", "1"]


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(2.5, "2.5 s"), (0.0123, "12.3 ms"), (0.000412, "412 µs"), (4e-7, "0.4 µs")],
)
def test_times_have_three_figures(seconds: float, words: str) -> None:
    assert in_words(seconds) == words


def test_every_value_is_kept_as_pyperf_reads_it(tmp_path: Path) -> None:
    save([measured()], tmp_path / "all.json")
    suite = pyperf.BenchmarkSuite.load(str(tmp_path / "all.json"))
    names = suite.get_benchmark_names()
    assert names == ["advance on PostgreSQL, engine", "advance on PostgreSQL, by hand"]
    assert suite.get_benchmark(names[0]).median() == pytest.approx(0.003)


def test_what_is_sent_is_counted(store: Store, kind: Kind) -> None:
    database = open_engine(kind, store.kept(kind, SMALL))

    def look() -> int:
        with reading(database) as connection:
            connection.execute(text("SELECT 1"))
        return 1

    with counting(database) as counter:
        ours = each(counter, look)
    with open_driver(kind, store.kept(kind, SMALL)) as driver:

        def look_by_hand() -> int:
            driver.begin_reading()
            driver.execute("SELECT 1").fetchall()
            driver.commit()
            return 1

        with counting_driver(driver) as counter:
            by_hand = each(counter, look_by_hand)
    assert by_hand == 3  # begin, select, commit
    assert ours >= 3
    database.dispose()
