"""PostgreSQL's own `pg_dump` and `pg_restore`: found, fit for the server, and run."""

import re
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg.conninfo import make_conninfo
from psycopg.pq import Conninfo
from sqlalchemy import URL, Connection

from storage.addresses import KEPT_ALIVE
from storage.errors import BackupError

_VERSION = re.compile(r"\(PostgreSQL\) (\d+)")
_LINES_TOLD = 3
_OF_OUR_SESSION = ("options", "hostaddr", "target_session_attrs")
_PATIENCE = ("connect_timeout", *KEPT_ALIVE)
"""How soon a server that says nothing is given up: as long as we would wait."""


def find_program(name: str, environment: Mapping[str, str]) -> Path:
    """Find `pg_dump` or `pg_restore`.

    Args:
        name: which.
        environment: names it (PG_DUMP, PG_RESTORE), or has it in its PATH.

    Raises:
        BackupError: there is none.
    """
    variable = name.upper()
    named = environment.get(variable, "")
    found = shutil.which(named or name, path=environment.get("PATH"))
    if found is None:
        where = f"{variable} names {named}" if named else "it is not in the PATH"
        raise BackupError(
            f"There is no {name} ({where}). Install PostgreSQL's client programs, or "
            f"let {variable} name it."
        )
    return Path(found)


def see_that_it_fits(
    program: Path, server: int, environment: Mapping[str, str]
) -> None:
    """See that a program is of the server's version.

    PostgreSQL promises nothing of an older one; and what a newer one writes, or sends
    when it restores, the server's own programs or the server itself may not know.

    Args:
        program: `pg_dump` or `pg_restore`.
        server: the server's major version, such as 18.
        environment: what the program runs with.

    Raises:
        BackupError: it is older or newer.
    """
    said = run_program(program, "--version", environment=environment)
    found = _VERSION.search(said)
    version = int(found[1]) if found else 0
    if version != server:
        raise BackupError(
            f"{program} is of PostgreSQL {version}, the server is of {server}. Install "
            f"the client programs of {server}, or let {program.name.upper()} name them."
        )


def run_program(
    program: Path,
    *arguments: str,
    environment: Mapping[str, str],
    reach: "Reach | None" = None,
) -> str:
    """Run a program of PostgreSQL's to its end.

    Args:
        program: its file.
        arguments: the words on its command line.
        environment: what it runs with.
        reach: the database that it works on.

    Returns:
        What it printed.

    Raises:
        BackupError: it failed; in its own words.
    """
    where, secret = (reach.words, reach.secret) if reach else ((), {})
    done = subprocess.run(  # noqa: S603 - a program that was named or found in the PATH
        [str(program), *where, *arguments],
        env={**environment, "LC_ALL": "C", **secret},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    if done.returncode != 0:
        said = "; ".join(done.stderr.strip().splitlines()[-_LINES_TOLD:])
        why = said or f"it ended with {done.returncode}"
        raise BackupError(f"{program.name} failed: {why}.")
    return done.stdout


@dataclass(frozen=True, kw_only=True, slots=True)
class Reach:
    """How a program reaches a database: words for its command line, and the password.

    The password is handed over in the environment: everybody on a machine can read a
    command line.
    """

    words: tuple[str, ...]
    secret: Mapping[str, str]


def reach_of(connection: Connection) -> Reach:
    """Say how the very server is reached that a connection speaks to."""
    driver = connection.connection.driver_connection
    assert isinstance(driver, psycopg.Connection)  # noqa: S101 - we know no other
    info = driver.info
    there = {  # of several servers, this one
        "host": info.host,
        "port": str(info.port),
        "dbname": info.dbname,
        "user": info.user,
    }
    given = info.get_parameters()
    patience = {name: given[name] for name in _PATIENCE if name in given}
    where = make_conninfo(**patience | _said_in(connection.engine.url) | there)
    return Reach(
        words=(f"--dbname={where}", "--no-password"),
        secret={"PGPASSWORD": info.password} if info.password else {},
    )


def _said_in(url: URL) -> dict[str, str]:
    """Give what an address says of how a server is reached, such as `sslmode`.

    Our library fills more in, of which older programs of PostgreSQL know nothing. The
    password goes another way.
    """
    known = {option.keyword.decode() for option in Conninfo.get_defaults()}
    told = known.difference(_OF_OUR_SESSION, {"password"})
    return {
        name: value
        for name, value in url.query.items()
        if isinstance(value, str) and name in told
    }
