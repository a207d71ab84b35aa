"""Whole processes: how long they take, by pyperf, and how much memory."""

import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import pyperf

from benchmarks.peak import peak_of

ROOT = Path(__file__).parents[1]
PROGRAM = str(ROOT / "run_engine.py")


@dataclass(frozen=True, kw_only=True, slots=True)
class Weighed:
    """A process that has ended: its peak in bytes, and how many seconds it took.

    `before` is the peak before anything was asked of it, where that is known.
    """

    peak: int
    seconds: float
    before: int | None = None


@dataclass(kw_only=True)
class Serving:
    """A process that serves. `peak`, in bytes, is there once it has ended.

    `before` is its peak before the first request, where the system tells.
    """

    address: str
    before: int | None
    peak: int = field(default=0)


def run_process(*arguments: str, times: int) -> tuple[float, ...]:
    """Run a Python program several times in processes of their own.

    Args:
        arguments: what stands after `python`.
        times: how many runs count; one more goes before them.

    Returns:
        How many seconds each run took.

    Raises:
        CalledProcessError: it failed; what it said is on stderr.
    """
    with TemporaryDirectory() as folder:
        said = Path(folder) / "said.json"
        options = ["--processes=1", f"--values={times}", "--warmups=1", "--loops=1"]
        options += ["--quiet", f"--output={said}", "--", sys.executable]
        _run(["-m", "pyperf", "command", *options, *arguments])
        return tuple(pyperf.Benchmark.load(str(said)).get_values())


def weigh(program: str, *arguments: str) -> Weighed:
    """Run a Python program once, and say how much memory it took at most.

    Raises:
        CalledProcessError: it failed; what it said is on stderr.
    """
    with TemporaryDirectory() as folder:
        file = Path(folder) / "peak.txt"
        began = perf_counter()
        _run([*_weighing(file), program, *arguments])
        return Weighed(peak=int(file.read_text()), seconds=perf_counter() - began)


@contextmanager
def weighed_while_it_serves(url: str) -> Iterator[Serving]:
    """Serve the pages of a database for the length of a block, then give its peak."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "peak.txt"
        words = [*_weighing(file), PROGRAM, "--database", url, "serve", "--port", "0"]
        process = subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, *words], cwd=ROOT, stderr=subprocess.PIPE, text=True
        )
        assert process.stderr is not None  # noqa: S101 - it was asked for
        try:
            address = _address(process.stderr.readline())
            serving = Serving(address=address, before=peak_of(process.pid))
            yield serving
        finally:
            process.send_signal(signal.SIGINT)
            process.communicate()
        serving.peak = int(file.read_text())


def _address(said: str) -> str:
    """Find the address in what `serve` says first."""
    (address,) = (word for word in said.split() if word.startswith("http://"))
    return address.rstrip("/.")


def _weighing(file: Path) -> list[str]:
    return ["-m", "benchmarks.peak", str(file)]


def _run(arguments: Sequence[str]) -> None:
    subprocess.run(  # noqa: S603 - our own program
        [sys.executable, *arguments], cwd=ROOT, stdout=subprocess.DEVNULL, check=True
    )
