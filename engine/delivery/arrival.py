"""What a channel says later of a letter that it has taken, and what follows from it.

A channel is asked again and again, with longer and longer pauses, until it knows. It
forgets letters after a while: GOV.UK Notify keeps them for seven days.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from engine.delivery.outcome import NotNow, Patience, Verdict, judge, pause

KEPT = timedelta(days=7)
"""How long a letter is asked after: so long Notify keeps it (its documentation)."""


@dataclass(frozen=True, kw_only=True, slots=True)
class OnItsWay:
    """It is not decided yet."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Delivered:
    """The person's mail server has it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class NotDelivered:
    """It was given up, but may arrive if it is sent again."""

    why: str


@dataclass(frozen=True, kw_only=True, slots=True)
class NoSuchAddress:
    """It can never be delivered to this address."""

    why: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Forgotten:
    """The channel knows nothing of it any more."""

    why: str


Fate = OnItsWay | Delivered | NotDelivered | NoSuchAddress | Forgotten | NotNow
"""What a channel says; NotNow when it could not be asked."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Asking:
    """A letter that is asked after: how often so far, and when it was taken.

    `attempt` counts the attempts to send it since somebody last asked for it.
    """

    asked: int
    attempt: int
    taken_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class ArrivalVerdict:
    """What is on record from now on: awaited, delivered, undelivered or unknown.

    `letter` is what becomes of the letter itself where it was not delivered.
    """

    state: str
    said: str = ""
    ask_at: datetime | None = None
    letter: Verdict | None = None
    address_is_dead: bool = False


def judge_arrival(
    fate: Fate, asking: Asking, *, now: datetime, chance: float, patience: Patience
) -> ArrivalVerdict:
    """Say what follows from what a channel says of a letter.

    Args:
        fate: what it says.
        asking: the letter.
        now: the moment, in UTC.
        chance: a number from 0 up to 1, for the pauses.
        patience: how often a letter is sent, and the pauses.
    """
    match fate:
        case Delivered():
            return ArrivalVerdict(state="delivered")
        case NoSuchAddress(why=why):
            failed = Verdict(state="failed", why=why)
            return ArrivalVerdict(
                state="undelivered", said=why, letter=failed, address_is_dead=True
            )
        case NotDelivered(why=why):
            again = judge(
                NotNow(why=why),
                attempt=asking.attempt,
                now=now,
                chance=chance,
                patience=patience,
            )
            return ArrivalVerdict(state="undelivered", said=why, letter=again)
        case Forgotten(why=why):
            return ArrivalVerdict(state="unknown", said=why)
        case NotNow(why=why):
            said = why
        case OnItsWay():
            said = ""
    if now - asking.taken_at >= KEPT:
        return ArrivalVerdict(state="unknown", said=said or _UNDECIDED)
    later = now + pause(asking.asked, chance, patience)
    return ArrivalVerdict(state="awaited", said=said, ask_at=later)


_UNDECIDED = f"After {KEPT.days} days it was still not decided."
