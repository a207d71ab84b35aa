"""Where the middle of many values lies, and where their upper end begins."""

from collections.abc import Mapping

_ALL = 100


def quantile(counts: Mapping[int, int], per_cent: int) -> int:
    """Give the value that so many per cent have, or less: the nearest rank.

    It is always a value that somebody has, never one in between.

    Args:
        counts: how often each value occurs; at least one does.
        per_cent: 1 to 100; 50 gives the median.

    Raises:
        ValueError: there is no value, or it is no such share.
    """
    every = sum(counts.values())
    if not every or not 1 <= per_cent <= _ALL:
        message = f"of {every} values {per_cent} per cent can not be said"
        raise ValueError(message)
    passed = 0
    for value in sorted(counts):
        passed += counts[value]
        if passed * _ALL >= per_cent * every:
            break
    return value
