"""Every page and every answer to a form: looked at by a browser and by axe."""

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest
from fastapi import FastAPI
from playwright.sync_api import Browser, ViewportSize

from casework.context import Context
from tests.builders.arranged import arrange
from tests.builders.chromium import DESK, PHONE, Visitor, found_by_axe
from tests.builders.every_page import Visit, areas, visits
from tests.builders.page_forms import read_parts, send
from tests.builders.served import served
from tests.web.browser.conftest import SETTINGS, MakeVisitor, windows
from web.app import create_app
from web.who_may import routes_of

PARTS = read_parts(Path(__file__).with_name("forms.yaml"))


@pytest.fixture(scope="module")
def app(context: Context) -> FastAPI:
    """Give the application that serves played Maidstone."""
    return create_app(context, SETTINGS)


@pytest.fixture(scope="module")
def address(app: FastAPI) -> Iterator[str]:
    """Give the address at which it is served."""
    with served(app) as address:
        yield address


@pytest.fixture(scope="module")
def named(context: Context, played_url: str) -> Mapping[str, str]:
    """Give what addresses and forms name."""
    return arrange(context, played_url)


@pytest.fixture(scope="module")
def people(
    chromium: Browser, context: Context, address: str
) -> Iterator[Callable[[str], Visitor]]:
    """Give a function that names somebody's window: one for all that they look at."""
    with windows(chromium, context, address) as open_window:
        yield cache(open_window)


def wrong_with(somebody: Visitor, size: ViewportSize = DESK) -> list[str]:
    """Give all that is against a page: by axe, by its scripts, and by its width."""
    somebody.page.set_viewport_size(size)
    against = [*found_by_axe(somebody), *somebody.faults]
    somebody.faults.clear()
    return against if somebody.fits() else [*against, "It is wider than the screen."]


@pytest.mark.parametrize("area", areas())
def test_every_page_is_accessible_and_whole_at_a_desk_and_on_a_phone(
    people: Callable[[str], Visitor],
    app: FastAPI,
    named: Mapping[str, str],
    area: str,
) -> None:
    theirs = [visit for visit in visits(app, named) if visit.area == area]
    against = {visit: wrong_at(people(visit.user), visit) for visit in theirs}
    assert against
    assert {visit: wrong for visit, wrong in against.items() if wrong} == {}


def wrong_at(somebody: Visitor, visit: Visit) -> list[str]:
    somebody.page.set_viewport_size(DESK)
    status = somebody.goes_to(visit.address)
    against = [] if status == visit.status else [f"It answers with {status}."]
    return [*against, *wrong_with(somebody), *wrong_with(somebody, PHONE)]


@pytest.mark.parametrize("title", PARTS)
def test_every_answer_to_a_form_is_accessible_and_whole(
    visitor: MakeVisitor, named: Mapping[str, str], title: str
) -> None:
    part = PARTS[title]
    somebody = visitor(part.user)
    for sent in part.forms:
        somebody.page.set_viewport_size(DESK)
        status = send(somebody, sent, named)
        assert (status, sent.says in somebody.reads()) == (sent.status, True), sent
        assert wrong_with(somebody) == [], sent
        somebody.page.set_viewport_size(PHONE)
        assert somebody.fits(), sent


def test_the_table_has_every_form_that_a_page_sends(app: FastAPI) -> None:
    there = {
        path
        for method, path in routes_of(app)
        if method == "POST" and not path.startswith("/api/")
    }
    assert {sent.to for part in PARTS.values() for sent in part.forms} == there
