"""The caseload of each worker, against a full one."""

from functools import lru_cache

from casework.reading.staff_list import StaffLine
from web.charts.against import Bar, bars_against
from web.charts.drawing import picture
from web.charts.picture import Picture

MOST = 30
"""No more bars than this can be read in one picture."""


@lru_cache(maxsize=64)
def caseload_picture(workers: tuple[StaffLine, ...]) -> Picture:
    """Draw a bar for each worker, and a mark at a full caseload.

    Of many workers only the fullest `MOST` are drawn; the table has all of them.

    Args:
        workers: those who carry families, in the order of the district's file.
    """
    bars = tuple(_bar(worker) for worker in _drawn(workers))
    return picture(
        "caseloads",
        caseload_finding(workers),
        "A horizontal bar for each worker, as long as the number of their families. An "
        "upright orange mark stands at a full caseload. The table has the figures.",
        lambda width: bars_against(bars, width),
    )


def _drawn(workers: tuple[StaffLine, ...]) -> tuple[StaffLine, ...]:
    if len(workers) <= MOST:
        return workers
    return tuple(sorted(workers, key=_fullness, reverse=True)[:MOST])


def _fullness(worker: StaffLine) -> float:
    return worker.families / (worker.most or 1)


def caseload_finding(workers: tuple[StaffLine, ...]) -> str:
    """Say how many workers are over a full caseload, and what room there is."""
    families = sum(worker.families for worker in workers)
    over = [worker for worker in workers if worker.over]
    of_all = f"of {len(workers)} worker{'' if len(workers) == 1 else 's'}"
    if over:
        is_are = "is" if len(over) == 1 else "are"
        return f"{len(over)} {of_all} {is_are} over a full caseload"
    room = sum((w.most or 0) - w.families for w in workers if w.in_post)
    return (
        f"None {of_all} is over a full caseload: they have {families} families "
        f"and room for {room} more"
    )


def _bar(worker: StaffLine) -> Bar:
    over = ", over" if worker.over else ""
    gone = "" if worker.in_post else ", has left"
    return Bar(
        title=f"{worker.title} ({worker.user})",
        value=worker.families,
        mark=worker.most,
        label=f"{worker.families} of {worker.most}{over}{gone}",
        alarming=worker.over or not worker.in_post,
    )
