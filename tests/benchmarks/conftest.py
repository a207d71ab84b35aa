"""A place for small generated databases, made once a test worker and copied."""

import os
from pathlib import Path

import pytest
from sqlalchemy import URL

from benchmarks.databases import Kind
from benchmarks.generator import Wish
from benchmarks.store import Store

SMALL = Wish(cases=40, districts=3, templates=40)


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory, postgres_url: URL) -> Store:
    """Give a place for generated databases of both kinds."""
    folder: Path = tmp_path_factory.mktemp("bench")
    worker = os.environ.get("PYTEST_XDIST_WORKER", "alone")
    return Store(folder=folder, server=postgres_url, name=f"bench_{worker}")


@pytest.fixture(params=["sqlite-normal", "postgresql"])
def kind(request: pytest.FixtureRequest) -> Kind:
    """Give each kind of database: the test runs on both."""
    chosen: Kind = request.param
    return chosen
