"""Nobody sees another district's family: by no address, list, count or error text."""

import re
from collections.abc import Iterator

import pytest

from casework.set_up import set_up
from engine.access.roles import Access
from tests.builders.office import an_office, the_workflow
from tests.builders.web import Site, a_site
from web.who_may import WHO_MAY, Route

THEIRS, NOWHERE = "MAI-0002", "MAI-9999"
FOREIGN = (Access.COORDINATOR, Access.WORKER, Access.AUDITOR)
OF_A_CASE = [route for route in WHO_MAY if "{reference}" in route[1]]
LISTS = [r for r in WHO_MAY if r[0] == "GET" and "{" not in r[1]]
SEARCHES = ("?q={}", "?after={}", "?reference={}", "?district=maidstone&q={}")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Give two districts in one database; only Maidstone has families."""
    file = tmp_path_factory.mktemp("districts") / "cases.sqlite"
    with an_office(f"sqlite:///{file}") as office:
        ours = the_workflow("tonbridge_and_malling")
        set_up(office.url, [ours], clock=office.context.now)
        assert THEIRS in office.open_families(2)
        yield a_site(office)


def answer(site: Site, access: Access, route: Route, reference: str) -> tuple[int, str]:
    """Ask as somebody of the other district; give the status and the words."""
    method, path = route
    browser = site.browser_as(access, "tonbridge_and_malling")
    filled = re.sub(r"\{(?!reference)[^}]+\}", "x", path)
    asked = filled.replace("{reference}", reference)
    said = browser.request(method, asked)
    words = said.text + said.headers.get("location", "")
    return said.status_code, words.replace(reference, "REFERENCE")


@pytest.mark.parametrize("route", OF_A_CASE, ids=" ".join)
@pytest.mark.parametrize("access", FOREIGN)
def test_a_foreign_reference_is_answered_as_one_that_does_not_exist(
    site: Site, route: Route, access: Access
) -> None:
    foreign = answer(site, access, route, THEIRS)
    assert foreign == answer(site, access, route, NOWHERE)
    assert foreign[0] in {403, 404}


@pytest.mark.parametrize("route", LISTS, ids=" ".join)
def test_no_list_knows_it_and_no_search_finds_it(site: Site, route: Route) -> None:
    browser = site.browser_as(Access.COORDINATOR, "tonbridge_and_malling")
    assert THEIRS not in browser.get(route[1]).text
    for search in SEARCHES:
        for_theirs, for_none = (
            browser.get(route[1] + search.format(each)).text.replace(each, "REFERENCE")
            for each in (THEIRS, NOWHERE)
        )
        assert for_theirs == for_none, search


def test_the_same_pages_show_it_to_its_own_district(site: Site) -> None:
    """Otherwise the tests above could not fail."""
    ours = site.browser_as(Access.COORDINATOR)
    assert ours.get(f"/cases/{THEIRS}").status_code == 200
    assert THEIRS in ours.get("/cases").text
