"""Drawing a chart: from Altair to SVG, by the rules that all our charts keep.

Simple bars and points, labelled directly; the title is the finding and stands in the
page; the table beside a chart says the same in figures. Colours are the palette of the
Government Analysis Function, whose neighbours can be told apart by everybody. The same
figures give the same bytes.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape

import altair as alt
import vl_convert

from web.charts.picture import Picture

DARK_BLUE, TURQUOISE, DARK_PINK, ORANGE, GREY = (
    "#12436D",
    "#28A197",
    "#801650",
    "#F46A25",
    "#3D3D3D",
)
_INK = "#0b0c0c"
_FONT = "Helvetica Neue, Helvetica, Arial, sans-serif"
_SVG = "<svg "
_ROW, ABOVE, BAR = 44, 22, 26
_TITLE = "slice(datum.label, indexof(datum.label, '|') + 1)"
_TITLE_OF_KEY = "slice(datum.key, indexof(datum.key, '|') + 1)"
AnyChart = alt.Chart | alt.LayerChart


@dataclass(frozen=True, kw_only=True, slots=True)
class Width:
    """How wide a chart is drawn, and how large its letters are, in pixels.

    `room` is how many times as long as the longest bar a row is, for the label;
    `spare` is left free on the left, for letters wider than those that were measured.
    """

    name: str
    pixels: int
    text: int
    room: float
    spare: int


WIDE = Width(name="wide", pixels=900, text=16, room=1.4, spare=40)
NARROW = Width(name="narrow", pixels=330, text=14, room=1.7, spare=2)
"""For a telephone: drawn anew, since a wide chart made small can not be read."""


def picture(
    name: str, finding: str, description: str, chart: Callable[[Width], AnyChart]
) -> Picture:
    """Draw a chart in both widths.

    Args:
        name: of the chart; no other on the page has it.
        finding: what the chart shows, as a sentence.
        description: what is drawn, for who does not see it.
        chart: builds the chart for a width.
    """
    drawn = {
        width.name: _svg(f"{name}-{width.name}", finding, description, chart, width)
        for width in (WIDE, NARROW)
    }
    return Picture(finding=finding, description=description, **drawn)


def _svg(
    name: str,
    finding: str,
    description: str,
    chart: Callable[[Width], AnyChart],
    width: Width,
) -> str:
    spec = _in_style(chart(width), width).to_dict()
    drawn = vl_convert.vegalite_to_svg(spec)
    told = (
        f'<svg role="img" aria-labelledby="{name}-title" '
        f'aria-describedby="{name}-desc" '
    )
    titles = (
        f'<title id="{name}-title">{escape(finding)}</title>'
        f'<desc id="{name}-desc">{escape(description)}</desc>'
    )
    head, _, body = drawn.partition(">")
    return f"{head.replace(_SVG, told, 1)}>{titles}{body}"


def _in_style(chart: AnyChart, width: Width) -> AnyChart:
    styled: AnyChart = (
        chart.properties(
            width=width.pixels,
            autosize=alt.AutoSizeParams(type="fit", contains="padding"),
            background="transparent",
            padding={"left": width.spare, "top": 2, "right": 2, "bottom": 2},
        )
        .configure(aria=False, font=_FONT)
        .configure_axis(
            labelColor=_INK,
            labelPadding=6,
            titleColor=_INK,
            labelFontSize=width.text,
            titleFontSize=width.text,
            titleFontWeight="normal",
            labelLimit=width.pixels // 2,
            domainColor=_INK,
            tickColor=_INK,
            gridColor="#cecece",
        )
        .configure_mark(aria=False)
        .configure_text(color=_INK, fontSize=width.text)
        .configure_view(stroke=None)
    )
    return styled


def key(place: int, title: str) -> str:
    """Give a row's key: no two are the same, though two titles may be."""
    return f"{place}|{title}"


def rows_down(width: Width) -> alt.Y:
    """Give the places of rows below each other, by their `key`, in their order.

    A wide chart has the titles on its left; a narrow one above the bars.
    """
    axis = alt.Axis(labelExpr=_TITLE, title=None, ticks=False, domain=False)
    return alt.Y("key:N", sort=None, axis=axis if width is WIDE else None)


def bar_length(field: str, most: int, width: Width) -> alt.X:
    """Give the length of bars, with room behind the longest one for its label."""
    scale = alt.Scale(domain=[0, max(most, 1) * width.room], nice=False)
    return alt.X(f"{field}:Q", axis=None, scale=scale)


def titled(chart: alt.Chart, width: Width, *layers: alt.Chart) -> alt.LayerChart:
    """Put layers on each other, in a narrow chart with the rows' titles above them."""
    if width is WIDE:
        return alt.LayerChart(layer=list(layers))
    above = chart.transform_calculate(title=_TITLE_OF_KEY).encode(
        text="title:N", x=alt.value(0)
    )
    return alt.LayerChart(layer=[*layers, above.mark_text(align="left", dy=-ABOVE)])


def height_of(rows: int, width: Width) -> int:
    """Give how high so many rows are, in pixels."""
    return max(rows, 1) * (_ROW if width is WIDE else _ROW + ABOVE)


def rows_of(*rows: Mapping[str, object]) -> alt.InlineData:
    """Give rows as the data of a chart, written into it."""
    return alt.InlineData(values=[dict(row) for row in rows])
