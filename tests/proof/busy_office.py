"""An office with much to do at once: families along the way, and time gone by."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory

import pytest
from sqlalchemy import URL

from tests import postgres_server
from tests.builders.office import Office, an_office
from tests.builders.simulation import EVERYBODY_IN_POST

LATE = datetime(2013, 7, 1, 8, tzinfo=UTC)
"""A morning long after the families' clocks began, on which everything is due."""

Copies = Callable[[], AbstractContextManager[str]]
"""Gives one new copy of a prepared database after the other."""


def make_busy(office: Office, families: int) -> None:
    """Open families, and take the first four some way: to a worker, and to results."""
    if not families:
        return
    office.at(EVERYBODY_IN_POST)
    references = office.open_families(families)
    places = ("caseworker_allocated", "fip_allocated", "in_support", "in_support")
    for reference, place in zip(references, places, strict=False):
        office.walk(reference, place)
    supported = references[3]
    for event in ("evidence_crime_education", "evidence_employment"):
        office.take(supported, event)
    office.at(LATE)


@contextmanager
def copies_of(request: pytest.FixtureRequest, families: int) -> Iterator[Copies]:
    """Prepare an office on the database that a fixture's parameter names."""
    if request.param == "sqlite":
        with copies_on_sqlite(families) as copies:
            yield copies
    else:
        server = request.getfixturevalue("postgres_url")
        template = request.getfixturevalue("postgres_with_tables")
        with copies_on_postgresql(server, template, families) as copies:
            yield copies


@contextmanager
def copies_on_sqlite(families: int) -> Iterator[Copies]:
    """Prepare an SQLite office, and give copies of it."""
    with TemporaryDirectory() as folder:
        original = Path(folder) / "office.sqlite"
        with an_office(f"sqlite:///{original}") as office:
            make_busy(office, families)

        @contextmanager
        def copies() -> Iterator[str]:
            with TemporaryDirectory() as place:
                copy = copyfile(original, Path(place) / "copy.sqlite")
                yield f"sqlite:///{copy}"

        yield copies


@contextmanager
def copies_on_postgresql(server: URL, template: str, families: int) -> Iterator[Copies]:
    """Prepare a PostgreSQL office, and give copies of it."""
    original = postgres_server.create_database(server, template)
    with an_office(text_of(original)) as office:
        make_busy(office, families)

    @contextmanager
    def copies() -> Iterator[str]:
        copy = postgres_server.create_database(server, str(original.database))
        yield text_of(copy)
        postgres_server.drop_database(server, copy)

    yield copies
    postgres_server.drop_database(server, original)


def text_of(address: URL) -> str:
    """Write an address out, password and all."""
    return address.render_as_string(hide_password=False)
