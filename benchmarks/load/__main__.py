"""`make load`: load a database with real processes, and prove that nothing is lost."""

import os
from typing import Annotated

import typer

from benchmarks.load.run import Loaded, Wish, load
from benchmarks.load.telling import show_findings, show_operations, told_plainly
from commandline.output import complain, note, say_json

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")]


def main(  # noqa: PLR0913 - one parameter an option
    *,
    database: Annotated[
        str,
        typer.Option(help="sqlite, postgresql, or the address of an empty database."),
    ] = "postgresql",
    seconds: Annotated[int, typer.Option(min=1, max=3600)] = 120,
    workers: Annotated[int, typer.Option(min=1, max=64)] = 4,
    tickers: Annotated[int, typer.Option(min=0, max=16)] = 2,
    families: Annotated[int, typer.Option(min=10, max=100_000)] = 400,
    as_json: AsJson = False,
) -> None:
    """Let people advance cases and processes tick, all at once, then prove it."""
    wish = Wish(
        database=database,
        seconds=seconds,
        people=workers,
        tickers=tickers,
        families=families,
    )
    note(
        f"{workers} people and {tickers} ticking processes work on {families} families "
        f"for {seconds} seconds, on {os.cpu_count()} processors. Ctrl-C stops."
    )
    with told_plainly():
        loaded = load(wish)
    if as_json:
        say_json(loaded)
    else:
        _show(loaded)
    if not loaded.holds:
        raise typer.Exit(1)


def _show(loaded: Loaded) -> None:
    show_operations(loaded.operations)
    show_findings(loaded.findings)
    complain(f"A {name} did not end by itself." for name in loaded.unwell)


if __name__ == "__main__":
    typer.run(main)
