"""What a coordinator has to hear of without asking: a sentence each.

Reckoned when somebody looks: a job that does not run can not report itself.
"""

from collections.abc import Iterator

from casework.clocks.watch_calendar import open_watch
from casework.handover.leavers import leavers_in
from casework.jobs.run_due import EVERY
from casework.reading.desk import Desk
from casework.reading.words import person_title
from engine.job_watch import job_alerts
from engine.local_time import day_in_words
from storage.arrivals import addresses_aside
from storage.runs import last_runs


def alerts(desk: Desk, district: str, set_aside: int) -> Iterator[str]:
    """Give the alerts of a district.

    Args:
        desk: the transaction.
        district: its id.
        set_aside: how many clocks and payments are set aside there.
    """
    yield from alerts_of_jobs(desk)
    calendar = open_watch(desk.connection).alert(desk.districts[district].district)
    if calendar:
        yield calendar
    if set_aside:
        what = "1 thing is" if set_aside == 1 else f"{set_aside} things are"
        yield f"{what} set aside until somebody clears it."
    for leaver in leavers_in(desk, district, desk.today):
        if not leaver.cover:
            yield leaver.sentence
    for row in addresses_aside(desk.connection, district):
        who = person_title(desk.districts[district].district, row["user"])
        day = day_in_words(row["since"].date())
        yield f"Letters to {who} do not arrive since {day}: {row['why']}"


def alerts_of_jobs(desk: Desk) -> Iterator[str]:
    """Give a sentence a job that stands still; one for all of them, if all do."""
    last = last_runs(desk.connection)
    if not last:
        yield "No job has ever run: nobody is reminded. Have the jobs started."
        return
    found = job_alerts(EVERY, last, desk.context.now())
    if len(found) == len(EVERY):
        yield f"No job ran when it should. {found[0].sentence}"
        return
    yield from (alert.sentence for alert in found)
