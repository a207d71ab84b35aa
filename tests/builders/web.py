"""The pages on an office's database: a browser for whoever has signed in."""

import atexit
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cache
from typing import Any

from anyio.from_thread import BlockingPortal, start_blocking_portal
from fastapi import FastAPI
from fastapi.testclient import TestClient

from casework.access.accounts import AccountRequest, GrantRequest, grant, make_accounts
from casework.access.sessions import start_session
from casework.context import Context
from engine.access.roles import Access
from storage.accounts import find_account
from storage.database import reading
from tests.builders.office import Office
from web.app import create_app
from web.settings import WebSettings
from web.throttle import Throttle

MONDAY = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
"""The moment by the wall clock at which a site opens."""
OWN_FORM = {"Sec-Fetch-Site": "same-origin"}
ADDRESS = "https://cases.example.org"


@dataclass
class Site:
    """The pages of an office. `wall` is the moment of its wall clock, to be set."""

    office: Office
    app: FastAPI
    wall: list[datetime]
    settings: WebSettings = field(default_factory=WebSettings)

    def anyone(self) -> TestClient:
        """Give the browser of somebody who has not signed in."""
        client = TestClient(
            self.app, base_url=ADDRESS, headers=OWN_FORM, follow_redirects=False
        )
        client.portal = the_portal()
        return client

    def account(self, user: str, *, title: str = "", password: str = "") -> str:
        """Make an account, unless there is one; give its id."""
        asked = AccountRequest(
            user=user, title=title or user, password=password, must_change=False
        )
        make_accounts(self.office.context, [asked], "test", self.wall[0])
        with reading(self.office.context.database) as connection:
            row = find_account(connection, user)
        assert row is not None
        return str(row["account_id"])

    def browser(self, user: str) -> TestClient:
        """Give the browser of somebody who has signed in."""
        return self.browser_with(
            start_session(
                self.office.context, self.account(user), "Test browser", self.wall[0]
            )
        )

    def browser_with(self, token: str) -> TestClient:
        """Give a browser that holds this token."""
        client = self.anyone()
        client.cookies.set(self.settings.cookie, token)
        return client

    def browser_as(self, access: Access, district: str = "maidstone") -> TestClient:
        """Give the browser of somebody who was granted one role, and has no post."""
        return self.browser_holding(f"{access.value}.of.{district}", (access, district))

    def browser_holding(self, user: str, *held: tuple[Access, str]) -> TestClient:
        """Give the browser of somebody who was granted these roles, each somewhere."""
        self.account(user)
        for access, district in held:
            asked = GrantRequest(user=user, district=district, access=access)
            assert not grant(self.office.context, asked, "test", self.wall[0])
        return self.browser(user)


def a_site(office: Office, **settings: Any) -> Site:  # noqa: ANN401 - any setting
    """Open the pages of an office, on Monday morning by the wall clock.

    Without a setting it is the one application of this process, moved to this office:
    putting the routes together and reading the templates takes longer than a page.
    An application that outlives a test wants its own: `a_site_apart`.
    """
    if settings:
        return a_site_apart(office, **settings)
    app = _the_application(office.context)
    wall = [MONDAY]
    app.state.web = replace(
        app.state.web,
        context=office.context,
        wall=lambda: wall[0],
        throttle=Throttle(),
    )
    return Site(office=office, app=app, wall=wall)


def a_site_apart(office: Office, **settings: Any) -> Site:  # noqa: ANN401 - the same
    """Open the pages of an office by an application that nothing else shares."""
    wall = [MONDAY]
    told = WebSettings(**settings)
    app = create_app(office.context, told, wall=lambda: wall[0])
    return Site(office=office, app=app, wall=wall, settings=told)


@cache
def the_portal() -> BlockingPortal:
    """Give the one event loop of this process: a client would start one a request."""
    running = ExitStack()
    atexit.register(running.close)
    return running.enter_context(start_blocking_portal())


_APPLICATIONS: list[FastAPI] = []


def _the_application(first: Context) -> FastAPI:
    if not _APPLICATIONS:
        _APPLICATIONS.append(create_app(first, WebSettings()))
    return _APPLICATIONS[0]
