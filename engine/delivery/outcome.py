"""What became of one attempt to send a letter, and what is to be done next.

The pause before the next attempt doubles each time, up to a longest one. Half of it
is left to chance, so that letters that failed together do not all come back together.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, kw_only=True, slots=True)
class Sent:
    """The channel has taken the letter; `reference` is the provider's name for it.

    `awaited`: the channel can be asked later whether it was delivered.
    """

    reference: str
    awaited: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class NotNow:
    """The channel could not take it at this time; a later attempt may work."""

    why: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Never:
    """The channel will not take it, however often it is tried."""

    why: str


Outcome = Sent | NotNow | Never


@dataclass(frozen=True, kw_only=True, slots=True)
class Patience:
    """How often a letter is tried, and the shortest and the longest pause between."""

    attempts: int = 12
    first: timedelta = timedelta(minutes=1)
    longest: timedelta = timedelta(hours=4)


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """What the letter's row says from now on; `next_try_at` only while it waits."""

    state: str
    why: str = ""
    reference: str = ""
    next_try_at: datetime | None = None


def pause(attempt: int, chance: float, patience: Patience) -> timedelta:
    """Give the pause after an attempt: half of it sure, half of it by chance.

    Args:
        attempt: the number of the attempt that failed, from 1.
        chance: a number from 0 up to 1.
        patience: the shortest and the longest pause.
    """
    doublings = min(attempt - 1, 30)  # a larger number says no more, only overflows
    whole = min(patience.first * (1 << doublings), patience.longest)
    return whole * (1 + chance) / 2


def judge(
    outcome: Outcome, *, attempt: int, now: datetime, chance: float, patience: Patience
) -> Verdict:
    """Say what follows from an attempt: sent, tried again later, or set aside.

    Args:
        outcome: what the channel said.
        attempt: the number of this attempt, from 1.
        now: the moment, in UTC.
        chance: a number from 0 up to 1, for the pause.
        patience: how often and how soon.
    """
    if isinstance(outcome, Sent):
        return Verdict(state="sent", reference=outcome.reference)
    if isinstance(outcome, Never):
        return Verdict(state="failed", why=outcome.why)
    if attempt >= patience.attempts:
        return Verdict(
            state="failed", why=f"Given up after {attempt} attempts: {outcome.why}"
        )
    later = now + pause(attempt, chance, patience)
    return Verdict(state="waiting", why=outcome.why, next_try_at=later)
