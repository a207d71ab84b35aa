"""An office whose families wait for the board, on either database."""

from collections.abc import Iterator

import pytest

from tests.builders.office import Office, an_office


@pytest.fixture
def office(migrated_url: str) -> Iterator[Office]:
    """Give Maidstone's office with two families before the board, and one not yet."""
    with an_office(migrated_url) as office:
        first, second, _ = office.open_families(3)
        office.walk(first, "profiled")
        office.walk(second, "profiled")
        yield office
