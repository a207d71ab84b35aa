"""Where the scenarios are played: one stage, each with a database of its own."""

from collections.abc import Iterator

import pytest

from casework.scenarios.world import Stage, a_stage
from tests.scenarios.shipped import workflows


@pytest.fixture(scope="session")
def stage() -> Iterator[Stage]:
    with a_stage(workflows().values()) as stage:
        yield stage
