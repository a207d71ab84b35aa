"""An office of Maidstone on a database of each kind."""

from collections.abc import Iterator

import pytest

from tests.builders.office import Office, an_office


@pytest.fixture
def office(migrated_url: str) -> Iterator[Office]:
    """Open an office on a database of each kind."""
    with an_office(migrated_url) as opened:
        yield opened


@pytest.fixture
def family(office: Office) -> str:
    """Open one family: its plan check and its agencies' clocks run."""
    return office.open_families()[0]
