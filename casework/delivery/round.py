"""A round of delivery: what every step of it works with."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from random import SystemRandom

from casework.context import Context
from casework.delivery.channels import Channel
from casework.delivery.settings import DeliverySettings
from casework.jobs.tally import Tally

IN_VAIN = 3
"""After so many letters in a row to which a channel did not answer, a run leaves the
others: a server that hangs must not hold up everything else.
"""
Chance = Callable[[], float]
"""Gives a number from 0 up to 1, for the pause before the next attempt."""


@dataclass(frozen=True, kw_only=True)
class Round:
    """The database and the clock, how letters are sent, and what came of it so far."""

    context: Context
    settings: DeliverySettings
    channels: Mapping[str, Channel]
    chance: Chance = field(default_factory=lambda: SystemRandom().random)
    tally: Tally = field(default_factory=Tally)

    @property
    def now(self) -> datetime:
        """The moment, in UTC."""
        return self.context.now()

    @property
    def today(self) -> date:
        """The day in London."""
        return self.context.today()

    def of_this_moment(self) -> "Round":
        """Give the same round with a clock that stands: what is begun is of one day."""
        now = self.now
        return replace(self, context=replace(self.context, clock=lambda: now))

    def say(self, sentence: str) -> None:
        """Put a sentence into the run's report, about what did not go as it should."""
        self.tally.failures.append(sentence)

    def note(self, sentence: str) -> None:
        """Put a sentence into the run's report that is no failure."""
        self.tally.notes.append(sentence)
