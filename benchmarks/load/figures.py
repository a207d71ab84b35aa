"""Figures of what was asked for: how much, how fast, and what people were told."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import quantiles

from benchmarks.load.book import Act

EXAMPLES = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class Operation:
    """One kind of request: how many were answered, and how long an answer took.

    `told` counts the answers by what they said. Times are in milliseconds, from the
    first attempt to the answer. `said` are the first few things that ticks said.
    """

    what: str
    answered: int
    a_second: float
    p50: float
    p95: float
    p99: float
    slowest: float
    told: dict[str, int]
    said: tuple[str, ...]


def operations(acts: Sequence[Act], seconds: float) -> tuple[Operation, ...]:
    """Give the figures of each kind of request.

    Args:
        acts: what was asked for and told.
        seconds: over how long.
    """
    kinds = Counter(act.what for act in acts)
    return tuple(
        _operation(kind, [act for act in acts if act.what == kind], seconds)
        for kind, _ in kinds.most_common()
    )


def _operation(what: str, acts: Sequence[Act], seconds: float) -> Operation:
    took = sorted(act.took * 1000 for act in acts)
    marks = quantiles(took, n=100, method="inclusive") if len(took) > 1 else took * 99
    return Operation(
        what=what,
        answered=len(acts),
        a_second=round(len(acts) / seconds, 1),
        p50=round(marks[49], 1),
        p95=round(marks[94], 1),
        p99=round(marks[98], 1),
        slowest=round(took[-1], 1),
        said=tuple({act.said: None for act in acts if act.said})[:EXAMPLES],
        told=dict(Counter(act.outcome for act in acts).most_common()),
    )
