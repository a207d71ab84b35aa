"""Which of several references are of no case in somebody's sight."""

from collections.abc import Iterable

from casework.context import Context
from casework.reading.desk import open_desk
from engine.access.sight import Sight
from storage.seen_references import references_seen


def unseen_of(
    context: Context, sight: Sight, district: str, references: Iterable[str]
) -> tuple[str, ...]:
    """Give those of which there is no case in sight in this district, in order.

    Raises:
        StorageError: the database is missing, busy or gone.
    """
    named = tuple(dict.fromkeys(references))
    with open_desk(context) as desk:
        seen = references_seen(desk.connection, sight, named)
        stored = desk.districts.get(district)
        prefix = f"{stored.district.prefix}-" if stored else ""
    return tuple(
        each for each in named if each not in seen or not each.startswith(prefix)
    )
