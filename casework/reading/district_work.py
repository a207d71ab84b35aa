"""What the districts need today that somebody runs: how much is late, and whose."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from casework.jobs.set_aside import lines_of
from casework.reading.alerts import alerts, alerts_of_jobs
from casework.reading.case_list_request import NO_WORKER, CaseListRequest
from casework.reading.desk import Desk
from casework.reading.due_lines import DueLine, due_line
from casework.reading.which_cases import which_cases
from casework.reading.words import person_title
from engine.access.roles import Access
from engine.access.sight import Sight
from storage.case_conditions import WhichCases
from storage.case_counts import count_each
from storage.case_shares import count_by_district, count_by_worker
from storage.clock_list import ClocksOf, clocks_page

_MOST = 1000
_MOST_OF_EACH = 100
"""As many are counted of each of several districts."""
_SHOWN = 10
Name = Literal["overdue", "week", "waiting", "unallocated"]
_ASKED: dict[Name, CaseListRequest] = {
    "overdue": CaseListRequest(due="overdue"),
    "week": CaseListRequest(due="week"),
    "waiting": CaseListRequest(due="waiting"),
    "unallocated": CaseListRequest(unallocated=True),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Counted:
    """How many cases; `more_than` says that the count was stopped there."""

    count: int
    more_than: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Share:
    """Overdue cases of one worker or one district; the list filters by `key`."""

    key: str
    title: str
    cases: Counted


@dataclass(frozen=True, kw_only=True, slots=True)
class DistrictWork:
    """What the districts of a coordinator need.

    `district` is the only one, if a list has to be narrowed to it; `title` names them.
    Where the figures can not be those of one list, there are none. `by_worker` is of a
    single district, `by_district` of several; what is `late` is what was due first.
    """

    district: str
    title: str
    figures: tuple[tuple[Name, Counted], ...]
    by_worker: tuple[Share, ...]
    by_district: tuple[Share, ...]
    late: tuple[DueLine, ...]
    alerts: tuple[str, ...]


def district_work(desk: Desk, sight: Sight) -> DistrictWork | None:
    """Read what the districts need that somebody runs; None for who runs none."""
    run = sight.districts_as({Access.COORDINATOR})
    if not run:
        return None
    seen, single = set(sight.districts_with_families), len(run) == 1
    late = _which(desk, "overdue", run, sight)
    return DistrictWork(
        district=run[0] if single and len(seen) > 1 else "",
        title=desk.districts[run[0]].district.title if single else "Your districts",
        figures=tuple(_figures(desk, run, sight)) if single or seen == set(run) else (),
        by_worker=tuple(_by_worker(desk, late[0])) if single else (),
        by_district=() if single else tuple(_by_district(desk, late)),
        late=tuple(_late(desk, late)),
        alerts=tuple(_alerts(desk, run, sight)),
    )


def _which(
    desk: Desk, name: Name, run: tuple[str, ...], sight: Sight
) -> tuple[WhichCases, ...]:
    found = which_cases(desk, _ASKED[name], sight)
    theirs = ((each, tuple(d for d in each.districts if d in run)) for each in found)
    return tuple(replace(each, districts=of) for each, of in theirs if of)


def _figures(
    desk: Desk, run: tuple[str, ...], sight: Sight
) -> Iterator[tuple[Name, Counted]]:
    which = [_which(desk, name, run, sight) for name in _ASKED]
    counts = count_each(desk.connection, which, _MOST + 1)
    for name, count in zip(_ASKED, counts, strict=True):
        yield name, _counted(count, _MOST)


def _counted(count: int, most: int) -> Counted:
    return Counted(count=min(count, most), more_than=count > most)


def _by_worker(desk: Desk, late: WhichCases) -> Iterator[Share]:
    """Share out what is late; not if it is more than is counted."""
    counts = count_by_worker(desk.connection, late, _MOST + 1)
    if sum(counts.values()) > _MOST:
        return
    district = desk.districts[late.districts[0]].district
    for user, count in sorted(counts.items(), key=lambda each: (-each[1], each[0])):
        title = person_title(district, user) if user else "Families without a worker"
        yield Share(key=user or NO_WORKER, title=title, cases=_counted(count, _MOST))


def _by_district(desk: Desk, late: tuple[WhichCases, ...]) -> Iterator[Share]:
    counts = count_by_district(desk.connection, late, _MOST_OF_EACH + 1)
    for id_, count in counts.items():
        title = desk.districts[id_].district.title
        yield Share(key=id_, title=title, cases=_counted(count, _MOST_OF_EACH))


def _late(desk: Desk, which: tuple[WhichCases, ...]) -> Iterator[DueLine]:
    clocks = tuple(
        ClocksOf(districts=each.districts, wanted=each.clocks, seen=each.seen)
        for each in which
        if each.clocks is not None
    )
    for row in clocks_page(desk.connection, clocks, most=_SHOWN):
        yield due_line(desk, row)


def _alerts(desk: Desk, run: tuple[str, ...], sight: Sight) -> Iterator[str]:
    """Give the alerts of a single district; of several, only what is of all."""
    if len(run) > 1:
        yield from alerts_of_jobs(desk)
        return
    yield from alerts(desk, run[0], len(tuple(lines_of(desk, run[0], sight))))
