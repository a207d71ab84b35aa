"""An office of Maidstone and its pages."""

from collections.abc import Iterator

import pytest

from tests.builders.office import Office, an_office
from tests.builders.web import Site, a_site


@pytest.fixture
def office(sqlite_url: str) -> Iterator[Office]:
    """Give Maidstone's office on 17 December 2012."""
    with an_office(sqlite_url) as office:
        yield office


@pytest.fixture
def site(office: Office) -> Site:
    """Give its pages."""
    return a_site(office)
