"""When the service may write to people: London office hours on working days.

Nothing goes out at night, at weekends, on bank holidays or on local closing days;
what arises then waits for the next morning.
"""

from datetime import UTC, date, datetime, time

from engine.clocks.working_days import WorkingCalendar
from engine.local_time import in_london

OPENS, CLOSES = time(8), time(18)


def may_write(moment: datetime, calendar: WorkingCalendar) -> bool:
    """Say whether a letter may go out at an aware moment."""
    local = in_london(moment)
    return OPENS <= local.time() < CLOSES and calendar.is_working_day(local.date())


def next_hours(moment: datetime, calendar: WorkingCalendar) -> datetime:
    """Give the moment itself if a letter may go out then, else the next opening (UTC).

    Raises:
        ValueError: the moment lies outside the calendar.
    """
    if may_write(moment, calendar):
        return moment
    local = in_london(moment)
    today = calendar.is_working_day(local.date()) and local.time() < OPENS
    return opening(local.date() if today else calendar.add(local.date(), 1))


def opening(day: date) -> datetime:
    """Give the moment (UTC) at which letters may go out on a day: 08:00 in London."""
    local = in_london(datetime.combine(day, time(12), UTC))
    return local.replace(hour=OPENS.hour, minute=OPENS.minute).astimezone(UTC)
