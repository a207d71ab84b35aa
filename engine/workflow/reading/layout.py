"""Where boxes and arrows go: the one place that knows the layout library.

graphlay (Rust) lays a graph out in layers with a straight main line and square
turns. docs/decisions/0005-diagram-library.md says why, and what would replace it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import graphlay

from engine.workflow.reading.label_places import Area, Point, label_places

_MAIN_WEIGHT = 100.0
_OPTIONS: Mapping[str, object] = {
    "direction": "topbottom",
    "effort": "thorough",
    "labels": {"reservation": "always"},
    "spacing": {
        "layer_gap": 96.0,
        "node_gap": 80.0,
        "dummy_gap": 60.0,
        "port_gap": 40.0,
    },
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
    drawn = graphlay.layout(graph, preset="process_map", options=_OPTIONS)
    return _read(drawn, boxes, lines)


def _read(
    drawn: graphlay.Layout, boxes: Sequence[Box], lines: Sequence[Line]
) -> Layout:
    centres = {name: (float(x), float(y)) for name, (x, y) in drawn.positions().items()}
    paths = [tuple(map(_point, edge["points"])) for edge in drawn.edges]
    areas = [Area.around(centres[box.name], (box.width, box.height)) for box in boxes]
    sizes = [line.label for line in lines]
    labels = label_places(paths, sizes, areas)
    lettered = [Area.around(*label) for label in zip(labels, sizes, strict=True)]
    whole = _around([*areas, *lettered, *(Area.of(path) for path in paths)])

    def moved(point: Point) -> Point:
        return round(point[0] - whole.left, 1), round(point[1] - whole.top, 1)

    return Layout(
        centres={name: moved(centre) for name, centre in centres.items()},
        paths=tuple(tuple(map(moved, path)) for path in paths),
        labels=tuple(map(moved, labels)),
        width=round(whole.right - whole.left, 1),
        height=round(whole.bottom - whole.top, 1),
    )


def _around(areas: Sequence[Area]) -> Area:
    return Area.of(
        [
            *((area.left, area.top) for area in areas),
            *((area.right, area.bottom) for area in areas),
        ]
    )


def _point(raw: Mapping[str, Any]) -> Point:
    return float(raw["x"]), float(raw["y"])
