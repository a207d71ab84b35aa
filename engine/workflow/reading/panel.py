"""The lists beside a picture: what can happen at any time, ways back, the key."""

from collections.abc import Mapping
from xml.etree.ElementTree import Element

from engine.workflow.definition import Machine
from engine.workflow.reading.drawing import Drawing, Listed
from engine.workflow.reading.lettering import wrapped
from engine.workflow.reading.marks import (
    BESIDE,
    END_OF_THE_LINE,
    GREY,
    INK,
    ON_THE_LINE,
    OTHER_END,
    Lettering,
    Look,
    add,
    arrow,
    box,
    letters,
)
from engine.workflow.reading.state_box import StateBox, badge
from engine.workflow.reading.words import listed

PANEL_WIDTH = 330.0
_TEXT_SIZE = 13.0
_LINE = 17.0
_CHIP_WIDTH = 250.0
_KEY = (
    (ON_THE_LINE, "The straight line"),
    (BESIDE, "Beside the straight line"),
    (END_OF_THE_LINE, "The end of the straight line"),
    (OTHER_END, "Another end of the case"),
)


class _Column:
    """A group of marks that grows downwards; `bottom` is where it ends, in px."""

    def __init__(self) -> None:
        self.group = Element("g")
        self.bottom = 0.0

    def heading(self, text: str) -> None:
        if self.bottom:
            self.bottom += 26
        for line in wrapped(text, PANEL_WIDTH, 16, bold=True):
            self.bottom += 20
            place = (0.0, self.bottom)
            letters(
                self.group, place, line, Lettering(size=16.0, bold=True, anchor="start")
            )
        self.bottom += 8
        add(
            self.group, "line", x1=0, x2=PANEL_WIDTH, y1=self.bottom, y2=self.bottom,
            stroke=INK, stroke_width=2,
        )  # fmt: skip
        self.bottom += 6

    def text(self, text: str) -> None:
        for line in wrapped(text, PANEL_WIDTH - 10, _TEXT_SIZE):
            self.bottom += _LINE
            place = (0.0, self.bottom)
            letters(self.group, place, line, Lettering(size=_TEXT_SIZE, anchor="start"))

    def chip(self, state: StateBox, count: int | None) -> None:
        lines = wrapped(state.title, _CHIP_WIDTH - 20, _TEXT_SIZE, bold=True)
        height = len(lines) * _LINE + 12
        left, top = 34.0, self.bottom + 8
        middle = top + height / 2
        arrow(self.group, ((6.0, middle), (left, middle)), GREY, 1.5)
        box(self.group, (left, top), (_CHIP_WIDTH, height), state.look)
        for place, line in enumerate(lines, start=1):
            base = (left + _CHIP_WIDTH / 2, top + 2 + place * _LINE)
            colour = state.look.letters
            letters(
                self.group,
                base,
                line,
                Lettering(size=_TEXT_SIZE, colour=colour, bold=True),
            )
        badge(self.group, (left + _CHIP_WIDTH, middle), count)
        self.bottom = top + height + 10

    def key(self, look: Look, meaning: str) -> None:
        self.bottom += 8
        box(self.group, (0.0, self.bottom), (40.0, 22.0), look)
        place = (54.0, self.bottom + 16)
        letters(self.group, place, meaning, Lettering(size=_TEXT_SIZE, anchor="start"))
        self.bottom += 22


def panel(
    machine: Machine, drawing: Drawing, boxes: Mapping[str, StateBox]
) -> tuple[Element, float]:
    """Draw the lists beside a picture.

    Returns:
        The group of marks, its top left corner at (0, 0), and its height in px.
    """
    column = _Column()
    uncounted = [state for state in boxes if state not in drawing.states]
    for title, events in (
        ("At any time while the case is open", drawing.any_time),
        ("From several places", drawing.several),
        ("A way back", drawing.returns),
    ):
        if events:
            column.heading(title)
        for event in events:
            column.text(_words(machine, event))
            for target in event.targets:
                # A count is shown once: on the box, or on the first mention here.
                count = boxes[target].count if target in uncounted else None
                column.chip(boxes[target], count)
                uncounted = [state for state in uncounted if state != target]
    _key(column, counted=any(one.count is not None for one in boxes.values()))
    return column.group, column.bottom


def _words(machine: Machine, event: Listed) -> str:
    sources = [machine.states[source].title for source in event.sources]
    return f"{event.title}, from: {listed(sources, 'or')}" if sources else event.title


def _key(column: _Column, *, counted: bool) -> None:
    column.heading("What the colours mean")
    for look, meaning in _KEY:
        column.key(look, meaning)
    if counted:
        column.bottom += 34
        badge(column.group, (20.0, column.bottom - 15), 10)
        place = (54.0, column.bottom - 10)
        said = "How many families stand there"
        letters(column.group, place, said, Lettering(size=_TEXT_SIZE, anchor="start"))
