"""Expressions tried over sample facts: do they give yes or no, and both of them?"""

from collections.abc import Iterator
from functools import lru_cache
from math import gcd, prod
from typing import NamedTuple

from engine.facts import FactValue
from engine.workflow.checks.comparing import Token, tokens
from engine.workflow.checks.vocabulary import Kind
from engine.workflow.expression import compiled

_ENOUGH = 300  # samples that show every mistake of type
_MOST = 20_000  # samples after which we do not claim that an answer never changes
_LONGEST = 500
_DATES = ("2012-12-17", "2013-02-01")


class Verdict(NamedTuple):
    """What an expression gave: the answers seen, or what went wrong."""

    answers: frozenset[bool]
    wrong: str = ""
    all_tried: bool = False


@lru_cache(maxsize=4096)
def probe(expression: str, kinds: tuple[tuple[str, Kind], ...]) -> Verdict:
    """Try an expression over samples of each name's kind, always the same ones.

    Args:
        expression: one that compiles.
        kinds: the names that it uses and what they stand for.
    """
    program, seen = compiled(expression), set[bool]()
    samples = {name: _samples(kind, expression) for name, kind in kinds}
    total = prod(len(values) for values in samples.values())
    for tried, context in enumerate(_contexts(samples, total)):
        if tried >= (_ENOUGH if len(seen) > 1 else _MOST):
            return Verdict(frozenset(seen))
        try:
            answer = program.execute(context)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is the finding
            return Verdict(frozenset(), _why(error))
        if not isinstance(answer, bool):
            return Verdict(frozenset(), f"it gives {answer!r}")
        seen.add(answer)
    return Verdict(frozenset(seen), all_tried=True)


def _contexts(
    samples: dict[str, list[FactValue]], total: int
) -> Iterator[dict[str, object]]:
    # A stride through the product mixes the values from the start on.
    stride = max(1, int(total * 0.618))
    while gcd(stride, total) != 1:
        stride += 1
    for count in range(total):
        place, context = count * stride % total, dict[str, object]()
        for name, values in samples.items():
            place, at = divmod(place, len(values))
            context[name] = values[at]
        yield context


def _samples(kind: Kind, expression: str) -> list[FactValue]:
    pieces = tokens(expression)
    texts = [piece.value for piece in pieces if piece.kind == "text"]
    numbers = [float(piece.text) for piece in pieces if piece.kind == "number"]
    values: list[FactValue]
    match kind.type:
        case "yes_no":
            values = [False, True]
        case "whole_number":
            near = [int(each) + step for each in numbers for step in (-1, 0, 1)]
            values = [0, *near, 15] if near else [0, 1, 2, 3, 15]
        case "decimal":
            near_by = [each + step for each in numbers for step in (-0.1, 0.0, 0.1)]
            values = [0.0, *near_by, 14.9, 15.0, 100.0]
        case "agencies":
            named = [text for text in texts if text in kind.options or not kind.options]
            values = [[], *([each] for each in named), list(kind.options) or ["x"]]
        case _:
            values = [*_texts(kind, texts, numbers, pieces)]
    return [each for at, each in enumerate(values) if each not in values[:at]]


def _texts(
    kind: Kind, texts: list[str], numbers: list[float], pieces: list[Token]
) -> Iterator[str]:
    if kind.options:
        yield from [option for option in kind.options if option in texts]
        yield from [option for option in kind.options if option not in texts][:2]
        return
    yield from [""] if kind.may_be_empty else []
    if kind.type == "date":
        yield from _DATES
        return
    yield from texts
    yield "x"
    if any(piece.text == "size" for piece in pieces):
        lengths = {int(each) + step for each in numbers for step in (-1, 0, 1)}
        yield from ["x" * each for each in sorted(lengths) if 0 < each <= _LONGEST]


def _why(error: Exception) -> str:
    if isinstance(error, TypeError):
        return "it compares or joins values of different types"
    return str(error).split(". Check", maxsplit=1)[0].rstrip(".")
