"""Answers of a play: as written, or made up on the day where they start with $."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from demo.cast import Cast
from demo.chance import Chance
from engine.workflow.definition import Ask


class AnswerMaker:
    """Makes up the answers of a step."""

    def __init__(self, cast: Cast, chance: Chance) -> None:
        """Take who plays, and the run of chances."""
        self._cast = cast
        self._chance = chance

    def make(
        self, answers: Mapping[str, Any], asks: Mapping[str, Ask], today: date
    ) -> dict[str, object]:
        """Give the answers of a step on a day."""
        return {
            name: self._one(value, asks.get(name), today)
            for name, value in answers.items()
        }

    def _one(self, value: object, ask: Ask | None, today: date) -> object:
        if not isinstance(value, str) or not value.startswith("$"):
            return value
        word, *rest = value[1:].split()
        made: dict[str, Callable[[], object]] = {
            "today": today.isoformat,
            "number": lambda: self._chance.between(int(rest[0]), int(rest[1])),
            "one_of": lambda: self._chance.one_of(rest),
            "any": lambda: self._chance.one_of(ask.options if ask else ()),
            "worker": lambda: self._cast.least_loaded(rest[0], today),
        }
        return made[word]()
