"""Tell both people of a cover: when it is recorded, when it starts, when it ends."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from sqlalchemy import Connection

from casework.context import Context
from casework.jobs.tally import Tally
from engine.cover_messages import CoverTold, Moment, Side, word_cover
from engine.workflow.definition import WORKER
from storage.covers import change_cover, covers_to_tell
from storage.database import writing
from storage.handovers import references_of
from storage.notices import Notice, write_notices

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
            moment = moment_of(cover, today)
            tally.examined += 1
            tally.fired += tell(context, connection, cover, moment)
            told = {"told_end_at" if moment == "ended" else "told_start_at": now}
            change_cover(connection, cover, **told)
    return tally


def moment_of(cover: Mapping[Any, Any], today: date) -> Moment:
    """Say what there is to tell of a cover that is to be told of."""
    return "ended" if cover["until"] < today else "starts"


def tell(
    context: Context, connection: Connection, cover: Mapping[Any, Any], moment: Moment
) -> int:
    """Put a message to each of the two into the outbox; give how many there were."""
    district = cover["district_id"]
    notices = notices_of(context, connection, cover, moment)
    return write_notices(connection, district, notices, context.now())


def notices_of(
    context: Context, connection: Connection, cover: Mapping[Any, Any], moment: Moment
) -> Iterator[Notice]:
    """Word a message to each of the two; nothing is written."""
    for side in _SIDES:
        whose = cover["district_id"], cover["absent"], cover[side]
        told = CoverTold(
            since=cover["since"],
            until=cover["until"],
            references=references_of(connection, *whose),
        )
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
