"""The marks of a picture: boxes, arrows and lettering as SVG elements."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal
from xml.etree.ElementTree import Element, SubElement

from engine.workflow.reading.label_places import Point
from engine.workflow.reading.lettering import text_width

FONT = "Arial, Helvetica, sans-serif"
INK = "#0b0c0c"
PAPER = "#ffffff"
GREY = "#505a5f"
BLUE = "#1d70b8"
PALE_BLUE = "#e8f1f8"
DARK_BLUE = "#0f3b63"
PALE_GREY = "#f3f2f1"
YELLOW = "#ffdd00"
_CORNER = 8.0
_HEAD_LENGTH = 9.0
_HEAD_WIDTH = 4.5


@dataclass(frozen=True, kw_only=True)
class Look:
    """The colours of a kind of box. Every pair of letters and fill is at least 5:1."""

    fill: str
    edge: str
    letters: str
    double: bool = False


ON_THE_LINE = Look(fill=BLUE, edge=BLUE, letters=PAPER)
BESIDE = Look(fill=PALE_BLUE, edge=BLUE, letters=INK)
END_OF_THE_LINE = Look(fill=DARK_BLUE, edge=DARK_BLUE, letters=PAPER, double=True)
OTHER_END = Look(fill=PALE_GREY, edge=GREY, letters=INK, double=True)


@dataclass(frozen=True, kw_only=True)
class Lettering:
    """How a line of text is set; `size` is the height of the font, in px."""

    size: float
    colour: str = INK
    bold: bool = False
    anchor: Literal["start", "middle"] = "middle"


def add(parent: Element, tag: str, text: str = "", **attributes: object) -> Element:
    """Add an element; `font_size` becomes `font-size`, numbers lose their zeros."""
    element = SubElement(
        parent, tag, {key.replace("_", "-"): said(v) for key, v in attributes.items()}
    )
    element.text = text or None
    return element


def said(value: object) -> str:
    """Write a value as an attribute: 12.50 as 12.5, 12.0 as 12."""
    return f"{value:.1f}".removesuffix(".0") if isinstance(value, float) else str(value)


def box(parent: Element, left: Point, size: Point, look: Look) -> None:
    """Draw a rounded box from its top left corner; an end has a second outline."""
    (x, y), (width, height) = left, size
    add(
        parent, "rect", x=x, y=y, width=width, height=height, rx=6,
        fill=look.fill, stroke=look.edge, stroke_width=2,
    )  # fmt: skip
    if look.double:
        add(
            parent, "rect", x=x + 4, y=y + 4, width=width - 8, height=height - 8, rx=3,
            fill="none", stroke=look.letters, stroke_width=1,
        )  # fmt: skip


def letters(parent: Element, place: Point, text: str, style: Lettering) -> None:
    """Set one line of text, its baseline at this place."""
    weight = {"font_weight": "bold"} if style.bold else {}
    add(
        parent, "text", text, x=place[0], y=place[1], font_size=style.size,
        fill=style.colour, text_anchor=style.anchor, **weight,
    )  # fmt: skip


def label(parent: Element, centre: Point, lines: Sequence[str], size: float) -> None:
    """Set the lines of a label around a centre, on paper so that no arrow cuts it."""
    step = size + 3
    width, height = max(text_width(line, size) for line in lines) + 4, step * len(lines)
    top = centre[1] - height / 2
    add(
        parent, "rect", x=centre[0] - width / 2, y=top, width=width, height=height,
        fill=PAPER,
    )  # fmt: skip
    for place, line in enumerate(lines, start=1):
        letters(parent, (centre[0], top + place * step - 4), line, Lettering(size=size))


def arrow(parent: Element, path: Sequence[Point], colour: str, width: float) -> None:
    """Draw an arrow along these corners, rounded, with its head at the last."""
    *_, before, tip = path
    length = abs(tip[0] - before[0]) + abs(tip[1] - before[1]) or 1.0
    ahead = ((tip[0] - before[0]) / length, (tip[1] - before[1]) / length)
    neck = (tip[0] - ahead[0] * _HEAD_LENGTH, tip[1] - ahead[1] * _HEAD_LENGTH)
    half = _HEAD_WIDTH + width / 2
    sides = [(neck[0] + turn * ahead[1] * half, neck[1] - turn * ahead[0] * half)
             for turn in (1, -1)]  # fmt: skip
    add(
        parent, "path", d=_rounded((*path[:-1], neck)), fill="none", stroke=colour,
        stroke_width=width,
    )  # fmt: skip
    add(parent, "polygon", points=" ".join(map(_pair, (tip, *sides))), fill=colour)


def _rounded(path: Sequence[Point]) -> str:
    """Write a path whose inner corners are rounded."""
    pieces = [f"M{_pair(path[0])}"]
    for (start, corner), (_, end) in pairwise(pairwise(path)):
        into, out = _towards(corner, start), _towards(corner, end)
        pieces.append(f"L{_pair(into)} Q{_pair(corner)} {_pair(out)}")
    return " ".join((*pieces, f"L{_pair(path[-1])}"))


def _towards(corner: Point, other: Point) -> Point:
    """Step from a corner towards the next, at most half of the way."""
    across, down = other[0] - corner[0], other[1] - corner[1]
    length = (across**2 + down**2) ** 0.5 or 1.0
    step = min(_CORNER, length / 2) / length
    return corner[0] + across * step, corner[1] + down * step


def _pair(point: Point) -> str:
    return ",".join(said(float(number)) for number in point)
