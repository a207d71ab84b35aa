"""How long families have stood in each state: the middle, and the slowest tenth."""

from functools import lru_cache

import altair as alt

from casework.reading.ages import StateAge
from web.charts.drawing import (
    DARK_BLUE,
    GREY,
    ORANGE,
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

_POINT = 190
_LINE = 3


@lru_cache(maxsize=64)
def age_picture(states: tuple[StateAge, ...]) -> Picture:
    """Draw two points for each state: half of its families, and nine in ten."""
    return picture(
        "ages",
        age_finding(states),
        "A row for each state. A blue circle stands at the working days that half of "
        "its families have been there or less, an orange diamond at those of nine in "
        "ten, with a line between them. The table has the figures.",
        lambda width: _chart(states, width),
    )


def age_finding(states: tuple[StateAge, ...]) -> str:
    """Say where families have stood longest."""
    if not states:
        return "No family stands in a state that waits for anything"
    slow = max(states, key=lambda state: (state.median, state.ninetieth))
    return (
        f"Families have stood longest in ‘{slow.title}’: half of its {slow.families} "
        f"for {slow.median} working days or more"
        if slow.median
        else "No state has held half of its families for a working day"
    )


def _chart(states: tuple[StateAge, ...], width: Width) -> AnyChart:
    data = rows_of(
        *(
            {
                "key": key(place, state.title),
                "median": state.median,
                "ninetieth": state.ninetieth,
                "label": f"{state.median} and {state.ninetieth} days",
            }
            for place, state in enumerate(states)
        )
    )
    most = max((state.ninetieth for state in states), default=0)
    middle = bar_length("median", most, width)
    slow = bar_length("ninetieth", most, width)
    base = alt.Chart(data).encode(y=rows_down(width))
    between = base.mark_rule(color=GREY, strokeWidth=_LINE).encode(
        x=middle, x2="ninetieth:Q"
    )
    half = base.mark_point(
        shape="circle", filled=True, opacity=1, size=_POINT, color=DARK_BLUE
    ).encode(x=middle)
    nine = base.mark_point(
        shape="diamond", filled=True, opacity=1, size=_POINT, color=ORANGE
    ).encode(x=slow)
    texts = base.mark_text(align="left", dx=14).encode(x=slow, text="label:N")
    drawn = titled(base, width, between, nine, half, texts)
    return drawn.properties(height=height_of(len(states), width))
