"""Roles in two districts: what is held in one opens nothing in the other.

Somebody holds every role there is in Tonbridge and Malling, and one in Maidstone, where
the families are. Whatever the table does not give that one role stays shut there.
"""

from collections.abc import Callable

import pytest
from fastapi.testclient import TestClient

from casework.set_up import set_up
from engine.access.roles import Access
from storage.agendas import families_on
from storage.database import reading
from tests.builders.meetings import planned
from tests.builders.office import Office, the_workflow
from tests.builders.web import Site, a_site
from web.gate import GUARDS, check_gate
from web.who_may import WHO_MAY, Route, Rule

FAMILY, OTHER = "MAI-0002", "MAI-0003"
ELSEWHERE = "tonbridge_and_malling"
SHUT = {403, 404}
FOR_ROLES = {
    route: rule for route, rule in WHO_MAY.items() if not isinstance(rule, str)
}
GUARDED = {
    r: rule for r, rule in FOR_ROLES.items() if any(f"{{{g}}}" in r[1] for g in GUARDS)
}
LISTS = {r: rule for r, rule in FOR_ROLES.items() if r not in GUARDED and r[0] == "GET"}
A_LINK = 'href="/cases/MAI-'
BY_MARCH = "?by-day=1&by-month=3&by-year=2013"
CASE = {"case": FAMILY, "shown": FAMILY, "reference": FAMILY}
FORMS = {
    "/restricted": CASE | {"reason": "I was told of a threat"},
    "/cases/ticked": CASE,
    "/cases/ticked/all": {"district": "maidstone"},
    "/cases/ticked/off": CASE,
    "/cases/ticked/clear": {},
    "/cases/lists": {"title": "Theirs", "district": "maidstone", "shared": "yes"},
    "/cases/lists/remove": {"district": "maidstone", "id": "a-list"},
    "/runs/clear": CASE | {"reason": "mended", "command": "c1"},
    "/bulk/advance/{event}": {},
    "/bulk/advance/{event}/do": CASE | {"command": "c2"},
    "/bulk/reassign": {"worker": "mai.worker1"},
    "/bulk/reassign/do": CASE | {"worker": "mai.worker1", "command": "c3"},
    "/bulk/agenda": {"agenda": "maidstone/AGENDA"},
    "/bulk/agenda/do": CASE | {"agenda": "maidstone/AGENDA"},
    "/admin/new-user": {"user": "mai.worker1", "title": "Taken over"},
}
"""What is sent to each route that names nothing in its address: Maidstone's things."""
CHECK = {
    "references": [FAMILY],
    "event": "check_existing_plan",
    "answers": {"plan_found": "no", "finding": "None"},
}
BODIES = {
    "/api/v1/bulk/advance": CHECK,
    "/api/v1/bulk/advance/preview": CHECK,
    "/api/v1/restricted": {"reference": FAMILY, "reason": "I was told of a threat"},
}
"""The same of the API: what is sent is JSON."""


@pytest.fixture
def agenda(office: Office) -> str:
    """Open families of Maidstone, and put the last on an agenda."""
    set_up(office.url, [the_workflow(ELSEWHERE)], clock=office.context.now)
    for reference in office.open_families(3)[1:]:
        office.walk(reference, "profiled")
    return planned(office, OTHER)[1]


@pytest.fixture
def site(office: Office, agenda: str) -> Site:
    """Give the pages of both districts."""
    assert agenda
    return a_site(office)


@pytest.fixture
def filled(agenda: str) -> Callable[[str], str]:
    """Give a way to write a route's address with Maidstone's own things."""
    things = {
        "reference": FAMILY,
        "district": "maidstone",
        "user": "mai.worker1",
        "worker": "mai.worker1",
        "agenda": agenda,
        "upload": "0" * 64,
        "event": "check_existing_plan",
        "question": "found",
        "report": "funnel",
        "kind": "full",
        "day": "2013-01-02",
        "change": "close",
        "clock": "profile",
        "cover": "mai.worker1-1",
        "handover": "mai.worker1-1",
    }
    return lambda path: path.format(**things)


