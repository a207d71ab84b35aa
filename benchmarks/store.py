"""Generated databases, kept under var/bench from one run to the next, and copied.

A round never works on the kept one: it gets a copy, a file on SQLite, a database made
from a template on PostgreSQL.
"""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from psycopg import sql
from sqlalchemy import URL

from benchmarks.databases import Kind
from benchmarks.generator import Wish, generate
from benchmarks.rounds import say
from benchmarks.server import administer, databases_of

FOLDER = Path("var/bench")
_copies = count(1)


@dataclass(frozen=True, kw_only=True)
class Store:
    """Where databases are kept; `server` is for PostgreSQL.

    `name` begins the names of its databases there, so that two may share a server.
    Unless they are to `keep`, databases are removed once they were used.
    """

    folder: Path
    server: URL | None = None
    name: str = "bench"
    keep: bool = True

    def kept(self, kind: Kind, wish: Wish) -> str:
        """Give the address of the database of a wish; make it if it is not there.

        It is for reading only: ask `copy` for one to write to.
        """
        if kind == "postgresql":
            return self._kept_postgresql(wish)
        file = self._file(wish)
        if not file.exists():
            half_done = file.with_suffix(".part")
            half_done.unlink(missing_ok=True)
            self._make(f"sqlite:///{half_done}", wish)
            half_done.rename(file)
        return f"sqlite:///{file}"

    def _kept_postgresql(self, wish: Wish) -> str:
        server = self._server()
        name = self._kept_name(wish)
        half_done = f"{name}_part"
        if name not in databases_of(server):
            drop = sql.SQL("DROP DATABASE IF EXISTS {}")
            administer(server, drop.format(sql.Identifier(half_done)))
            make = sql.SQL("CREATE DATABASE {} TEMPLATE template0")
            administer(server, make.format(sql.Identifier(half_done)))
            self._make(_text(server.set(database=half_done)), wish)
            rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
            names = sql.Identifier(half_done), sql.Identifier(name)
            administer(server, rename.format(*names))
        return _text(server.set(database=name))

    def _kept_name(self, wish: Wish) -> str:
        return f"{self.name}_{wish.key()}"

    def _make(self, url: str, wish: Wish) -> None:
        def progress(line: str) -> None:
            say(f"making {wish.cases:,} cases: {line}", end="\r")

        generate(url, wish, folder=self.folder, progress=progress)

    @contextmanager
    def copy(self, kind: Kind, wish: Wish) -> Iterator[str]:
        """Give a copy of the database of a wish, removed at the end of the block."""
        kept = self.kept(kind, wish)
        name = f"{self.name}_copy_{next(_copies)}"
        if kind == "postgresql":
            server = self._server()
            _drop(server, name)
            make = sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY")
            names = sql.Identifier(name), sql.Identifier(self._kept_name(wish))
            administer(server, make.format(*names))
            try:
                yield _text(server.set(database=name))
            finally:
                _drop(server, name)
            return
        file = self.folder / f"{name}.sqlite"
        _remove(file)
        try:
            shutil.copyfile(kept.removeprefix("sqlite:///"), file)
            yield f"sqlite:///{file}"
        finally:
            _remove(file)

    @contextmanager
    def two_copies(self, kind: Kind, wish: Wish) -> Iterator[tuple[str, str]]:
        """Give a copy for the engine and another for the floor."""
        with ExitStack() as both:
            first, second = (
                both.enter_context(self.copy(kind, wish)) for _ in range(2)
            )
            yield first, second

    def finished(self, wish: Wish) -> None:
        """Remove the databases of a wish, unless they are to be kept."""
        if self.keep:
            return
        _remove(self._file(wish))
        if self.server is not None:
            _drop(self.server, self._kept_name(wish))

    def _file(self, wish: Wish) -> Path:
        return self.folder / f"cases-{wish.key()}.sqlite"

    def _server(self) -> URL:
        if self.server is None:
            raise LookupError("PostgreSQL was not started for this run.")
        return self.server


def _drop(server: URL, name: str) -> None:
    statement = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
    administer(server, statement.format(sql.Identifier(name)))


def _remove(file: Path) -> None:
    for end in ("", "-wal", "-shm"):
        file.with_name(file.name + end).unlink(missing_ok=True)


def _text(address: URL) -> str:
    return address.render_as_string(hide_password=False)
