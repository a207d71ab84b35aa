"""Signed-in people of Maidstone, and how they go through the pages."""

import pytest
from fastapi.testclient import TestClient

from tests.builders.web import Site


@pytest.fixture
def coordinator(site: Site) -> TestClient:
    """Give the browser of Maidstone's coordinator."""
    return site.browser("mai.coordinator")


@pytest.fixture
def worker(site: Site) -> TestClient:
    """Give the browser of a caseworker."""
    return site.browser("mai.worker1")
