"""Where boxes and arrows go: the one place that knows the layout library.

graphlay (Rust) lays a graph out in layers with a straight main line and square
turns. docs/decisions/0005-diagram-library.md says why, and what would replace it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import graphlay

Point = tuple[float, float]
_MAIN_WEIGHT = 100.0
_OPTIONS: Mapping[str, object] = {
    "direction": "topbottom",
    "labels": {"reservation": "always"},
    "spacing": {"layer_gap": 72.0, "edge_label_margin": 30.0},
    "cycles": {"strategy": "follow_flow"},
}


@dataclass(frozen=True, kw_only=True)
class Box:
    """A box to place: its name and its size, in px."""

    name: str
    width: float
    height: float


@dataclass(frozen=True, kw_only=True)
class Line:
    """An arrow to place, with the room its label needs, in px."""

    source: str
    target: str
    label: tuple[float, float]
    main: bool


@dataclass(frozen=True, kw_only=True)
class Layout:
    """Centres of the boxes; corners and label centres of the lines, as they came.

    Everything lies between (0, 0) and (width, height), y growing downwards.
    """

    centres: Mapping[str, Point]
    paths: tuple[tuple[Point, ...], ...]
    labels: tuple[Point, ...]
    width: float
    height: float


def layout(boxes: Sequence[Box], lines: Sequence[Line]) -> Layout:
    """Place boxes and lines; the same input always gives the same places."""
    graph = graphlay.Graph()
    for box in boxes:
        graph.node(box.name, width=box.width, height=box.height)
    for line in lines:
        width, height = line.label
        graph.edge(
            line.source,
            line.target,
            weight=_MAIN_WEIGHT if line.main else 1.0,
            label_size={"width": width, "height": height},
        )
    return _read(graphlay.layout(graph, preset="process_map", options=_OPTIONS), lines)


def _read(drawn: graphlay.Layout, lines: Sequence[Line]) -> Layout:
    paths = [tuple(_point(one) for one in edge["points"]) for edge in drawn.edges]
    anchors = [edge.get("label_anchor") for edge in drawn.edges]
    labels = [
        _point(anchor) if anchor else _middle(path)
        for anchor, path in zip(anchors, paths, strict=True)
    ]
    left, top, right, bottom = _bounds(drawn, lines, labels, paths)

    def moved(point: Point) -> Point:
        return round(point[0] - left, 1), round(point[1] - top, 1)

    return Layout(
        centres={name: moved(centre) for name, centre in drawn.positions().items()},
        paths=tuple(tuple(map(moved, path)) for path in paths),
        labels=tuple(map(moved, labels)),
        width=round(right - left, 1),
        height=round(bottom - top, 1),
    )


def _bounds(
    drawn: graphlay.Layout,
    lines: Sequence[Line],
    labels: Sequence[Point],
    paths: Sequence[Sequence[Point]],
) -> tuple[float, float, float, float]:
    """Measure the whole, for the library's own bounds leave labels out."""
    low, high = _point(drawn.bounds["min"]), _point(drawn.bounds["max"])
    halves = [(line.label[0] / 2, line.label[1] / 2) for line in lines]
    across = [low[0], high[0], *(x for path in paths for x, _ in path)]
    down = [low[1], high[1], *(y for path in paths for _, y in path)]
    for (x, y), (wide, tall) in zip(labels, halves, strict=True):
        across += [x - wide, x + wide]
        down += [y - tall, y + tall]
    return min(across), min(down), max(across), max(down)


def _point(raw: Mapping[str, Any]) -> Point:
    return float(raw["x"]), float(raw["y"])


def _middle(path: Sequence[Point]) -> Point:
    """Take the middle of the longest straight piece."""
    start, end = max(
        pairwise(path),
        key=lambda ends: abs(ends[0][0] - ends[1][0]) + abs(ends[0][1] - ends[1][1]),
    )
    return (start[0] + end[0]) / 2, (start[1] + end[1]) / 2
