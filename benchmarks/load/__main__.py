"""`make load`: load a database with real processes, and prove that nothing is lost."""

import os
from typing import Annotated

import typer

from benchmarks.load.options import (
    AsJson,
    Families,
    Parts,
    Sites,
    Tickers,
    Visitors,
    Workers,
)
from benchmarks.load.run import Loaded, Wish, load
from benchmarks.load.telling import show_findings, show_operations, told_plainly
from commandline.output import complain, note, say_json


def main(  # noqa: PLR0913 - one parameter an option
    *,
    database: Annotated[
        str,
        typer.Option(help="sqlite, postgresql, or the address of an empty database."),
    ] = "postgresql",
    seconds: Annotated[int, typer.Option(min=1, max=3600)] = 120,
    workers: Workers = 4,
    visitors: Visitors = 2,
    sites: Sites = 1,
    tickers: Tickers = 2,
    families: Families = 400,
    parts: Parts = 1,
    as_json: AsJson = False,
) -> None:
    """Let people advance cases and processes tick, all at once, then prove it."""
    wish = Wish(
        database=database,
        seconds=seconds,
        people=workers,
        visitors=visitors,
        sites=sites,
        tickers=tickers,
        families=families,
        parts=parts,
    )
    note(
        f"{workers} people, {visitors} more through the web, and {tickers} ticking "
        f"processes work on {families} families for {seconds} seconds, on "
        f"{os.cpu_count()} processors. Ctrl-C stops."
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
