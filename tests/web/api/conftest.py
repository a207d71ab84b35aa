"""The API of a site, asked by people who have signed in."""

import pytest
from fastapi.testclient import TestClient

from tests.builders.web import Site


@pytest.fixture
def coordinator(site: Site) -> TestClient:
    """Give Maidstone's coordinator."""
    return site.browser("mai.coordinator")
