"""Measure: `python -m benchmarks --help`, or `make bench`."""

import argparse
from contextlib import ExitStack
from pathlib import Path

from rich.console import Console

from benchmarks.catalogue import CATALOGUE
from benchmarks.databases import KINDS, Kind
from benchmarks.results import Measured, in_short, save, show
from benchmarks.rounds import say
from benchmarks.server import running_server
from benchmarks.sizes import Sizes
from benchmarks.store import FOLDER, Store
from commandline.collector import spare_the_collector

WIDTH = 150
"""The table is not squeezed into less: it may be read in a file."""


def main() -> None:
    """Read the options, measure what was chosen, and print the table."""
    spare_the_collector()  # as the program does
    given = _options().parse_args()
    kinds: tuple[Kind, ...] = tuple(given.on or KINDS)
    folder = given.folder.absolute()
    folder.mkdir(parents=True, exist_ok=True)
    sizes = Sizes(full=given.full, cases=given.cases, rounds=given.rounds)
    measured: list[Measured] = []
    with ExitStack() as running:
        server = None
        if "postgresql" in kinds:
            server = running.enter_context(running_server(folder / "postgres"))
        store = Store(folder=folder, server=server, keep=not given.tidy)
        for name in given.what or CATALOGUE:
            for line in CATALOGUE[name](store, kinds, sizes):
                measured.append(line)
                say(in_short(line))
    console = Console()
    show(measured, Console(width=max(console.width, WIDTH)))
    if given.json:
        save(measured, given.json)


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks",
        description="Measure the engine beside hand-written SQL, in turn, in one run.",
    )
    parser.add_argument(
        "what",
        nargs="*",
        choices=[*CATALOGUE, []],
        metavar="WHAT",
        help=f"what to measure: {', '.join(CATALOGUE)}; all of them if not said",
    )
    parser.add_argument("--on", action="append", choices=KINDS, help="only there")
    parser.add_argument("--cases", type=int, help="how many, instead of the usual size")
    parser.add_argument("--rounds", type=int, default=5, help="how many that count")
    parser.add_argument("--full", action="store_true", help="the sizes of the claims")
    parser.add_argument("--json", type=Path, metavar="FILE", help="every value, too")
    parser.add_argument(
        "--tidy", action="store_true", help="remove each database once it was used"
    )
    parser.add_argument("--folder", type=Path, default=FOLDER, help="for databases")
    return parser


if __name__ == "__main__":
    main()
