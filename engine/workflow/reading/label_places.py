"""Where the labels of arrows go: on or beside their own arrow, clear of all else.

The layout library leaves room for labels but may set one far from its arrow, or next
to another's, where a reader takes it for that one's.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

Point = tuple[float, float]
Path = Sequence[Point]
_FRACTIONS = (0.5, 0.35, 0.65, 0.2, 0.8)
_BESIDE = 5.0
_CLEAR = 6.0
_SHORTEST_ON = 24.0
"""What must be seen of a piece of line, in px, for a label to lie on it."""


@dataclass(frozen=True, kw_only=True)
class Area:
    """A rectangle by its edges, in px."""

    left: float
    top: float
    right: float
    bottom: float

    @classmethod
    def around(cls, centre: Point, size: Point, margin: float = 0.0) -> "Area":
        """Give the rectangle of this size around a centre, and a margin around it."""
        wide, tall = size[0] / 2 + margin, size[1] / 2 + margin
        x, y = centre
        return cls(left=x - wide, top=y - tall, right=x + wide, bottom=y + tall)

    @classmethod
    def of(cls, points: Path) -> "Area":
        """Give the smallest rectangle that holds all of these points."""
        across, down = zip(*points, strict=True)
        return cls(left=min(across), top=min(down), right=max(across), bottom=max(down))

    def meets(self, other: "Area") -> bool:
        """Say whether two rectangles have a point in common."""
        apart = self.right < other.left or other.right < self.left
        return not (apart or self.bottom < other.top or other.bottom < self.top)


def label_places(
    paths: Sequence[Path], sizes: Sequence[Point], boxes: Sequence[Area]
) -> tuple[Point, ...]:
    """Choose a centre for the label of each path, first come first served.

    Args:
        paths: the corners of each arrow, every piece level or upright.
        sizes: the width and height of each label, in px.
        boxes: what no label may cover.
    """
    taken = list(boxes)
    places = []
    for number, (path, size) in enumerate(zip(paths, sizes, strict=True)):
        others = [
            piece
            for place, other in enumerate(paths)
            if place != number
            for piece in map(Area.of, pairwise(other))
        ]
        best = min(
            _candidates(path, size),
            key=lambda centre: _fault(centre, size, taken, others),
        )
        places.append(best)
        taken.append(Area.around(best, size))
    return tuple(places)


def _fault(
    centre: Point, size: Point, taken: Sequence[Area], others: Sequence[Area]
) -> int:
    """Count what a label would cover; boxes and labels weigh more than lines."""
    close, near = Area.around(centre, size), Area.around(centre, size, _CLEAR)
    covered = sum(close.meets(area) for area in taken)
    return 10 * covered + sum(near.meets(piece) for piece in others)


def _candidates(path: Path, size: Point) -> Iterator[Point]:
    """Offer places along the path, the best first: longest piece, its middle."""
    pieces = sorted(pairwise(path), key=lambda ends: -_length(*ends))
    for fraction in _FRACTIONS:
        for start, end in pieces:
            x = start[0] + (end[0] - start[0]) * fraction
            y = start[1] + (end[1] - start[1]) * fraction
            level = start[1] == end[1]
            if _length(start, end) > size[not level] + _SHORTEST_ON:
                yield x, y
            across = 0.0 if level else size[0] / 2 + _BESIDE
            down = size[1] / 2 + _BESIDE if level else 0.0
            yield x + across, y - down
            yield x - across, y + down


def _length(start: Point, end: Point) -> float:
    return abs(start[0] - end[0]) + abs(start[1] - end[1])
