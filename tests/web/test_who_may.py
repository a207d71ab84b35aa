"""Every route is walked with every role and with none, as the table says."""

import re

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from engine.access.roles import Access
from tests.builders.web import Site
from web.who_may import ANYONE, SIGNED_IN, WHO_MAY, Route, check_table, routes_of

TURNED_AWAY = {401, 403}
ENDS_A_SESSION = {("POST", "/sign-out"), ("POST", "/account/sessions/end")}


def knock(browser: TestClient, route: Route) -> int:
    """Ask for a route, whatever its path names; give the status."""
    method, path = route
    somewhere = re.sub(r"\{[^}]+\}", "MAI-9999", path)
    return browser.request(method, somewhere).status_code


def test_the_table_names_the_routes_of_the_application(site: Site) -> None:
    assert set(routes_of(site.app)) == set(WHO_MAY)


def test_an_application_with_a_route_without_a_rule_does_not_start() -> None:
    app = FastAPI(openapi_url=None)
    app.get("/free-for-all")(lambda: "")
    with pytest.raises(RuntimeError, match=r"Without a rule.*free-for-all"):
        check_table(app)


def test_nobody_gets_a_page_without_signing_in(site: Site) -> None:
    anyone = site.anyone()
    for route, rule in WHO_MAY.items():
        if rule != ANYONE:
            method, path = route
            status = knock(anyone, route)
            wanted = {401} if method != "GET" or path.startswith("/api/") else {303}
            assert status in wanted, (route, status)


@pytest.mark.parametrize("access", Access)
def test_a_role_gets_the_pages_of_the_table_and_no_others(
    site: Site, access: Access
) -> None:
    browser = site.browser_as(access)
    for route, rule in WHO_MAY.items():
        if rule != ANYONE:
            allowed = rule == SIGNED_IN or access in rule
            turned_away = knock(browser, route) in TURNED_AWAY
            assert turned_away != allowed, (route, access)
            if route in ENDS_A_SESSION:
                browser = site.browser_as(access)
