"""Which cases somebody asks to see, in which order, and which page of them."""

from dataclasses import dataclass
from typing import Literal

from storage.case_list import Order

__all__ = ["NO_WORKER", "PAGE", "CaseListRequest", "Due", "Order"]
PAGE = 100
NO_WORKER = "-"
"""In the place of a worker: the cases that have none, wherever they stand."""
Due = Literal["", "overdue", "week", "waiting"]
"""What is due: past its day, due until Sunday, or held up by somebody else."""


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseListRequest:
    """Which cases to list. None and empty mean any.

    `after` and `before` are the places that another page of the list gave. `mine`
    keeps the cases that have an open clock of who looks; `due` then speaks of these
    clocks only. A count stops at `count_most`; None counts everything.
    """

    district_id: str | None = None
    state: str = ""
    worker: str = ""
    unallocated: bool = False
    due: Due = ""
    mine: bool = False
    criteria: tuple[str, ...] = ()
    text: str = ""
    sort: Order = Order.REFERENCE
    descending: bool = False
    after: str = ""
    before: str = ""
    most: int = PAGE
    count_most: int | None = None
