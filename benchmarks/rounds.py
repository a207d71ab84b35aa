"""Rounds that take turns: the engine, the floor, the floor, the engine ...

A noisy machine slows whoever runs just then. Taking turns spreads its noise over
both, so that the ratio of their medians stands still while the medians move.
"""

import gc
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from functools import partial
from statistics import median
from time import perf_counter

Play = Callable[[], int]
"""Plays a round; gives how many units of work it did."""
Side = Callable[[int], AbstractContextManager[Play]]
"""Makes a round ready, by its number, and clears up after it; neither is timed."""


def at_once(play: Callable[[int], int]) -> Side:
    """Give a side that needs nothing made ready: its play is told the number."""
    return lambda number: nullcontext(partial(play, number))


@dataclass(frozen=True, kw_only=True, slots=True)
class Timings:
    """Seconds a unit of work, round by round; without the first, which warms up."""

    engine: tuple[float, ...]
    floor: tuple[float, ...]

    @property
    def engine_median(self) -> float:
        """The engine's median, in seconds a unit."""
        return median(self.engine)

    @property
    def floor_median(self) -> float:
        """The floor's median, in seconds a unit; 0 when there is no floor."""
        return median(self.floor) if self.floor else 0.0

    @property
    def engine_p95(self) -> float:
        """What 95 of 100 of the engine's values do not exceed."""
        ordered = sorted(self.engine)
        return ordered[min(len(ordered) - 1, round(0.95 * len(ordered)))]

    @property
    def ratio(self) -> float | None:
        """How many times the floor the engine takes; None when there is no floor."""
        return self.engine_median / self.floor_median if self.floor else None


def take_turns(name: str, engine: Side, floor: Side | None, *, rounds: int) -> Timings:
    """Play rounds in turn, after one that does not count.

    Args:
        name: what is measured, for the line of progress.
        engine: plays a round through the engine.
        floor: plays the same round by hand-written SQL; None when there is none.
        rounds: how many count.
    """
    sides = {"engine": engine} | ({"floor": floor} if floor else {})
    seconds: dict[str, list[float]] = {side: [] for side in ("engine", "floor")}
    with _what_stands_left_alone():
        for number in range(rounds + 1):
            say(f"{name}: round {number} of {rounds}", end="\r")
            for side in sorted(sides, reverse=number % 2 == 1):
                seconds[side].append(_seconds_a_unit(sides[side], number))
    say(" " * 72, end="\r")
    return Timings(
        engine=tuple(seconds["engine"][1:]), floor=tuple(seconds["floor"][1:])
    )


@contextmanager
def _what_stands_left_alone() -> Iterator[None]:
    """Keep the collector from looking through the whole program in each round."""
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def _seconds_a_unit(side: Side, number: int) -> float:
    with side(number) as play:
        gc.collect()
        began = perf_counter()
        units = play()
        return (perf_counter() - began) / units


def say(line: str, end: str = "\n") -> None:
    """Tell how far it is, on stderr."""
    sys.stderr.write(line.ljust(72) + end)
    sys.stderr.flush()