def somebody(site: Site, access: Access) -> TestClient:
    """Give the browser of who holds one role in Maidstone, and every one elsewhere."""
    elsewhere = [(each, ELSEWHERE) for each in Access]
    site.account("mai.worker1")
    return site.browser_holding("ann", (access, "maidstone"), *elsewhere)


@pytest.mark.parametrize("access", Access)
def test_a_role_held_elsewhere_opens_no_case_no_district_and_no_account(
    site: Site, access: Access, filled: Callable[[str], str]
) -> None:
    browser = somebody(site, access)

    def status(route: Route) -> int:
        method, path = route
        return browser.request(method, filled(path)).status_code

    for route, rule in GUARDED.items():
        path = route[1]
        if access not in rule:
            assert status(route) in SHUT, route
        elif "{reference}" in path and access is not Access.WORKER:
            assert path.startswith("/api/") or status(route) != 403, route


@pytest.mark.parametrize("access", Access)
def test_a_role_held_elsewhere_puts_no_family_on_a_list(
    site: Site, access: Access, filled: Callable[[str], str]
) -> None:
    browser = somebody(site, access)
    for (method, path), rule in LISTS.items():
        if access not in rule:
            later = BY_MARCH if path == "/rehearsal" else ""
            shown = browser.request(method, filled(path) + later).text
            found = [each for each in (FAMILY, OTHER, A_LINK) if each in shown]
            assert not found, path


@pytest.mark.parametrize("access", Access)
def test_a_role_held_elsewhere_changes_nothing_here(
    site: Site, office: Office, agenda: str, access: Access
) -> None:
    browser = somebody(site, access)
    before = [office.case(each).view.version for each in (FAMILY, OTHER)]
    for path, form in FORMS.items():
        if access not in WHO_MAY["POST", path]:
            sent = {n: v.replace("AGENDA", agenda) for n, v in form.items()}
            browser.post(path.format(event="check_existing_plan"), data=sent)
    for path, body in BODIES.items():
        if access not in WHO_MAY["POST", path]:
            answer = browser.post(path, json=body)
            assert FAMILY not in answer.text or '"done":false' in answer.text
    assert [office.case(each).view.version for each in (FAMILY, OTHER)] == before
    with reading(office.context.database) as connection:
        on = families_on(connection, "maidstone", agenda)
    assert [row["reference"] for row in on] == [OTHER]
    if access not in WHO_MAY["GET", "/cases"]:
        assert FAMILY not in browser.get("/cases/ticked").text


def test_every_form_that_names_nothing_in_its_address_is_tried() -> None:
    posts = {p for m, p in FOR_ROLES if m == "POST" and (m, p) not in GUARDED}
    assert posts == {*FORMS, *BODIES}


def test_a_role_that_is_held_here_opens_what_the_table_says(
    site: Site, filled: Callable[[str], str]
) -> None:
    """Otherwise the tests above could not fail."""
    browser = somebody(site, Access.COORDINATOR)
    for path in ("/cases/{reference}", "/meetings/{district}/agenda/{agenda}"):
        assert browser.get(filled(path)).status_code == 200
    assert FAMILY in browser.get("/cases").text
    assert A_LINK in browser.get(f"/rehearsal{BY_MARCH}").text


@pytest.mark.parametrize(
    "route",
    [
        ("GET", "/letters/{letter}"),
        ("GET", "/agendas/{agenda}"),
        ("GET", "/families/{reference}"),
    ],
)
def test_a_route_that_names_what_no_guard_knows_does_not_start(route: Route) -> None:
    rules: dict[Route, Rule] = {**WHO_MAY, route: "signed in"}
    with pytest.raises(RuntimeError, match="what guards the things"):
        check_gate(rules)
