"""What the tests of delivery share: a post on each database, or on SQLite."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.builders.post import Post, a_post


@pytest.fixture
def post(migrated_url: str, tmp_path: Path) -> Iterator[Post]:
    """Give a post with one case, its digests of the day behind it: on each database."""
    with a_post(migrated_url, tmp_path) as opened:
        yield opened


@pytest.fixture
def quick_post(sqlite_copy: str, tmp_path: Path) -> Iterator[Post]:
    """Give the same on SQLite only, where the database is not what is tested."""
    with a_post(sqlite_copy, tmp_path) as opened:
        yield opened
