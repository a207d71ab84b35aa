"""The families that wait for a worker, and by which events each can get one."""

from collections.abc import Iterator
from dataclasses import dataclass

from casework.context import Context
from casework.reading.case_list import CaseLine, CaseList, list_cases
from casework.reading.case_list_request import CaseListRequest
from casework.reading.desk import Desk, open_desk
from casework.reading.which_cases import definition_of
from engine.access.sight import Sight
from engine.workflow.definition import MACHINES
from storage.case_list import Order

_SHOWN = 25
_MOST_COUNTED = 1000


@dataclass(frozen=True, kw_only=True, slots=True)
class WaitingFamily:
    """A family without a worker, and the allocations that this person may make."""

    line: CaseLine
    events: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class WaitingFamilies:
    """Those who have waited longest, and how many there are in all."""

    families: tuple[WaitingFamily, ...]
    count: int
    more_than: bool


def waiting_families(context: Context, sight: Sight) -> WaitingFamilies:
    """List the families that wait for a worker, the longest first.

    Raises:
        StorageError: the database is missing, busy or gone.
    """
    request = CaseListRequest(
        unallocated=True, sort=Order.SINCE, most=_SHOWN, count_most=_MOST_COUNTED
    )
    found = list_cases(context, request, sight)
    if not isinstance(found, CaseList):
        return WaitingFamilies(families=(), count=0, more_than=False)
    with open_desk(context, sight) as desk:
        families = tuple(
            WaitingFamily(line=line, events=tuple(_events(desk, sight, line)))
            for line in found.cases
        )
    return WaitingFamilies(
        families=families, count=found.count, more_than=found.more_than
    )


def _events(desk: Desk, sight: Sight, line: CaseLine) -> Iterator[tuple[str, str]]:
    """Give the allocations that lead from where a family stands, if they are theirs."""
    pathway = definition_of(desk, desk.districts[line.district])
    posts = sight.districts[line.district].posts
    stands = {"programme": line.programme, "service": line.service}
    for machine in MACHINES:
        for event, transition in pathway.machine(machine).transitions.items():
            here = stands[machine] in transition.sources
            if transition.does.allocates and here and posts.intersection(transition.by):
                yield event, transition.title
