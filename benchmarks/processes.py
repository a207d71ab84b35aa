"""Whole processes: how long they take and how much memory, by pyperf."""

import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pyperf

ROOT = Path(__file__).parents[1]
PROGRAM = str(ROOT / "run_engine.py")


@dataclass(frozen=True, kw_only=True, slots=True)
class Process:
    """A program that was run several times: seconds each, and its peak in bytes."""

    seconds: tuple[float, ...]
    peak: int


def run_process(*arguments: str, times: int, warm_ups: int = 1) -> Process:
    """Run a Python program several times in processes of their own.

    Args:
        arguments: what stands after `python`.
        times: how many runs count.
        warm_ups: how many go before and do not.

    Raises:
        CalledProcessError: it failed; what it said is on stderr.
    """
    with TemporaryDirectory() as folder:
        said = Path(folder) / "said.json"
        options = ["--processes=1", f"--values={times}", f"--warmups={warm_ups}"]
        options += ["--loops=1", "--quiet", f"--output={said}", "--"]
        _run(["-m", "pyperf", "command", *options, sys.executable, *arguments])
        benchmark = pyperf.Benchmark.load(str(said))
        peak = benchmark.get_metadata()["command_max_rss"]
        return Process(seconds=tuple(benchmark.get_values()), peak=int(peak))


def _run(arguments: Sequence[str]) -> None:
    subprocess.run(  # noqa: S603 - our own program
        [sys.executable, *arguments], cwd=ROOT, stdout=subprocess.DEVNULL, check=True
    )
