"""What looking at a page has in common, whether a command or the web shows it."""

from benchmarks.databases import Kind
from benchmarks.results import Goal, Measured, in_words
from benchmarks.rounds import Timings

PAGE = Goal(limit=0.1, aim=0.04)


def page_measured(what: str, kind: Kind, timings: Timings, sent: str) -> Measured:
    """Give a page's line of the table: its 95th percentile is what counts.

    Args:
        what: which page, among how many cases.
        kind: on which database.
        timings: seconds a page.
        sent: what was sent to the database, such as `13 queries`.
    """
    return Measured(
        what=what,
        kind=kind,
        timings=timings,
        unit="a page",
        goal=PAGE,
        of="seconds",
        remark=f"p95 {in_words(timings.engine_p95)}; {sent}",
    )
