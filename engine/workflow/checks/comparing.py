"""Names compared with values that they can never have, found by reading the text."""

import re
from collections.abc import Iterator
from itertools import takewhile
from typing import NamedTuple

from engine.workflow.checks.vocabulary import Kind, Kinds
from engine.workflow.faults import allowed_names

_TOKEN = re.compile(
    r"""(?P<text>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")
    |(?P<number>\d+\.\d+|\d+)
    |(?P<word>[A-Za-z_]\w*)
    |(?P<sign>==|!=|<=|>=|&&|\|\||\S)""",
    re.VERBOSE,
)
_EQUAL = {"==", "!="}
_COMPARES = _EQUAL | {"<", ">", "<=", ">="}
_JOINS = {"+", "-", "*", "/", "%", ".", "(", "["}
_TYPES = {
    "text": {"text", "date"},
    "number": {"whole_number", "decimal"},
    "yes_no": {"yes_no"},
}


class Token(NamedTuple):
    """A piece of an expression."""

    kind: str
    text: str

    @property
    def value(self) -> str:
        """A literal text without its quotes."""
        return self.text[1:-1]


class Mismatch(NamedTuple):
    """A comparison that makes no sense, and what would."""

    fault: str
    allowed: str


def tokens(expression: str) -> list[Token]:
    """Cut an expression into its pieces."""
    found = []
    for match in _TOKEN.finditer(expression):
        kind, text = str(match.lastgroup), match.group()
        found.append(Token("yes_no" if text in {"true", "false"} else kind, text))
    return found


def mismatches(expression: str, kinds: Kinds) -> Iterator[Mismatch]:
    """Find names compared with a literal of another type, or with no option of theirs.

    Args:
        expression: one that compiles.
        kinds: every name that it uses.
    """
    pieces = [Token("sign", "")] * 2 + tokens(expression) + [Token("sign", "")] * 2
    for position in range(2, len(pieces) - 2):
        before, left, sign, right, after = pieces[position - 2 : position + 3]
        if sign.text in _COMPARES and not {before.text, after.text} & _JOINS - {"("}:
            for name, literal in ((left, right), (right, left)):
                if name.text in kinds and literal.kind in _TYPES:
                    yield from _compared(name.text, sign, literal, kinds[name.text])
        if sign.text == "in" and left.text in kinds and right.text == "[":
            for literal in _until_bracket(pieces[position + 2 :]):
                yield from _compared(left.text, sign, literal, kinds[left.text])
        if sign.text == "in" and right.text in kinds and left.kind == "text":
            yield from _contained(right.text, left, kinds[right.text])


def _until_bracket(pieces: list[Token]) -> Iterator[Token]:
    for piece in takewhile(lambda each: each.text != "]", pieces):
        if piece.kind in _TYPES:
            yield piece


def _compared(name: str, sign: Token, literal: Token, kind: Kind) -> Iterator[Mismatch]:
    if kind.type not in _TYPES[literal.kind]:
        yield Mismatch(
            f"'{name}' is compared with {literal.text}", f"it is {kind.in_words()}"
        )
    elif literal.kind == "text" and kind.options and sign.text in {*_EQUAL, "in"}:
        yield from _known(name, literal, kind)


def _contained(name: str, literal: Token, kind: Kind) -> Iterator[Mismatch]:
    if kind.type != "agencies":
        yield Mismatch(f"nothing can be in '{name}'", f"it is {kind.in_words()}")
    elif kind.options:
        yield from _known(name, literal, kind)


def _known(name: str, literal: Token, kind: Kind) -> Iterator[Mismatch]:
    if literal.value not in kind.options:
        options = [option or "''" for option in kind.options]
        allowed = allowed_names(options, literal.value)
        what = "hold" if kind.type == "agencies" else "be"
        yield Mismatch(f"'{name}' can not {what} '{literal.value}'", allowed)
