"""A chart that was drawn."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Picture:
    """A chart for a page: its finding, its description, and an SVG for each width."""

    finding: str
    description: str
    wide: str
    narrow: str
