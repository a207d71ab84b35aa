"""The start of the command line, beside a Python that does nothing."""

from collections.abc import Iterator, Sequence

from benchmarks.databases import Kind
from benchmarks.generator import Wish
from benchmarks.processes import PROGRAM, run_process, weigh
from benchmarks.results import Goal, Measured
from benchmarks.rounds import Timings, say
from benchmarks.sizes import Sizes
from benchmarks.store import Store

START_UP = Goal(limit=0.4, aim=0.2)
A_ROUND = 3
SOME_CASES = Wish(cases=1_000, districts=3)


def measure_start_up(
    store: Store, _kinds: Sequence[Kind], sizes: Sizes
) -> Iterator[Measured]:
    """Measure whole processes: the help, a list, and reading every workflow."""
    url = store.kept("sqlite-normal", SOME_CASES)
    commands = {
        "--help": ("--help",),
        "cases --help": ("cases", "--help"),
        f"cases, of {SOME_CASES.cases:,}": ("--database", url, "cases"),
        "workflows check": ("workflows", "check"),
    }
    for title, command in commands.items():
        said = f"run_engine.py {title}"
        ours: list[float] = []
        bare: list[float] = []
        for number in range(sizes.rounds):
            say(f"{said}: round {number + 1} of {sizes.rounds}", end="\r")
            ours.extend(run_process(PROGRAM, *command, times=A_ROUND))
            bare.extend(run_process("-c", "pass", times=A_ROUND))
        peak = weigh(PROGRAM, *command).peak
        yield Measured(
            what=said,
            kind=None,
            timings=Timings(engine=tuple(ours), floor=tuple(bare)),
            unit="a start",
            goal=START_UP if title.endswith("--help") else None,
            of="seconds",
            remark=f"{peak / 1e6:.0f} MB; beside `python -c pass`",
        )
