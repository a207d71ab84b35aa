"""Chance that falls the same way for a seed on every machine.

Built on `Random.random()` alone: Python promises that its numbers stay the same for a
seed in every version, and promises it of no other method.
"""

from collections.abc import Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")


class Chance:
    """A seeded run of chances."""

    def __init__(self, seed: int) -> None:
        """Begin the run of this seed."""
        # Made-up people need to be repeatable, not secret.
        self._random = Random(seed).random

    def happens(self, share: float) -> bool:
        """Say yes in this share (0 to 1) of the times."""
        return self._random() < share

    def between(self, least: int, most: int) -> int:
        """Give a whole number from least to most, both included."""
        return least + int(self._random() * (most - least + 1))

    def one_of(self, choices: Sequence[T]) -> T:
        """Pick one, each as likely as the next."""
        return choices[int(self._random() * len(choices))]

    def another(self, choices: Sequence[T], taken: Sequence[T]) -> T:
        """Pick one that is not taken; there must be more choices than taken."""
        while (picked := self.one_of(choices)) in taken:
            pass
        return picked

    def weighted(self, weights: Sequence[int]) -> int:
        """Give a place in the weights, each as likely as its weight."""
        left = self.between(1, sum(weights))
        for place, weight in enumerate(weights):
            left -= weight
            if left <= 0:
                return place
        return len(weights) - 1
