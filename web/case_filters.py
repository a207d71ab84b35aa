"""The filters of the list of cases, as they stand in the address.

The address is all there is: it can be kept, sent to a colleague and shared. Whoever
opens it gets their own sight of it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, cast, get_args
from urllib.parse import urlencode

from starlette.datastructures import FormData, QueryParams

from casework.reading.case_list_request import NO_WORKER, CaseListRequest, Due, Order
from casework.reading.list_options import ListOptions, Option

PAGE = 25
MOST_COUNTED = 10_000
"""From here on a list says 'more than': nobody pages through it, they narrow it."""
DUE_TITLES: dict[Due, str] = {
    "overdue": "Overdue",
    "week": "Due this week",
    "waiting": "Waiting on others",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Filters:
    """What the address says. `sort` begins with '-' for the other way round.

    `page` only tells the reader how far they have turned; the place is in `after`.
    """

    district: str = ""
    state: str = ""
    worker: str = ""
    unallocated: bool = False
    due: Due = ""
    mine: bool = False
    criteria: tuple[str, ...] = ()
    text: str = ""
    sort: str = ""
    after: str = ""
    before: str = ""
    page: int = 1

    @property
    def order(self) -> Order:
        """What is sorted by; an order that is not known is the usual one."""
        name = self.sort.removeprefix("-")
        return Order(name) if name in set(Order) else Order.REFERENCE

    @property
    def narrowed(self) -> bool:
        """Whether the list leaves anything out."""
        return bool(list(chosen(self)))


def read_filters(query: QueryParams | FormData) -> Filters:
    """Read the filters of an address; what makes no sense is left out."""

    def one(name: str) -> str:
        return str(query.get(name, "")).strip()

    page = one("page")
    due = one("due")
    return Filters(
        district=one("district"),
        state=one("state"),
        worker=one("worker"),
        unallocated=one("unallocated") == "yes",
        due=cast("Due", due) if due in get_args(Due) else "",
        mine=one("mine") == "yes",
        criteria=tuple(str(each) for each in query.getlist("criteria")),
        text=one("text"),
        sort=one("sort"),
        after=one("after"),
        before=one("before"),
        page=int(page)
        if page.isascii() and page.isdigit() and len(page) < _LONG
        else 1,
    )


_LONG = 6


def request_of(filters: Filters) -> CaseListRequest:
    """Give the question that casework answers."""
    return CaseListRequest(
        district_id=filters.district or None,
        state=filters.state,
        worker=filters.worker,
        unallocated=filters.unallocated,
        due=filters.due,
        mine=filters.mine,
        criteria=filters.criteria,
        text=filters.text,
        sort=filters.order,
        descending=filters.sort.startswith("-"),
        after=filters.after,
        before=filters.before,
        most=PAGE,
        count_most=MOST_COUNTED,
    )


def address(filters: Filters, **changes: Any) -> str:  # noqa: ANN401 - any filter
    """Write the address of the list; a change of what is listed starts at page 1."""
    if not {"after", "before"} & changes.keys():
        changes |= {"after": "", "before": "", "page": 1}
    query = query_of(replace(filters, **changes))
    return f"/cases?{query}" if query else "/cases"


def query_of(filters: Filters) -> str:
    """Write the filters as the part of an address after the question mark."""
    return urlencode(pairs_of(filters))


def pairs_of(filters: Filters) -> list[tuple[str, str]]:
    """Give all that the address says as names and values, for hidden fields too."""
    pairs = list(chosen(filters))
    places = ("sort", "after", "before")
    pairs += [(name, value) for name in places if (value := getattr(filters, name))]
    return [*pairs, ("page", str(filters.page))] if filters.page > 1 else pairs


def chosen(filters: Filters) -> Iterator[tuple[str, str]]:
    """Give what narrows the list, as names and values."""
    for name in ("district", "state", "worker", "due", "text"):
        if value := getattr(filters, name):
            yield name, value
    for name in ("unallocated", "mine"):
        if getattr(filters, name):
            yield name, "yes"
    for criterion in filters.criteria:
        yield "criteria", criterion


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that is on, and the address without it."""

    heading: str
    text: str
    href: str


def chips(filters: Filters, options: ListOptions) -> list[Chip]:
    """Give the filters that are on, each with the address without it."""
    found: list[Chip] = []
    for name, value in chosen(filters):
        left: Any = ""
        if name == "criteria":
            left = tuple(each for each in filters.criteria if each != value)
        elif name in {"unallocated", "mine"}:
            left = False
        text = _said(name, value, options)
        href = address(filters, **{name: left})
        found.append(Chip(_HEADINGS[name], text, href))
    return found


_HEADINGS = {
    "district": "District",
    "state": "Where the family stands",
    "worker": "Worker",
    "due": "Due",
    "text": "Reference or name",
    "unallocated": "Worker",
    "mine": "Whose work",
    "criteria": "Criteria",
}


def workers_of(options: ListOptions) -> tuple[Option, ...]:
    """Give the workers to choose from, and at their end nobody."""
    return (*options.workers, (NO_WORKER, "Nobody"))


def _said(name: str, value: str, options: ListOptions) -> str:
    lists: dict[str, tuple[Option, ...]] = {
        "district": options.districts,
        "state": options.states,
        "worker": workers_of(options),
        "criteria": options.criteria,
        "due": tuple((str(due), title) for due, title in DUE_TITLES.items()),
        "unallocated": (("yes", "Waiting for a worker"),),
        "mine": (("yes", "Mine"),),
    }
    return dict(lists.get(name, ())).get(value, value)
