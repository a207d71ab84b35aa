"""What commands list: cases, a case, what is overdue; each at the size of a nation.

The plain questions of the list are asked by hand-written SQL beside it. Of the others
the driver alone sends the same statements: what is left is the program's own work.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from benchmarks.databases import TITLES, Driver, Kind, open_driver, open_engine
from benchmarks.errors import NotDoneError
from benchmarks.floor.listing import BY_HAND, list_by_hand
from benchmarks.floor.replay import Question, questions_of, replay
from benchmarks.generator import MORNING_AFTER, Wish
from benchmarks.generator.districts import prefix_of
from benchmarks.results import Measured
from benchmarks.rounds import Side, at_once, take_turns
from benchmarks.sizes import Sizes
from benchmarks.store import Store
from benchmarks.work.looking import page_measured
from casework.context import Context
from casework.reading.case_list import list_cases
from casework.reading.case_list_request import CaseListRequest, Order
from casework.reading.forecast import forecast
from casework.reading.look_at_case import look_at_case
from casework.reading.overdue import overdue
from casework.reading.report import report
from casework.reading.staff_list import staff_list
from engine.advance.refusal import Refusal
from storage.openings import reference
from tests.builders.statements import statements

QUICK_LOOKS, LOOKS = 20, 100
"""How often each page is looked at: its 95th percentile is what counts."""
DISTRICTS = 4
PLACES = tuple((f"d{n:03d}", prefix_of(n)) for n in range(1, DISTRICTS + 1))
"""The districts that are looked at in turn, with the prefixes of their references."""
Look = Callable[[Context, str, str], object]
"""Looks at a page of a district, by its id and prefix."""


def _listed(**asked: Any) -> Look:  # noqa: ANN401 - any field of the request
    def look(context: Context, district: str, prefix: str) -> object:
        chosen: dict[str, Any] = {
            name: v.format(d=district, p=prefix) if isinstance(v, str) else v
            for name, v in asked.items()
        }
        return list_cases(context, CaseListRequest(**chosen))

    return look


PAGES: dict[str, Look] = {
    "case list, first page": _listed(district_id="{d}"),
    "case list, a later page": _listed(district_id="{d}", after="{p}-0050"),
    "case list, one state": _listed(district_id="{d}", state="in_support"),
    "case list, a rare state": _listed(district_id="{d}", state="escalated"),
    "case list, one worker": _listed(district_id="{d}", worker="{d}.worker1"),
    "case list, overdue": _listed(district_id="{d}", due="overdue"),
    "case list, due this week": _listed(district_id="{d}", due="week"),
    "case list, three criteria": _listed(
        district_id="{d}", criteria=("crime", "education", "work")
    ),
    "case list, a surname": _listed(district_id="{d}", text="smith"),
    "case list, a reference": _listed(district_id="{d}", text="{p}-0007"),
    "case list, by day": _listed(district_id="{d}", sort=Order.SINCE),
    "case list, by worker": _listed(district_id="{d}", sort=Order.WORKER),
    "case list, by what is due": _listed(district_id="{d}", sort=Order.DUE),
    "case list, by what is due, the last first": _listed(
        district_id="{d}", sort=Order.DUE, descending=True
    ),
    "case list, everywhere": _listed(),
    "case list, everywhere, overdue": _listed(due="overdue"),
    "case list, everywhere, one state": _listed(state="in_support"),
    "a case": lambda c, _d, p: look_at_case(c, reference(p, 7)),
    "overdue": lambda c, d, _p: overdue(c, d, most=100),
    "overdue, everywhere": lambda c, _d, _p: overdue(c, most=100),
    "staff and caseloads": lambda c, d, _p: staff_list(c, d),
    "forecast": lambda c, d, _p: forecast(c, d),
    "report": lambda c, d, _p: report(c, d),
}


def measure_lists(
    store: Store, kinds: Sequence[Kind], sizes: Sizes
) -> Iterator[Measured]:
    """Measure every list among 20,000 cases, or 400,000."""
    wish = Wish(cases=sizes.pick(20_000, 400_000))
    looks = LOOKS if sizes.full else QUICK_LOOKS
    for kind in kinds:
        if kind == "sqlite-full":
            continue  # reading waits for no disk
        url = store.kept(kind, wish)  # looking changes nothing
        for name, look in PAGES.items():
            yield _measure(kind, url, (name, wish.cases), look, looks)
    store.finished(wish)


def _measure(
    kind: Kind, url: str, what: tuple[str, int], look: Look, looks: int
) -> Measured:
    page, cases = what
    name = f"{page}, of {cases:,}"
    database = open_engine(kind, url)
    context = Context(database=database, clock=lambda: MORNING_AFTER)
    sent = [_questions(context, look, place) for place in PLACES]
    with open_driver(kind, url) as driver:
        timings = take_turns(
            f"{name}, {TITLES[kind]}",
            at_once(lambda n: looked(look(context, *PLACES[n % DISTRICTS]))),
            _floor(driver, page, sent),
            rounds=looks,
        )
    database.dispose()
    how = "" if page in BY_HAND else ", the same by the driver alone"
    return page_measured(name, kind, timings, f"{len(sent[0])} queries{how}")


def _questions(context: Context, look: Look, place: tuple[str, str]) -> list[Question]:
    looked(look(context, *place))  # reads each definition once, as a process does
    with statements(context.database) as gathered:
        looked(look(context, *place))
    return questions_of(gathered)


def _floor(driver: Driver, page: str, sent: Sequence[list[Question]]) -> Side:
    listing = BY_HAND.get(page)
    if listing is None:
        return at_once(lambda n: replay(driver, sent[n % DISTRICTS]))
    districts = [district for district, _ in PLACES]
    return at_once(
        lambda n: looked(list_by_hand(driver, listing, districts[n % DISTRICTS]))
    )


def looked(page: object) -> int:
    """Say that one page was looked at.

    Raises:
        NotDoneError: it was refused: the database is not what was prepared.
    """
    if isinstance(page, Refusal):
        raise NotDoneError(" ".join(page.sentences()))
    return 1
