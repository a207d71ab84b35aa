"""An office on a new SQLite database; the queries run on PostgreSQL too, below."""

from collections.abc import Iterator

import pytest

from tests.builders.office import Office, an_office


@pytest.fixture
def office(sqlite_url: str) -> Iterator[Office]:
    """Give Maidstone's office on 17 December 2012."""
    with an_office(sqlite_url) as office:
        yield office


@pytest.fixture
def office_of_each(migrated_url: str) -> Iterator[Office]:
    """Give the same, once on SQLite and once on PostgreSQL."""
    with an_office(migrated_url) as office:
        yield office
