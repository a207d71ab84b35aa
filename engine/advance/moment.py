"""Reasons that lie in the moment: a lost race, a clock set back, a calendar's end."""

from collections.abc import Iterator

from engine.advance.case import CaseView
from engine.advance.refusal import Reason, Why
from engine.advance.setting import Setting
from engine.advance.wording import clock_set_back_sentence, stale_sentence
from engine.clocks.day_count import OutsideCalendarError


def reasons_of_the_moment(
    setting: Setting, case: CaseView, seen_version: int | None
) -> Iterator[Reason]:
    """Find that the case has changed since it was seen, or the clock is behind it.

    Args:
        setting: the definition, the moment, the calendar.
        case: the case as it stands.
        seen_version: the version that the person was looking at, if they said.
    """
    if seen_version is not None and seen_version != case.version:
        sentence = stale_sentence(setting.workflow, case)
        yield Reason(why=Why.STALE, sentence=sentence)
    if setting.now < case.changed_at:
        sentence = clock_set_back_sentence(case, setting.now)
        yield Reason(why=Why.CLOCK_SET_BACK, sentence=sentence)


def calendar_reason(error: OutsideCalendarError) -> Reason:
    """Refuse because a clock would end where no calendar was prepared."""
    sentence = f"A clock can not be reckoned: {error}."
    return Reason(why=Why.CALENDAR, sentence=sentence)
