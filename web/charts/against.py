"""Bars against a mark: what there is, and what was promised or is full."""

from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt

from web.charts.drawing import (
    BAR,
    DARK_BLUE,
    DARK_PINK,
    ORANGE,
    WIDE,
    AnyChart,
    Width,
    bar_length,
    height_of,
    key,
    rows_down,
    rows_of,
    titled,
)

_ABOVE_BAR = 12
_MARK_WIDTH = 4


@dataclass(frozen=True, kw_only=True, slots=True)
class Bar:
    """A bar, the mark that it is held against, if any, and its label.

    `alarming` ones have another colour; their label says why in words too.
    """

    title: str
    value: int
    mark: int | None
    label: str
    alarming: bool = False


def bars_against(bars: Sequence[Bar], width: Width) -> AnyChart:
    """Draw a bar a row with its mark; the label stands behind both."""
    data = rows_of(
        *(
            {
                "key": key(place, bar.title),
                "value": bar.value,
                "mark": bar.mark,
                "end": max(bar.value, bar.mark or 0),
                "label": bar.label,
                "colour": DARK_PINK if bar.alarming else DARK_BLUE,
            }
            for place, bar in enumerate(bars)
        )
    )
    most = max((max(bar.value, bar.mark or 0) for bar in bars), default=0)
    base = alt.Chart(data).encode(y=rows_down(width))
    filled = base.mark_bar(height=BAR).encode(
        x=bar_length("value", most, width), color=alt.Color("colour:N", scale=None)
    )
    marks = base.mark_tick(
        color=ORANGE, opacity=1, height=_mark_height(width), thickness=_MARK_WIDTH
    ).encode(x=bar_length("mark", most, width))
    texts = base.mark_text(align="left", dx=8).encode(
        x=bar_length("end", most, width), text="label:N"
    )
    drawn = titled(base, width, filled, marks, texts)
    return drawn.properties(height=height_of(len(bars), width))


def _mark_height(width: Width) -> int:
    return BAR + _ABOVE_BAR if width is WIDE else BAR
