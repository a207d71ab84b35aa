"""What a person chose: how often a digest, what at once, and by which channel."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from engine.clocks.working_days import WorkingCalendar

DAILY, MONDAYS, OVERDUE = "daily", "mondays", "overdue"
DIGESTS = {
    DAILY: "on every working day",
    MONDAYS: "on Mondays (after a bank holiday, on the first working day)",
    OVERDUE: "on Mondays, and only when something is overdue",
}
"""The choices of a digest, each in words."""

_TOO_LITTLE = (
    "With the digest 'overdue' and nothing at once, an allocation or a decision might "
    "never reach you. Choose the digest 'daily' or 'mondays', or keep immediate "
    "messages."
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Preference:
    """One person's choice; without one, it is this. An empty channel is the usual."""

    digest: str = DAILY
    immediate: bool = True
    channel: str = ""


def digest_day(
    preference: Preference, day: date, calendar: WorkingCalendar, *, overdue: bool
) -> bool:
    """Say whether a person's digest is for this working day.

    Args:
        preference: the person's choice.
        day: a working day.
        calendar: the district's.
        overdue: whether anything of theirs is overdue.
    """
    if preference.digest == DAILY:
        return True
    first = first_of_week(day, calendar)
    return first and (preference.digest == MONDAYS or overdue)


def first_of_week(day: date, calendar: WorkingCalendar) -> bool:
    """Say whether a working day is the first of its week: Monday, or what follows."""
    before = calendar.add(day, -1)
    return before < day - timedelta(days=day.weekday())


def refused_because(preference: Preference, channels: Collection[str]) -> list[str]:
    """Give every sentence that speaks against a choice; none if it can stand.

    Args:
        preference: what was asked for.
        channels: the channels that are set up.
    """
    return [
        *_about_digest(preference),
        *_about_channel(preference.channel, channels),
    ]


def _about_digest(preference: Preference) -> list[str]:
    if preference.digest not in DIGESTS:
        said = f"There is no digest '{preference.digest}'."
        if preference.digest in {"none", "never"}:
            said = (
                "The digest can not be switched off: what is overdue has to reach "
                "somebody."
            )
        choices = "; ".join(f"'{name}': {words}" for name, words in DIGESTS.items())
        return [f"{said} Choose {choices}."]
    if preference.digest == OVERDUE and not preference.immediate:
        return [_TOO_LITTLE]
    return []


def _about_channel(channel: str, channels: Collection[str]) -> list[str]:
    if not channel or channel in channels:
        return []
    known = ", ".join(sorted(channels)) or "none"
    said = f"The channel '{channel}' is not set up. Set up are: {known}."
    return [f"{said} Leave it empty for the usual one."]
