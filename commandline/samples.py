"""`samples`: write a list of made-up families."""

from pathlib import Path
from typing import Annotated

import typer

from commandline.options import District
from commandline.output import complain, say


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("samples")(samples)


def samples(
    district: District,
    to: Annotated[Path, typer.Option(metavar="FILE", help="The file to write.")],
    families: Annotated[
        int, typer.Option(min=1, metavar="NUMBER", help="How many families.")
    ] = 69,
    seed: Annotated[
        int,
        typer.Option(metavar="NUMBER", help="The same number gives the same families."),
    ] = 33,
) -> None:
    """Write a list of made-up families, of any length.

    Example: run_engine.py samples --district maidstone --families 500 --to families.csv
    """
    from demo.sample_districts import UnknownSampleDistrictError, sample_district
    from demo.sample_families import write_sample_list

    try:
        where = sample_district(district)
    except UnknownSampleDistrictError as error:
        complain([str(error)])
        raise typer.Exit(1) from None
    write_sample_list(to, count=families, seed=seed, district=where)
    say(f"Wrote {families} made-up families to {to}.")
