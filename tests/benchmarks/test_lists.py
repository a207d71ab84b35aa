"""What is written by hand for the list of cases reads what the engine lists."""

import pytest

from benchmarks.databases import Kind, open_driver, open_engine
from benchmarks.floor.listing import BY_HAND, list_by_hand
from benchmarks.generator import MORNING_AFTER, Wish
from benchmarks.generator.districts import prefix_of
from benchmarks.store import Store
from benchmarks.work.lists import PAGES
from casework.context import Context
from casework.reading.case_list import CaseList
from storage.database import reading
from storage.lists import clocks_of_cases
from tests.benchmarks.conftest import SMALL

A_DISTRICT = Wish(cases=240, districts=2, templates=SMALL.templates)
"""More than a page in each district."""


@pytest.mark.parametrize("name", BY_HAND)
def test_by_hand_the_same_page_is_read(store: Store, kind: Kind, name: str) -> None:
    url = store.kept(kind, A_DISTRICT)
    engine = open_engine(kind, url)
    context = Context(database=engine, clock=lambda: MORNING_AFTER)
    page = PAGES[name](context, "d001", prefix_of(1))
    assert isinstance(page, CaseList)
    references = [case.reference for case in page.cases]
    keys = [("d001", int(each.partition("-")[2])) for each in references]
    with reading(engine) as connection:
        clocks = len(clocks_of_cases(connection, keys))
    with open_driver(kind, url) as driver:
        by_hand = list_by_hand(driver, BY_HAND[name], "d001")
    engine.dispose()
    assert references
    assert by_hand == (references, page.count, clocks)
