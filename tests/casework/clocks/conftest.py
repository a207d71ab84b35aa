"""An office with one family of Maidstone, opened or brought before the board."""

from collections.abc import Iterator

import pytest

from tests.builders.clocks import AGREEMENT, APPROVED, FIRST_DUE, due_on
from tests.builders.office import Office, an_office


@pytest.fixture
def office(migrated_url: str) -> Iterator[Office]:
    """Open an office on a database of each kind."""
    with an_office(migrated_url) as opened:
        yield opened


@pytest.fixture
def family(office: Office) -> str:
    """Open one family: its agencies are asked, and the plan check runs."""
    return office.open_families()[0]


@pytest.fixture
def approved(office: Office, family: str) -> str:
    """Bring the family to the board, which approves it on 25 February 2013."""
    office.at(APPROVED)
    office.walk(family, "board_approved")
    assert due_on(office, family, AGREEMENT) == FIRST_DUE
    return family
