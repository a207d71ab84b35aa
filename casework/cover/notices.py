"""Tell both people of a cover: when it is recorded, when it starts, when it ends."""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Connection

from casework.context import Context
from casework.jobs.tally import Tally
from engine.cover_messages import CoverTold, Moment, Side, word_cover
from engine.workflow.definition import WORKER
from storage.covers import Notice, change_cover, covers_to_tell, write_notices
from storage.database import writing
from storage.handovers import cases_of_worker

_SIDES: tuple[Side, ...] = ("absent", "cover")


def tell_covers(context: Context) -> Tally:
    """Tell both people of each cover that starts or has ended, once.

    A start that was missed is told late, as long as the cover runs.

    Raises:
        StorageError: the database is missing, busy, gone or full; nothing is written.
    """
    tally = Tally()
    now, today = context.now(), context.today()
    with writing(context.database) as connection:
        for cover in covers_to_tell(connection, today):
            over = cover["until"] < today
            moment: Moment = "ended" if over else "starts"
            tally.examined += 1
            tally.fired += tell(context, connection, cover, moment)
            told = {"told_end_at" if over else "told_start_at": now}
            change_cover(connection, cover, **told)
    return tally


def tell(
    context: Context, connection: Connection, cover: Mapping[Any, Any], moment: Moment
) -> int:
    """Put a message to each of the two into the outbox; give how many there were."""
    district = cover["district_id"]
    notices = _notices(context, connection, cover, moment)
    return write_notices(connection, district, notices, context.now())


def _notices(
    context: Context, connection: Connection, cover: Mapping[Any, Any], moment: Moment
) -> Iterator[Notice]:
    cases = cases_of_worker(connection, cover["district_id"], cover["absent"])
    told = CoverTold(
        since=cover["since"],
        until=cover["until"],
        references=[case.view.reference for case in cases],
    )
    for side in _SIDES:
        worded = word_cover(told, moment, side)
        yield Notice(
            id=f"cover/{cover['id']}/{moment}/{side}",
            role=WORKER,
            user=cover[side],
            subject=worded.subject,
            body=worded.body,
            about=context.today() if moment == "ended" else cover["since"],
            urgent=moment != "recorded",  # else with the next digest
        )
