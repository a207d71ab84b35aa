"""CEL expressions: compiled once, evaluated over facts. No `eval` anywhere."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Protocol

from engine.facts import Facts
from engine.workflow.cel_alone import load_cel

_CEL = load_cel()


class Program(Protocol):
    """A compiled expression."""

    def execute(self, context: dict[str, object]) -> object:
        """Evaluate over a context."""

    def variables(self) -> list[str]:
        """Name the facts that the expression uses."""


@lru_cache(maxsize=4096)
def compiled(expression: str) -> Program:
    """Compile an expression, once a process.

    Raises:
        ValueError: when the text is not an expression; the message says where.
    """
    program: Program = _CEL.compile(expression)
    return program


@lru_cache(maxsize=4096)
def names_in(expression: str) -> tuple[str, ...]:
    """Give the names of facts and answers that an expression uses."""
    return tuple(compiled(expression).variables())


def holds(expression: str, facts: Facts) -> bool:
    """Say whether an expression holds for these facts.

    It is given those that it names: to hand all of them over costs more than to judge.
    What it said of the same values is remembered: many families are alike in what a
    condition looks at.

    The checks at load time have proved that the expression gives yes or no for
    facts of the declared types, so anything else is a bug and is raised.
    """
    named: dict[str, Any] = {
        name: facts[name] for name in names_in(expression) if name in facts
    }
    if list in map(type, named.values()):
        return _judged(expression, named)  # a list can not be remembered
    return _answer(expression, tuple(named), *named.values())


@lru_cache(maxsize=4096, typed=True)  # True and 1 are not the same to an expression
def _answer(expression: str, names: tuple[str, ...], *values: object) -> bool:
    return _judged(expression, dict(zip(names, values, strict=True)))


def _judged(expression: str, named: Mapping[str, object]) -> bool:
    answer = compiled(expression).execute(dict(named))
    if not isinstance(answer, bool):
        message = f"'{expression}' gave {answer!r}, not yes or no"
        raise TypeError(message)
    return answer
