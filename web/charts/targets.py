"""The families attached in each financial year, against the district's target."""

from functools import lru_cache

from casework.reading.funnel import AgainstTarget
from web.charts.against import Bar, bars_against
from web.charts.drawing import picture
from web.charts.picture import Picture


@lru_cache(maxsize=64)
def target_picture(years: tuple[AgainstTarget, ...], now: str) -> Picture:
    """Draw a bar for each year, and a mark at its target.

    Args:
        years: the first year first; at least one.
        now: the present financial year, of which the finding tells.
    """
    bars = tuple(_bar(year) for year in years)
    return picture(
        "targets",
        target_finding(years, now),
        "A horizontal bar for each financial year, as long as the number of families "
        "attached to a worker in it. An upright orange mark stands at the target. The "
        "table has the figures.",
        lambda width: bars_against(bars, width),
    )


def target_finding(years: tuple[AgainstTarget, ...], now: str) -> str:
    """Say how the present year stands against its target, or the last one there is."""
    last = next((year for year in years if year.year == now), years[-1])
    attached = f"{last.attached} famil{'y was' if last.attached == 1 else 'ies were'}"
    said = f"{attached} attached in {last.year}"
    if last.target is None:
        return f"{said}, which has no target"
    if last.attached >= last.target:
        return f"{said}: the target of {last.target} is reached"
    return f"{said}: {last.target - last.attached} short of the target of {last.target}"


def _bar(year: AgainstTarget) -> Bar:
    target = "no target" if year.target is None else f"target {year.target}"
    return Bar(
        title=year.year,
        value=year.attached,
        mark=year.target,
        label=f"{year.attached} ({target})",
    )
