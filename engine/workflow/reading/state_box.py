"""A state as a box: its title, whose it is, its clocks, and how many stand there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from engine.workflow.definition import MachineName, Pathway, State
from engine.workflow.reading.label_places import Point
from engine.workflow.reading.lettering import text_width, together, wrapped
from engine.workflow.reading.marks import (
    BESIDE,
    END_OF_THE_LINE,
    INK,
    ON_THE_LINE,
    OTHER_END,
    YELLOW,
    Lettering,
    Look,
    add,
    box,
    letters,
)
from engine.workflow.reading.words import sentence
from engine.workflow.titles import role_title

BOX_WIDTH = 250.0
_TITLE_SIZE = 15.0
_SMALL_SIZE = 12.0
_PADDING = 14.0


@dataclass(frozen=True, kw_only=True)
class StateBox:
    """What a box says and how it looks. `count` is None where nobody counts.

    `here` marks it as the place where a case stands.
    """

    title: str
    small: tuple[str, ...]
    look: Look
    count: int | None
    here: bool = False

    @property
    def title_lines(self) -> tuple[str, ...]:
        """Give the title, broken to the width of a box."""
        return wrapped(self.title, BOX_WIDTH - 24, _TITLE_SIZE, bold=True)

    @property
    def height(self) -> float:
        """Give the height that the lettering needs, in px."""
        titles, small = len(self.title_lines), len(self.small)
        return 2 * _PADDING + titles * 18 + small * 16 - 4

    @property
    def said(self) -> str:
        """Give the title with its count or mark, for a reader who hears it."""
        if self.here:
            return f"{self.title} (the case stands here)"
        return self.title if self.count is None else f"{self.title} ({self.count})"

    def draw(self, parent: Element, centre: Point) -> None:
        """Draw the box around its centre."""
        left, top = centre[0] - BOX_WIDTH / 2, centre[1] - self.height / 2
        if self.here:
            _mark(parent, (left, top), self.height)
        box(parent, (left, top), (BOX_WIDTH, self.height), self.look)
        base = top + _PADDING - 4
        colour = self.look.letters
        for line in self.title_lines:
            base += 18
            place = (centre[0], base)
            letters(
                parent,
                place,
                line,
                Lettering(size=_TITLE_SIZE, colour=colour, bold=True),
            )
        for line in self.small:
            base += 16
            letters(
                parent,
                (centre[0], base),
                line,
                Lettering(size=_SMALL_SIZE, colour=colour),
            )
        badge(parent, (left + BOX_WIDTH, centre[1]), self.count)


def _mark(parent: Element, corner: Point, height: float) -> None:
    """Draw the frame around the box at which a case stands."""
    (x, y), wide = corner, 7.0
    add(
        parent, "rect", x=x - wide, y=y - wide, width=BOX_WIDTH + 2 * wide,
        height=height + 2 * wide, rx=10, fill=YELLOW, stroke=INK, stroke_width=3,
    )  # fmt: skip


def badge(parent: Element, centre: Point, count: int | None) -> None:
    """Draw how many families stand in a state, or nothing where nobody counts."""
    if count is None:
        return
    width = text_width(str(count), 13, bold=True) + 14
    add(
        parent, "rect", x=centre[0] - width / 2, y=centre[1] - 11, width=width,
        height=22, rx=11, fill=YELLOW, stroke=INK, stroke_width=1.5,
    )  # fmt: skip
    letters(
        parent,
        (centre[0], centre[1] + 4.5),
        str(count),
        Lettering(size=13.0, bold=True),
    )


def state_boxes(
    pathway: Pathway,
    machine: MachineName,
    main_line: Sequence[str],
    counts: Mapping[str, int],
) -> dict[str, StateBox]:
    """Make the box of every state of a machine."""
    return {
        identifier: StateBox(
            title=state.title,
            small=_small(pathway, state),
            look=_look(state, on_the_line=identifier in main_line),
            count=counts.get(identifier, 0) if counts else None,
        )
        for identifier, state in pathway.machine(machine).states.items()
    }


def _look(state: State, *, on_the_line: bool) -> Look:
    if state.final:
        return END_OF_THE_LINE if on_the_line else OTHER_END
    return ON_THE_LINE if on_the_line else BESIDE


def _small(pathway: Pathway, state: State) -> tuple[str, ...]:
    """Say whose it is, and what has to be done there in which time."""
    if state.final:
        return ()
    asked = [state.asks_agencies] if state.asks_agencies else []
    clocks = [pathway.clocks[name] for name in (*state.clocks, *asked)]
    owner = sentence(role_title(pathway, state.owner))[:-1]
    lines = (owner, *(f"{clock.title}: {together(clock.budget)}" for clock in clocks))
    return tuple(
        part for line in lines for part in wrapped(line, BOX_WIDTH - 36, _SMALL_SIZE)
    )
