"""Lists that were sent to the pages: kept between the check and the opening.

They belong to whoever sent them, and not to the session, so that neither a second
click nor a restart loses one. What is kept has been checked; opening checks it anew.
"""

import gzip
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path, PureWindowsPath

from casework.context import Context
from casework.intake.family_list import ListFaults
from casework.open_families import FamiliesOpened, open_families
from casework.opening.look import ListLook, look_at_list
from casework.opening.prepare import OpenRequest
from engine.access.sight import Sight
from engine.advance.refusal import Refusal
from engine.text import is_storable
from storage.database import reading, writing
from storage.uploads import (
    NewUpload,
    drop_upload,
    drop_uploads_before,
    find_upload,
    keep_upload,
    uploads_of,
)

KEPT_FOR = timedelta(days=1)
"""How long a list waits for whoever sent it: it names people who are on no case yet."""
_LONGEST_NAME = 100
_NAMELESS = "list.csv"


@dataclass(frozen=True, kw_only=True, slots=True)
class KeptList:
    """A list that somebody has sent, by the name that its file had."""

    content_hash: str
    file_name: str
    uploaded_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class KeptLook:
    """A kept list, and what is in it now."""

    kept: KeptList
    look: ListLook


def keep_list(
    context: Context, sight: Sight, district: str, file_name: str, content: bytes
) -> ListLook | ListFaults | Refusal:
    """Check a list that was sent, and keep it if its families may be opened.

    What is older than a day is thrown away. A list with a fault is not kept.

    Args:
        context: the database and the clock.
        sight: who sends it.
        district: whose families it has.
        file_name: as the browser gives it.
        content: the file's bytes.

    Raises:
        StorageError: the database is missing, busy, gone or full.
    """
    name = _plain(file_name)
    request = OpenRequest(
        path=Path(name), district_id=district, user=sight.user, content=content
    )
    look = look_at_list(context, sight, request)
    if not isinstance(look, ListLook):
        return look
    upload = NewUpload(
        district_id=district,
        user=sight.user,
        content_hash=look.content_hash,
        file_name=name,
        packed=gzip.compress(content, mtime=0),
        uploaded_at=sight.at,
    )
    with writing(context.database) as connection:
        drop_uploads_before(connection, sight.at - KEPT_FOR)
        keep_upload(connection, upload)
    return look


def _plain(file_name: str) -> str:
    """Give a file's own name, without the folders that some browsers put before it."""
    name = PureWindowsPath(file_name).name[-_LONGEST_NAME:]
    return name if name and name.isprintable() and is_storable(name) else _NAMELESS


def kept_lists(context: Context, sight: Sight, district: str) -> tuple[KeptList, ...]:
    """Give the lists that somebody has sent for a district, the latest first.

    Raises:
        StorageError: the database is missing, busy or gone.
    """
    with reading(context.database) as connection:
        rows = uploads_of(connection, district, sight.user, sight.at - KEPT_FOR)
    return tuple(KeptList(**row) for row in rows)


def look_at_kept(
    context: Context, sight: Sight, district: str, content_hash: str
) -> KeptLook | ListFaults | Refusal | None:
    """Say what is in a kept list and what opening it would do; None if it is gone.

    Raises:
        StorageError: the database is missing, busy or gone.
    """
    found = _kept(context, sight, district, content_hash)
    if found is None:
        return None
    kept, request = found
    look = look_at_list(context, sight, request)
    return KeptLook(kept=kept, look=look) if isinstance(look, ListLook) else look


def open_kept(
    context: Context, sight: Sight, district: str, content_hash: str
) -> FamiliesOpened | ListFaults | Refusal | None:
    """Open the families of a kept list that are not open yet; None if it is gone.

    Raises:
        StorageError: the database is missing, busy, gone or full; nothing is written.
    """
    found = _kept(context, sight, district, content_hash)
    return None if found is None else open_families(context, found[1])


def throw_away(
    context: Context, sight: Sight, district: str, content_hash: str
) -> None:
    """Throw a kept list away; families that it has opened stay open.

    Raises:
        StorageError: the database is missing, busy, gone or full.
    """
    with writing(context.database) as connection:
        drop_upload(connection, (district, sight.user, content_hash))


def _kept(
    context: Context, sight: Sight, district: str, content_hash: str
) -> tuple[KeptList, OpenRequest] | None:
    key = (district, sight.user, content_hash)
    with reading(context.database) as connection:
        row = find_upload(connection, key, sight.at - KEPT_FOR)
    if row is None:
        return None
    kept = KeptList(
        content_hash=content_hash,
        file_name=row["file_name"],
        uploaded_at=row["uploaded_at"],
    )
    request = OpenRequest(
        path=Path(kept.file_name),
        district_id=district,
        user=sight.user,
        content=gzip.decompress(row["packed"]),
    )
    return kept, request
