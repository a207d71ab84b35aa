"""Those who administer and watch Maidstone, and how they come to the pages."""

import pytest
from fastapi.testclient import TestClient

from engine.access.roles import Access
from tests.builders.web import Site


@pytest.fixture
def administrator(site: Site) -> TestClient:
    """Give the browser of Maidstone's administrator."""
    return site.browser_as(Access.ADMINISTRATOR)


@pytest.fixture
def governor(site: Site) -> TestClient:
    """Give the browser of who answers for information in Maidstone."""
    return site.browser_as(Access.INFORMATION_GOVERNANCE)


@pytest.fixture
def auditor(site: Site) -> TestClient:
    """Give the browser of Maidstone's auditor."""
    return site.browser("mai.auditor")


@pytest.fixture
def coordinator(site: Site) -> TestClient:
    """Give the browser of Maidstone's coordinator."""
    return site.browser("mai.coordinator")
