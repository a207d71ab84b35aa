"""Which of several references, or sentences that name some, are in somebody's sight."""

import re
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection

from casework.context import Context
from casework.reading.desk import open_desk
from engine.access.sight import Sight
from storage.seen_references import references_seen

_NAMED = re.compile(r"\b[A-Z]{2,}-\d+\b")
"""A case's reference, wherever it stands in a sentence."""


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


def sentences_seen(
    connection: Connection, sight: Sight, sentences: Sequence[str]
) -> tuple[str, ...]:
    """Give those of several sentences that name no case out of sight."""
    named = {each for sentence in sentences for each in _NAMED.findall(sentence)}
    unseen = named - references_seen(connection, sight, named)
    return tuple(
        sentence
        for sentence in sentences
        if not unseen.intersection(_NAMED.findall(sentence))
    )
