"""Every page as its visitors see it, among as many cases as a nation has.

A round is one request of somebody who is signed in, from when the application gets it
until the whole page is there. Beside it, the same queries are sent by the driver alone:
what is left is the program's own work. A form that is sent has nothing beside it.
"""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from functools import partial

from benchmarks.databases import TITLES, Driver, Kind, open_driver, open_engine
from benchmarks.floor.replay import questions_of, replay
from benchmarks.generator import MORNING_AFTER, Wish
from benchmarks.results import Measured
from benchmarks.rounds import at_once, take_turns
from benchmarks.sizes import Sizes
from benchmarks.store import Store
from benchmarks.visits.pages import PAGES, Page
from benchmarks.visits.visitors import Visitors, visiting
from benchmarks.work.looking import page_measured
from casework.context import Context

QUICK_LOOKS, LOOKS = 20, 40
"""How often each page is looked at: its 95th percentile is what counts."""


def measure_pages(
    store: Store, kinds: Sequence[Kind], sizes: Sizes
) -> Iterator[Measured]:
    """Measure every page among 20,000 cases, or 400,000."""
    wish = Wish(cases=sizes.pick(20_000, 400_000))
    looks = LOOKS if sizes.full else QUICK_LOOKS
    for kind in kinds:
        if kind == "sqlite-full":
            continue  # looking waits for no disk
        with ExitStack() as open_:
            url = open_.enter_context(store.copy(kind, wish))
            database = open_engine(kind, url)
            open_.callback(database.dispose)
            context = Context(database=database, clock=lambda: MORNING_AFTER)
            visitors = open_.enter_context(visiting(context))
            driver = open_.enter_context(open_driver(kind, url))
            for page in PAGES:
                yield _measure(page, visitors, driver, wish.cases, looks)
    store.finished(wish)


def _measure(
    page: Page, visitors: Visitors, driver: Driver, cases: int, looks: int
) -> Measured:
    name = f"{page.what} ({page.who}), of {cases:,}"
    sent = visitors.sent(page)
    questions = [questions_of(each) for each in sent]
    timings = take_turns(
        f"{name}, {TITLES[driver.kind]}",
        partial(visitors.visit, page),
        at_once(lambda n: replay(driver, questions[n % len(questions)]))
        if page.typed is None
        else None,
        rounds=looks,
    )
    statements = max(len(each) for each in sent)
    return page_measured(name, driver.kind, timings, f"{statements} statements")
