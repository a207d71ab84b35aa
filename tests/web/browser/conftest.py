"""A played demonstration that is served, and browsers that look at it."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from casework.access.demonstration import open_to_visitors
from casework.access.sessions import start_session
from casework.context import Context, open_context, wall_clock
from storage.accounts import find_account
from storage.database import reading
from tests.builders.chromium import DESK, PHONE, Visitor, launch, visiting
from tests.builders.played import played_database
from tests.builders.served import served
from tests.conftest import SESSION_FOLDER
from web.app import create_app
from web.settings import WebSettings

SETTINGS = WebSettings(secure=False)
MakeVisitor = Callable[..., Visitor]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Give one browser to all these tests."""
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def played_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Give the address of Maidstone as it was played, for one file of tests."""
    session = Path(os.environ[SESSION_FOLDER])
    file = played_database("maidstone", tmp_path_factory.mktemp("web"), session)
    return f"sqlite:///{file}"


@pytest.fixture(scope="module")
def context(played_url: str) -> Iterator[Context]:
    """Give it opened, with its accounts."""
    opened = open_context(played_url)
    open_to_visitors(opened, wall_clock())
    yield opened
    opened.database.dispose()


@pytest.fixture(scope="module")
def address(context: Context) -> Iterator[str]:
    """Give the address at which it is served."""
    with served(create_app(context, SETTINGS)) as address:
        yield address


@pytest.fixture
def visitor(chromium: Browser, context: Context, address: str) -> Iterator[MakeVisitor]:
    """Give a function that lets somebody look: signed in, or `""` for nobody."""
    with windows(chromium, context, address) as open_window:
        yield open_window


@contextmanager
def windows(chromium: Browser, context: Context, address: str) -> Iterator[MakeVisitor]:
    """Give a function that opens somebody a window; all are closed in the end."""
    opened = []

    def visit(user: str, *, scripts: bool = True, phone: bool = False) -> Visitor:
        place = chromium.new_context(
            java_script_enabled=scripts,
            viewport=PHONE if phone else DESK,
            locale="en-GB",
        )
        opened.append(place)
        if user:
            token = token_of(context, user)
            place.add_cookies(
                [{"name": SETTINGS.cookie, "value": token, "url": address}]
            )
        return visiting(place.new_page(), address)

    yield visit
    for place in opened:
        place.close()


def token_of(context: Context, user: str) -> str:
    """Start a session of somebody, as signing in would."""
    with reading(context.database) as connection:
        account = find_account(connection, user)
    assert account is not None, user
    return start_session(context, account["account_id"], "Chromium", wall_clock())
