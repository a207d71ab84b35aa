"""An office on a new database of each kind."""

from collections.abc import Iterator

import pytest

from tests.builders.office import Office, an_office


@pytest.fixture
def office(migrated_url: str) -> Iterator[Office]:
    """Give Maidstone's office on 17 December 2012, on SQLite and on PostgreSQL."""
    with an_office(migrated_url) as office:
        yield office
