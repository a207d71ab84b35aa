"""Answers typed in the pages, kept until the event is taken.

They belong to the user and not to the session: whoever is signed out in the middle
finds them again.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from casework.context import Context
from casework.reading.desk import open_desk
from casework.reading.words import event_title
from engine.access.sight import Sight
from storage import drafts as stored
from storage.clocks import CaseKey
from storage.database import reading, writing
from storage.drafts import StoredDraft

KEPT_FOR = timedelta(days=7)
"""How long answers wait for whoever typed them; they hold what families said."""
_MOST = 20


@dataclass(frozen=True, kw_only=True, slots=True)
class Typed:
    """What somebody has typed so far for an event of a case.

    `id` is the command id; `seen_version` the version of the case that they saw.
    """

    id: str
    case: CaseKey
    event: str
    seen_version: int
    answers: Mapping[str, str]
    done: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class UnfinishedLine:
    """Work that somebody began and did not finish."""

    id: str
    reference: str
    event: str
    title: str
    typed_at: datetime


def find_typed(
    context: Context, sight: Sight, district: str, draft: str
) -> Typed | None:
    """Find what somebody has typed, by the id of their draft.

    Raises:
        StorageError: the database is missing, busy or gone.
    """
    with reading(context.database) as connection:
        found = stored.find_draft(connection, district, sight.user, draft)
    if found is None:
        return None
    return Typed(
        id=found.id,
        case=found.case,
        event=found.event,
        seen_version=found.seen_version,
        answers=found.answers,
        done=found.done,
    )


def keep_typed(context: Context, sight: Sight, typed: Typed) -> None:
    """Keep what somebody has typed; what is older than a week is thrown away.

    Raises:
        StorageError: the database is missing, busy, gone or full.
    """
    draft = StoredDraft(
        id=typed.id,
        case=typed.case,
        user=sight.user,
        event=typed.event,
        seen_version=typed.seen_version,
        answers=typed.answers,
        done=typed.done,
        typed_at=sight.at,
    )
    with writing(context.database) as connection:
        stored.drop_drafts_before(connection, sight.at - KEPT_FOR)
        stored.keep_draft(connection, draft)


def drop_typed(context: Context, sight: Sight, district: str, draft: str) -> None:
    """Throw away what somebody has typed.

    Raises:
        StorageError: the database is missing, busy, gone or full.
    """
    with writing(context.database) as connection:
        stored.drop_draft(connection, district, sight.user, draft)


def unfinished(context: Context, sight: Sight) -> tuple[UnfinishedLine, ...]:
    """List what somebody began and did not finish, the latest first.

    Raises:
        StorageError: the database is missing, busy or gone.
    """
    with open_desk(context, sight) as desk:
        rows = stored.open_drafts(desk.connection, sight, _MOST)
        return tuple(
            UnfinishedLine(
                id=row["id"],
                reference=row["reference"],
                event=row["event"],
                title=event_title(desk.workflow(row), row["event"]),
                typed_at=row["typed_at"],
            )
            for row in rows
        )
