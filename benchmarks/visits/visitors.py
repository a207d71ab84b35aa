"""Visitors: they send requests to the real application, over no network."""

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from http import HTTPStatus
from uuid import uuid4

from fastapi.testclient import TestClient

from benchmarks.errors import NotDoneError
from benchmarks.rounds import Play
from benchmarks.visits.pages import Page
from benchmarks.visits.places import Place, make_places
from casework.context import Context, wall_clock
from tests.builders.statements import Statement, statements
from web.app import create_app
from web.settings import WebSettings

_ADDRESS = "https://cases.example.org"


class Visitors:
    """People at the places of a database, each with a browser that is signed in."""

    def __init__(self, context: Context, browser: TestClient, cookie: str) -> None:
        """Make the places, and take the browser that all of them share."""
        self._database = context.database
        self._browser, self._cookie = browser, cookie
        self._places = make_places(context)

    def visit(self, page: Page, number: int) -> AbstractContextManager[Play]:
        """Give a visit of one of the places in turn, as a side of a measurement."""
        return self._visit(page, self._places[number % len(self._places)])

    @contextmanager
    def _visit(self, page: Page, place: Place) -> Iterator[Play]:
        names = {**place.names, "draft": uuid4().hex}
        for earlier in page.before:
            self._send(earlier, names, place)
        yield partial(self._send, page, names, place)

    def _send(self, page: Page, names: Mapping[str, str], place: Place) -> int:
        address = page.address.format(**names)
        signed_in = f"{self._cookie}={place.tokens[page.who]}"
        headers = {"Cookie": signed_in, "Sec-Fetch-Site": "same-origin"}
        if page.typed is None:
            answer = self._browser.get(address, headers=headers)
        else:
            form = {name: value.format(**names) for name, value in page.typed.items()}
            answer = self._browser.post(address, data=form, headers=headers)
        if answer.status_code >= HTTPStatus.BAD_REQUEST:
            raise NotDoneError(f"{page.who}: {answer.status_code} for {address}")
        return 1

    def sent(self, page: Page) -> list[list[Statement]]:
        """Give what a page sends to the database at each place, once it is warm."""
        gathered = []
        for number in range(len(self._places)):
            with self.visit(page, number) as warm_up:
                warm_up()
            gathered.append(self.sent_by_one(page, number))
        return gathered

    def sent_by_one(self, page: Page, number: int = 0) -> list[Statement]:
        """Give what one visit sends to the database, but for where it begins."""
        with self.visit(page, number) as play, statements(self._database) as sent:
            play()
        return [each for each in sent if not each.text.startswith("BEGIN")]


@contextmanager
def visiting(context: Context) -> Iterator[Visitors]:
    """Open the pages of a generated database for visitors."""
    settings, now = WebSettings(), wall_clock()
    app = create_app(context, settings, wall=lambda: now)  # no session grows old
    with TestClient(app, base_url=_ADDRESS, follow_redirects=False) as browser:
        yield Visitors(context, browser, settings.cookie)
