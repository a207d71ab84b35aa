"""A machine as an SVG picture that a coordinator can hang on the wall."""

from collections.abc import Mapping
from dataclasses import replace
from xml.etree.ElementTree import Element, indent, tostring

from engine.workflow.definition import MachineName, Pathway
from engine.workflow.reading.drawing import Drawing, drawing_of
from engine.workflow.reading.layout import Box, Layout, Line, layout
from engine.workflow.reading.lettering import text_width, wrapped
from engine.workflow.reading.marks import (
    BLUE,
    FONT,
    GREY,
    PAPER,
    Lettering,
    add,
    arrow,
    label,
    letters,
    said,
)
from engine.workflow.reading.panel import PANEL_WIDTH, panel
from engine.workflow.reading.state_box import BOX_WIDTH, StateBox, state_boxes
from engine.workflow.reading.words import MACHINE_TITLES, listed

_MARGIN = 32.0
_HEADING = 84.0
_LABEL_SIZE = 12.0
_LABEL_WIDTH = 116.0
_START = 22.0
"""The room above the first box for the dot and arrow that say: here it starts."""


def svg(
    pathway: Pathway,
    machine: MachineName,
    counts: Mapping[str, int] | None = None,
    *,
    here: str = "",
) -> str:
    """Draw one machine: the straight line in blue, what happens beside it paler.

    Args:
        pathway: the definition, with the district's overlay merged in.
        machine: which of its machines.
        counts: how many families stand in each state, shown on the boxes.
        here: the state at which one case stands, which is marked.

    Returns:
        A whole SVG document, the same bytes for the same input.
    """
    drawing = drawing_of(pathway.machine(machine))
    boxes = state_boxes(pathway, machine, drawing.main_line, counts or {})
    if here:
        boxes[here] = replace(boxes[here], here=True)
    placed = _layout(drawing, boxes)
    lists, lists_height = panel(pathway.machine(machine), drawing, boxes)
    width = placed.width + PANEL_WIDTH + 3 * _MARGIN
    height = max(placed.height + _START, lists_height) + _HEADING + 2 * _MARGIN
    picture = _page(f"{pathway.pathway}-{machine}", width, height)
    title = (pathway.title, MACHINE_TITLES[machine])
    _heading(picture, title, _summary(drawing, boxes))
    _graph(picture, drawing, boxes, placed)
    lists.set("transform", _moved(placed.width + 2 * _MARGIN, _MARGIN + _HEADING))
    picture.append(lists)
    indent(picture)
    return tostring(picture, encoding="unicode") + "\n"


def _page(name: str, width: float, height: float) -> Element:
    size = {"width": said(width), "height": said(height)}
    picture = Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            **size,
            "viewBox": f"0 0 {said(width)} {said(height)}",
            "role": "img",
            "aria-labelledby": f"{name}-title {name}-desc",
            "font-family": FONT,
        },
    )
    picture.set("id", name)
    return picture


def _heading(picture: Element, title: tuple[str, str], summary: str) -> None:
    name = picture.get("id")
    add(picture, "title", ". ".join(title), id=f"{name}-title")
    add(picture, "desc", summary, id=f"{name}-desc")
    add(picture, "rect", width="100%", height="100%", fill=PAPER)
    place = (_MARGIN, _MARGIN + 18.0)
    letters(picture, place, title[0], Lettering(size=24.0, bold=True, anchor="start"))
    place = (_MARGIN, _MARGIN + 44.0)
    letters(picture, place, title[1], Lettering(size=17.0, colour=GREY, anchor="start"))


def _summary(drawing: Drawing, boxes: Mapping[str, StateBox]) -> str:
    """Tell the picture to somebody who does not see it."""

    def title(state: str) -> str:
        return boxes[state].said

    line = ", then ".join(map(title, drawing.main_line))
    ways = [
        f"From {title(one.source)} to {title(one.target)}: {listed(one.titles, 'or')}."
        for one in drawing.arrows
    ]
    any_time, several, returns = (
        [
            f"{start}{one.title}, to {listed(map(title, one.targets), 'or')}."
            for one in events
        ]
        for start, events in (
            ("At any time: ", drawing.any_time),
            ("From several places: ", drawing.several),
            ("A way back: ", drawing.returns),
        )
    )
    start = f"The straight line is {line}."
    return " ".join((start, *ways, *any_time, *several, *returns))


def _layout(drawing: Drawing, boxes: Mapping[str, StateBox]) -> Layout:
    return layout(
        [Box(name=s, width=BOX_WIDTH, height=boxes[s].height) for s in drawing.states],
        [
            Line(
                source=one.source,
                target=one.target,
                label=_label_size(_label_lines(one.titles)),
                main=one.main,
            )
            for one in drawing.arrows
        ],
    )


def _label_lines(titles: tuple[str, ...]) -> tuple[str, ...]:
    return wrapped(listed(titles, "or"), _LABEL_WIDTH, _LABEL_SIZE)


def _label_size(lines: tuple[str, ...]) -> tuple[float, float]:
    widest = max(text_width(line, _LABEL_SIZE) for line in lines)
    return widest + 8, len(lines) * (_LABEL_SIZE + 3) + 4


def _graph(
    picture: Element, drawing: Drawing, boxes: Mapping[str, StateBox], placed: Layout
) -> None:
    below = _MARGIN + _HEADING + _START
    graph = add(picture, "g", transform=_moved(_MARGIN, below))
    # The straight line goes over the others where they cross.
    arrows = sorted(
        zip(drawing.arrows, placed.paths, strict=True), key=lambda drawn: drawn[0].main
    )
    for one, path in arrows:
        arrow(graph, path, BLUE if one.main else GREY, 4.0 if one.main else 1.5)
    for one, centre in zip(drawing.arrows, placed.labels, strict=True):
        label(graph, centre, _label_lines(one.titles), _LABEL_SIZE)
    for state in drawing.states:
        boxes[state].draw(graph, placed.centres[state])
    _start(graph, placed.centres[drawing.main_line[0]], boxes[drawing.main_line[0]])


def _start(graph: Element, centre: tuple[float, float], first: StateBox) -> None:
    top = centre[1] - first.height / 2
    add(graph, "circle", cx=centre[0], cy=top - _START - 6, r=6, fill=BLUE)
    arrow(graph, ((centre[0], top - _START), (centre[0], top)), BLUE, 4.0)


def _moved(across: float, down: float) -> str:
    return f"translate({said(across)} {said(down)})"
