"""An office and the program on its database."""

from collections.abc import Iterator

import pytest

from tests.builders.office import Office, an_office
from tests.builders.program import Program, program_of


@pytest.fixture
def office(sqlite_url: str) -> Iterator[Office]:
    """Give Maidstone's office on 17 December 2012."""
    with an_office(sqlite_url) as office:
        yield office


@pytest.fixture
def program(office: Office) -> Program:
    """Give the program on the office's database; its clock stands where theirs does."""
    return program_of(office)


@pytest.fixture
def reference(office: Office) -> str:
    """Give the reference of a family that has just been opened."""
    return office.open_families()[0]
