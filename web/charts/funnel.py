"""The funnel: how many families have come as far as each step."""

import itertools
from functools import lru_cache

import altair as alt

from casework.reading.funnel import FunnelStep
from web.charts.drawing import (
    BAR,
    DARK_BLUE,
    AnyChart,
    Width,
    bar_length,
    height_of,
    key,
    picture,
    rows_down,
    rows_of,
    titled,
)
from web.charts.picture import Picture


@lru_cache(maxsize=64)
def funnel_picture(steps: tuple[FunnelStep, ...]) -> Picture:
    """Draw a bar for each step, with what share of all families came so far.

    Args:
        steps: in the order of the pathway; at least one.
    """
    return picture(
        "funnel",
        funnel_finding(steps),
        f"{len(steps)} horizontal bars, one for each step of the pathway, as long as "
        "the number of families that have come so far. The table has the figures.",
        lambda width: _chart(steps, width),
    )


def funnel_finding(steps: tuple[FunnelStep, ...]) -> str:
    """Say where the funnel narrows most."""
    first = steps[0].families
    if not first:
        return "No family has been put on the list yet"
    pairs = list(itertools.pairwise(steps))
    before, after = max(pairs, key=lambda pair: pair[0].families - pair[1].families)
    if before.families == after.families:
        return f"All {first} families have come as far as ‘{after.title}’"
    return (
        f"{before.families} of {first} families came as far as ‘{before.title}’, "
        f"{after.families} to the next step, ‘{after.title}’: the largest step down"
    )


def _chart(steps: tuple[FunnelStep, ...], width: Width) -> AnyChart:
    data = rows_of(
        *(
            {
                "key": key(place, step.title),
                "families": step.families,
                "label": f"{step.families} ({step.per_cent:.0f}%)",
            }
            for place, step in enumerate(steps)
        )
    )
    most = max(step.families for step in steps)
    base = alt.Chart(data).encode(
        y=rows_down(width), x=bar_length("families", most, width)
    )
    bars = base.mark_bar(color=DARK_BLUE, height=BAR)
    texts = base.mark_text(align="left", dx=6).encode(text="label:N")
    return titled(base, width, bars, texts).properties(
        height=height_of(len(steps), width)
    )
