"""Every page of the application, at an address that exists, for somebody who may.

The routes are read from the application itself. One that names a thing for which
`VALUES` has none stops the tests, so that no new page is forgotten.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from fastapi import FastAPI

from engine.access.roles import Access
from web.reports.catalogue import REPORTS
from web.who_may import ANYONE, SIGNED_IN, WHO_MAY, Route, routes_of

COORDINATOR, WORKER, SECRETARY = "mai.coordinator", "mai.worker1", "mai.secretary"
ADMINISTRATOR, OF_TWO_DISTRICTS = "mai.administrator", "kent.manager"
PEOPLE: Mapping[Access, str] = {
    Access.COORDINATOR: COORDINATOR,
    Access.ADMINISTRATOR: ADMINISTRATOR,
    Access.AUDITOR: "mai.auditor",
    Access.INFORMATION_GOVERNANCE: "mai.information_governance",
    Access.BOARD_SECRETARY: SECRETARY,
    Access.WORKER: WORKER,
}
"""Who looks, the first whom a page is for."""
VALUES: Mapping[str, str] = {
    "reference": "MAI-0001",
    "district": "maidstone",
    "event": "hold_review",
    "question": "outcome",
    "clock": "next_review",
    "report": "funnel",
    "worker": "mai.worker1",
    "user": "mai.worker2",
    "change": "close",
    "day": "2014-04-16",
}
"""What an address of played Maidstone names; the agenda is planned for the tests."""
NO_PAGES = frozenset(
    {
        "/health/live",
        "/health/ready",
        "/metrics",
        "/reports/{district}/{report}/download/{kind}",
        "/open-families/{district}/columns",
        "/meetings/{district}/agenda/{agenda}/papers/{kind}",
    }
)
"""Routes that give figures or a file."""
STATUSES: Mapping[str, int] = {
    "/sign-in/provider/back": 404,
    "/cases/{reference}/clocks/{clock}/check": 422,
    "/meetings/{district}/held": 404,
    "/bulk/advance/{event}": 404,
}
"""What answers where something is missing: a provider, a reason, a meeting, ticks."""
_CASE, _CLOCK = "/cases/MAI-0004", "/cases/MAI-0004/clocks/next_review"


@dataclass(frozen=True)
class Visit:
    """Somebody opens a page, and is answered with a status."""

    user: str
    address: str
    status: int = 200

    @property
    def area(self) -> str:
        """The first part of the address; '' for the first page."""
        return area_of(self.address)


def area_of(address: str) -> str:
    """Give the first part of an address, or of a route's path."""
    return re.split(r"[/?]", address)[1]


MORE = (
    Visit("", "/nowhere", 404),
    Visit(WORKER, "/"),
    Visit(COORDINATOR, "/cases?state=in_support&criteria=crime&sort=-due"),
    Visit(COORDINATOR, "/cases?text=Nobodyatall"),
    Visit(COORDINATOR, "/cases?state=nowhere", 422),
    Visit(COORDINATOR, "/cases/lists?due=overdue"),
    Visit(COORDINATOR, "/cases/MAI-0012"),
    Visit(COORDINATOR, "/cases/MAI-9999", 404),
    Visit(WORKER, "/cases/MAI-0004/do/hold_review/held_on"),
    Visit(WORKER, "/cases/MAI-0004/do/hold_review/summary"),
    Visit(WORKER, f"{_CASE}/do/evidence_crime_education/asb_now"),
    Visit(WORKER, f"{_CASE}/do/evidence_progress_to_work", 409),
    Visit(WORKER, "/reports/maidstone"),
    Visit(COORDINATOR, f"{_CASE}/do/reallocate_worker/chosen_worker"),
    Visit(COORDINATOR, f"{_CASE}/do/mark_duplicate/other_reference"),
    Visit(COORDINATOR, f"{_CLOCK}/check?reason=court"),
    Visit(SECRETARY, _CLOCK, 409),
    Visit(SECRETARY, "/cases/MAI-0001/do/approve"),
    Visit(COORDINATOR, "/meetings/maidstone/held?meeting=PB%2F2013%2F01"),
    Visit(COORDINATOR, "/rehearsal?by-day=30&by-month=4&by-year=2014"),
    Visit(COORDINATOR, "/rehearsal?by-day=30", 422),
    Visit(COORDINATOR, "/cover/maidstone?past=yes"),
    Visit(ADMINISTRATOR, "/notifications"),
    Visit(ADMINISTRATOR, "/office"),
    Visit(ADMINISTRATOR, "/admin/users/mai.worker2/password"),
    Visit(ADMINISTRATOR, "/admin/users/mai.administrator"),
    Visit("mai.auditor", "/admin/audit/maidstone?kind=events"),
    Visit("mai.viewer", "/"),
    Visit("mai.viewer", "/cases/MAI-0001"),
    Visit("mai.viewer", "/cases/MAI-0001/restriction", 403),
    *(Visit(COORDINATOR, f"/reports/maidstone/{name}") for name in REPORTS),
    *(
        Visit(OF_TWO_DISTRICTS, address)
        for address in (
            "/",
            "/cases",
            "/reports",
            "/meetings",
            "/handover",
            "/cover",
            "/open-families",
            "/runs",
            "/rehearsal",
            "/rehearsal?district=tonbridge_and_malling",
            "/allocation",
            "/admin/users",
            "/admin/closures",
            "/admin/audit",
            "/admin/restricted",
        )
    ),
)
"""Other addresses of the same routes, at which the page is another one."""


def visits(app: FastAPI, arranged: Mapping[str, str]) -> Iterator[Visit]:
    """Give a visit to each page of an application, then to its other addresses.

    Args:
        app: whose pages.
        arranged: what an address may name beside `VALUES`.
    """
    values = {**VALUES, **arranged}
    for route in routes_of(app):
        method, path = route
        if method == "GET" and _is_page(path):
            yield Visit(
                somebody_for(route), filled(path, values), STATUSES.get(path, 200)
            )
    yield from MORE


def areas() -> list[str]:
    """Give the areas that there are pages of."""
    routes = (path for method, path in WHO_MAY if method == "GET")
    pages = (path for path in routes if _is_page(path))
    return sorted({*map(area_of, pages), *(visit.area for visit in MORE)})


def _is_page(path: str) -> bool:
    return path not in NO_PAGES and not path.startswith("/api/")


def filled(path: str, values: Mapping[str, str]) -> str:
    """Write a route's path as an address."""
    missing = set(re.findall(r"\{(\w+)\}", path)) - set(values)
    assert not missing, f"Give {missing} of {path} a value in tests/builders/every_page"
    return path.format_map(values)


def somebody_for(route: Route) -> str:
    """Name somebody who may have a page; nobody for one that anyone may have."""
    rule = WHO_MAY[route]
    if rule == ANYONE:
        return ""
    held = (
        user for access, user in PEOPLE.items() if rule == SIGNED_IN or access in rule
    )
    return next(held)
