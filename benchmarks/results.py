"""What was measured: kept as pyperf keeps it, and shown as one table."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pyperf
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from benchmarks.databases import TITLES, Kind
from benchmarks.rounds import Timings


@dataclass(frozen=True, kw_only=True, slots=True)
class Goal:
    """What a ratio (or a figure) must not exceed, and what it should come to."""

    limit: float
    aim: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Measured:
    """One line of the table.

    Attributes:
        what: what was done, and how much of it.
        kind: on which database; None when there is none.
        timings: seconds a unit of work.
        unit: what a unit is: `an advance`, `a family`.
        goal: what it is held against, if anything.
        of: what the goal is for: the ratio, or the engine's own figure, in seconds
            (its 95th percentile) or in bytes.
        remark: what else was seen: what was sent to the database, how it grows.
    """

    what: str
    kind: Kind | None
    timings: Timings
    unit: str
    goal: Goal | None = None
    of: Literal["ratio", "seconds", "bytes"] = "ratio"
    remark: str = ""


def show(measured: Iterable[Measured], console: Console) -> None:
    """Print the table: what, where, both medians, their ratio, limit and aim."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for column in ("what", "database", "unit"):
        table.add_column(column, no_wrap=True)
    for column in ("engine", "by hand", "ratio", "limit", "aim"):
        table.add_column(column, justify="right", no_wrap=True)
    table.add_column("remark")
    for line in measured:
        table.add_row(*_cells(line))
    console.print(table)


def in_short(line: Measured) -> str:
    """Say in one line what was measured, for those who wait for the table."""
    where = f" on {TITLES[line.kind]}" if line.kind else ""
    ratio = line.timings.ratio
    times = f", {ratio:.2f} × by hand" if ratio is not None else ""
    median = _figure(line.timings.engine_median, line.of)
    return f"{line.what}{where}: {median} {line.unit}{times} {line.remark}"


def _cells(line: Measured) -> Iterator[str]:
    timings, goal = line.timings, line.goal
    yield line.what
    yield TITLES[line.kind] if line.kind else ""
    yield line.unit
    yield _figure(timings.engine_median, line.of)
    yield _figure(timings.floor_median, line.of) if timings.floor else ""
    yield f"{timings.ratio:.2f}" if timings.ratio is not None else ""
    for bound in (goal.limit, goal.aim) if goal else ():
        yield f"{bound:g}" if line.of == "ratio" else _figure(bound, line.of)
    yield from () if goal else ("", "")
    yield line.remark


def _figure(value: float, of: str) -> str:
    return f"{value / 1e6:.0f} MB" if of == "bytes" else in_words(value)


_UNITS = ((1.0, "s"), (1e-3, "ms"), (1e-6, "µs"))


def in_words(seconds: float) -> str:
    """Write a time with three figures: `412 µs`."""
    for size, name in _UNITS:
        if seconds >= size:
            return f"{seconds / size:.3g} {name}"
    return f"{seconds * 1e6:.3g} µs"


def save(measured: Sequence[Measured], file: Path) -> None:
    """Write every value of every round as pyperf's JSON.

    `python -m pyperf show FILE` and `compare_to` read it.
    """
    pyperf.BenchmarkSuite(list(_benchmarks(measured))).dump(str(file), replace=True)


def _benchmarks(measured: Iterable[Measured]) -> Iterator[pyperf.Benchmark]:
    for line in measured:
        sides = {"engine": line.timings.engine, "by hand": line.timings.floor}
        where = f" on {TITLES[line.kind]}" if line.kind else ""
        for side, values in sides.items():
            if values:
                unit = "byte" if line.of == "bytes" else "second"
                about = {"name": f"{line.what}{where}, {side}", "unit": unit}
                run = pyperf.Run(list(values), metadata=about, collect_metadata=True)
                yield pyperf.Benchmark([run])
