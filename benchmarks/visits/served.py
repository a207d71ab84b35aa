"""Visits to a web process: the list of cases, as every kind of person asks for it."""

from http import HTTPStatus
from time import perf_counter

import httpx2

from benchmarks.errors import NotDoneError
from benchmarks.generator import MORNING_AFTER
from benchmarks.processes import Weighed, weighed_while_it_serves
from benchmarks.visits.pages import PAGES
from benchmarks.visits.places import Place, make_places
from casework.context import Context
from storage.database import open_database
from web.settings import WebSettings

PATIENCE_SECONDS = 600
LIST = tuple(page for page in PAGES if page.what.startswith("cases"))
"""Every way to ask for the list: filtered, sorted, a later page, of many districts."""


def visit_the_list(url: str) -> Weighed:
    """Serve a database's pages, ask for the list in every way, and give the peak."""
    database = open_database(url)
    place, *_ = make_places(Context(database=database, clock=lambda: MORNING_AFTER))
    database.dispose()
    began = perf_counter()
    with weighed_while_it_serves(url) as serving:
        _look_at_each(serving.address, place)
    seconds = perf_counter() - began
    return Weighed(peak=serving.peak, seconds=seconds, before=serving.before)


def _look_at_each(site: str, place: Place) -> None:
    cookie = WebSettings().cookie
    with httpx2.Client(base_url=site, timeout=PATIENCE_SECONDS) as browser:
        for page in LIST:
            headers = {"Cookie": f"{cookie}={place.tokens[page.who]}"}
            address = page.address.format(**place.names)
            answer = browser.get(address, headers=headers)
            if answer.status_code != HTTPStatus.OK:
                raise NotDoneError(f"{page.who}: {answer.status_code} for {address}")
