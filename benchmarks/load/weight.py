"""What a case weighs: rows and bytes in each table, of a generated database.

The arithmetic of docs/performance.md rests on it:

    python -m benchmarks.load.weight --cases 20000
"""

from dataclasses import dataclass
from typing import Annotated

import typer
from sqlalchemy import Connection, func, select, text

from benchmarks.failover.server import servers
from benchmarks.generator import Wish, generate
from benchmarks.load.telling import told_plainly
from commandline.output import note, say, say_json, table
from storage.database import open_database, reading
from storage.tables import metadata

_SIZES = text(
    "SELECT pg_table_size(CAST(:table AS regclass)),"
    " pg_indexes_size(CAST(:table AS regclass))"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Weight:
    """A table's share of a case: rows, and bytes of the rows and of their indexes."""

    table: str
    rows: float
    row_bytes: float
    index_bytes: float

    @property
    def all_bytes(self) -> float:
        """Bytes of both."""
        return self.row_bytes + self.index_bytes


def weigh(connection: Connection, cases: int) -> tuple[Weight, ...]:
    """Weigh every table of a PostgreSQL database that holds so many cases."""
    weights = []
    for name, each in metadata.tables.items():
        rows = connection.execute(select(func.count()).select_from(each)).scalar_one()
        heap, indexes = connection.execute(_SIZES, {"table": name}).one()
        weights.append(
            Weight(
                table=name,
                rows=rows / cases,
                row_bytes=heap / cases,
                index_bytes=indexes / cases,
            )
        )
    return tuple(sorted(weights, key=lambda each: -each.all_bytes))


def main(
    *,
    cases: Annotated[int, typer.Option(min=100, max=1_000_000)] = 20_000,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Generate a PostgreSQL database, and say what one case of it weighs."""
    with told_plainly(), servers("one") as (server,):
        server.make()
        url = server.url(user="postgres")
        generate(url, Wish(cases=cases), progress=note)
        database = open_database(url)
        with reading(database) as connection:
            weights = weigh(connection, cases)
        database.dispose()
    if as_json:
        say_json(weights)
    else:
        _show(weights)


def _show(weights: tuple[Weight, ...]) -> None:
    table(
        "What a case weighs",
        ("table", "rows", "bytes", "bytes of indexes"),
        (
            (w.table, round(w.rows, 2), round(w.row_bytes), round(w.index_bytes))
            for w in weights
        ),
    )
    rows, all_bytes = sum(w.rows for w in weights), sum(w.all_bytes for w in weights)
    say(f"A case has {rows:.0f} rows and takes {all_bytes / 1024:.1f} kB on disk.")


if __name__ == "__main__":
    typer.run(main)
