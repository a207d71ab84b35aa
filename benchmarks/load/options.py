"""The options that `make load` and `make failover` share."""

from typing import Annotated

import typer

Workers = Annotated[
    int, typer.Option(min=1, max=64, help="People who go to the use cases themselves.")
]
Visitors = Annotated[
    int, typer.Option(min=0, max=64, help="People who work through the web.")
]
Sites = Annotated[
    int, typer.Option(min=1, max=16, help="Web processes, if anybody visits.")
]
Tickers = Annotated[int, typer.Option(min=0, max=16, help="Processes that tick.")]
Families = Annotated[int, typer.Option(min=10, max=100_000)]
Parts = Annotated[
    int,
    typer.Option(min=1, max=64, help="Parts of each table that grows."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")]
