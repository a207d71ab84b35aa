"""How much room text takes in Arial or Helvetica, without asking for a font."""

_COMMON = 556
"""Thousandths of the size: the digits and most small letters of Helvetica."""
_WIDTHS = {
    222: "ijl'’‘",
    278: " \u00a0ftI.,:;/!",
    333: "r()-",
    500: "ckszvxyJ",
    611: "FTZ",
    667: "ABEKPSVXY",
    722: "CDHNRUw",
    778: "GOQ",
    833: "mM",
    944: "W",
}
_OF_LETTER = {letter: width for width, letters in _WIDTHS.items() for letter in letters}
_BOLDER = 1.08


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Estimate the width of a line, in the unit of `size`, the font's height."""
    thousandths = sum(_OF_LETTER.get(letter, _COMMON) for letter in text)
    return thousandths / 1000 * size * (_BOLDER if bold else 1)


def together(text: str) -> str:
    """Join words so that no line is broken between them."""
    return text.replace(" ", "\u00a0")


def wrapped(
    text: str, width: float, size: float, *, bold: bool = False
) -> tuple[str, ...]:
    """Break text at its spaces into lines of at most this width.

    A single word that is wider keeps a line of its own.
    """
    lines: list[str] = []
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, size, bold=bold) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return tuple(lines)
