"""People choose how often a digest comes, but what is overdue reaches them."""

from datetime import date

import pytest

from engine.clocks.working_days import england
from engine.delivery.preference import Preference, digest_day, refused_because

CALENDAR = england()
CHANNELS = ("file", "smtp")
MONDAY, TUESDAY = date(2013, 1, 7), date(2013, 1, 8)
AFTER_EASTER = date(2013, 4, 2)  # the Tuesday after Easter Monday


@pytest.mark.parametrize(
    ("digest", "day", "overdue", "comes"),
    [
        ("daily", TUESDAY, False, True),
        ("mondays", MONDAY, False, True),
        ("mondays", TUESDAY, True, False),
        ("mondays", AFTER_EASTER, False, True),
        ("overdue", MONDAY, True, True),
        ("overdue", MONDAY, False, False),
        ("overdue", TUESDAY, True, False),
    ],
)
def test_a_digest_comes_on_the_days_that_were_chosen(
    digest: str, day: date, *, overdue: bool, comes: bool
) -> None:
    chosen = Preference(digest=digest)
    assert digest_day(chosen, day, CALENDAR, overdue=overdue) is comes


def test_without_a_choice_the_digest_is_daily_and_urgent_things_come_at_once() -> None:
    assert Preference() == Preference(digest="daily", immediate=True, channel="")
    assert refused_because(Preference(), CHANNELS) == []


def test_the_digest_can_not_be_switched_off() -> None:
    (said,) = refused_because(Preference(digest="none"), CHANNELS)
    assert said.startswith("The digest can not be switched off: what is overdue has")
    assert "'overdue': on Mondays, and only when something is overdue" in said


def test_an_unknown_digest_is_refused_with_the_choices() -> None:
    (said,) = refused_because(Preference(digest="hourly"), CHANNELS)
    assert said.startswith("There is no digest 'hourly'. Choose 'daily': on every")


def test_nothing_at_once_and_hardly_a_digest_is_too_little() -> None:
    (said,) = refused_because(Preference(digest="overdue", immediate=False), CHANNELS)
    assert "an allocation or a decision might never reach you" in said


def test_a_channel_that_is_not_set_up_is_refused_with_those_that_are() -> None:
    (said,) = refused_because(Preference(channel="notify"), CHANNELS)
    assert said.startswith("The channel 'notify' is not set up. Set up are: file, smtp")


def test_every_fault_of_a_choice_is_said_at_once() -> None:
    both = Preference(digest="hourly", channel="pigeon")
    assert len(refused_because(both, CHANNELS)) == 2
