"""The job `deliver`: make today's digests and the urgent letters, and send them.

Any number of processes may do it at once, and at any moment: outside office hours it
does nothing, and what waits goes out in the morning.
"""

from casework.context import Context, calendar_of
from casework.delivery.address import address_messages
from casework.delivery.at_once import write_urgent_letters
from casework.delivery.channels import open_channels
from casework.delivery.digests import write_digests
from casework.delivery.round import Round
from casework.delivery.send import send_letters
from casework.jobs.tally import Tally
from engine.delivery.hours import may_write
from engine.workflow.district import District
from storage.database import reading
from storage.districts import all_districts


def deliver(context: Context) -> Tally:
    """Deliver what is due; without settings of delivery, nothing.

    Raises:
        StorageError: the database is missing, busy, gone or full.
    """
    settings = context.delivery
    if settings is None:
        return Tally()
    work = Round(context=context, settings=settings, channels=open_channels(settings))
    return go_round(work)


def go_round(work: Round) -> Tally:
    """Deliver what is due, and give what came of it.

    Raises:
        StorageError: the database is missing, busy, gone or full.
    """
    districts = open_districts(work.context)
    write_digests(work, districts)
    for district in districts:
        address_messages(work, district.id, urgent_only=True)
        write_urgent_letters(work, district)
    send_letters(work, [district.id for district in districts])
    return work.tally


def open_districts(context: Context) -> list[District]:
    """Give the districts whose people may be written to now."""
    with reading(context.database) as connection:
        districts = [stored.district for stored in all_districts(connection)]
    return [each for each in districts if may_write(context.now(), calendar_of(each))]
