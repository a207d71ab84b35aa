"""Every page that is measured is there, and asks the same however much there is."""

from collections.abc import Mapping

from benchmarks.databases import open_engine
from benchmarks.generator import MORNING_AFTER, Wish
from benchmarks.store import Store
from benchmarks.visits.pages import PAGES
from benchmarks.visits.visitors import visiting
from casework.context import Context
from tests.benchmarks.conftest import SMALL

MANY = Wish(cases=160, districts=6, templates=SMALL.templates)
NOTHING_SHOWN = 1
"""A list that is empty is not asked for what goes with its lines."""


def questions(store: Store, wish: Wish) -> Mapping[str, int]:
    """Give for each page how many statements it sends: as many on PostgreSQL."""
    found = {}
    with store.copy("sqlite-normal", wish) as url:
        database = open_engine("sqlite-normal", url)
        context = Context(database=database, clock=lambda: MORNING_AFTER)
        with visiting(context) as visitors:
            for page in (PAGES[0], *PAGES):  # the first time, definitions are read
                found[f"{page.what} ({page.who})"] = len(visitors.sent_by_one(page))
        database.dispose()
    return found


def test_a_page_asks_no_more_of_many_families_and_districts_than_of_few(
    store: Store,
) -> None:
    few, many = questions(store, SMALL), questions(store, MANY)
    more = {page: n for page, n in many.items() if n > few[page] + NOTHING_SHOWN}
    assert more == {}
