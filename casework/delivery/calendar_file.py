"""The calendar file that goes with the reminder of a review.

It holds an entry for the whole of the due day: a reference, what to do, and a link.
The UID comes from the clock, so that a later file moves the entry rather than adding
a second one.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from casework.delivery.outgoing import Attachment
from engine.delivery.letters import link


@dataclass(frozen=True, kw_only=True, slots=True)
class Appointment:
    """A review that is due: of which case and clock, and what is to be done."""

    district_id: str
    clock_id: str
    reference: str
    action: str
    due_on: date
    started_on: date


def calendar_file(due: Appointment, now: datetime, base: str) -> Attachment:
    """Write the calendar file of a review.

    Args:
        due: the review.
        now: when it is written, in UTC.
        base: the address of the service, for the link.
    """
    # It takes a tenth of a second to import; most letters need none.
    from icalendar import Calendar, Event  # noqa: PLC0415

    event = Event()
    event.add("uid", f"{due.district_id}-{due.clock_id}@case-reviews")
    event.add("dtstamp", now)
    # It grows from one file to the next, as moving an entry demands.
    event.add("sequence", max((now.date() - due.started_on).days, 0))
    event.add("dtstart", due.due_on)
    event.add("dtend", due.due_on + timedelta(days=1))
    event.add("summary", f"{due.reference}: {due.action}")
    event.add("url", link(base, due.reference))
    event.add("transp", "TRANSPARENT")
    calendar = Calendar()
    calendar.add("prodid", "-//Family Case Engine//Reviews//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(event)
    text = calendar.to_ical().decode()
    return Attachment(name=f"{due.reference}-review.ics", text=text)
