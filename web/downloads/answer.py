"""Answering with a file, once it is on record who takes it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from starlette.responses import Response

from casework.access.events import record_event
from casework.context import Context
from engine.access.sight import Sight
from engine.local_time import day_in_words
from web.downloads.csv_file import as_csv
from web.downloads.sheet import Cover, Sheet

Kind = Literal["csv", "xlsx"]
KINDS: Mapping[str, Kind] = {"csv": "csv", "xlsx": "xlsx"}
EXPORTED = "took a file away"
_TYPES: Mapping[Kind, str] = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Export:
    """What is taken away: its title, its file's name, and by which filter it came.

    `about` says in short what it is of, such as `maidstone/funnel`; the auditor reads
    it. A CSV file holds the first table only.
    """

    title: str
    name: str
    about: str
    sheets: Sequence[Sheet]
    filters: Mapping[str, str] = field(default_factory=dict)


def download(context: Context, sight: Sight, kind: Kind, export: Export) -> Response:
    """Give the tables as a file; who took it, which filter, how many rows is noted.

    Raises:
        StorageError: it can not be noted, so that nothing is given.
    """
    sheets = export.sheets[:1] if kind == "csv" else export.sheets
    rows = sum(len(sheet.rows) for sheet in sheets)
    note_file(context, sight, kind, export.about, rows=rows, filters=export.filters)
    cover = _cover(context, sight, export)
    body = as_csv(sheets[0]) if kind == "csv" else _as_xlsx(cover, sheets)
    return file_answer(body, f"{export.name}.{kind}", _TYPES[kind])


def _as_xlsx(cover: Cover, sheets: Sequence[Sheet]) -> bytes:
    from web.downloads.xlsx_file import as_xlsx  # noqa: PLC0415 - 13 MB, seldom asked

    return as_xlsx(cover, sheets)


def note_file(  # noqa: PLR0913 - who, what, how much: one line of the record
    context: Context,
    sight: Sight,
    kind: str,
    about: str,
    *,
    rows: int,
    filters: Mapping[str, str] | None = None,
) -> None:
    """Note that somebody takes a file away.

    Raises:
        StorageError: the database is missing, busy or gone.
    """
    said = {"format": kind, "rows": rows, "filter": dict(filters or {})}
    detail = json.dumps(said, ensure_ascii=False, sort_keys=True)
    record_event(context, sight, EXPORTED, about, detail)


def file_answer(body: bytes, name: str, media_type: str) -> Response:
    """Give a file to a browser, to be kept and not shown.

    Args:
        body: what is in it.
        name: of letters, figures, dots and hyphens only.
        media_type: what it is.
    """
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(body, media_type=media_type, headers=headers)


def _cover(context: Context, sight: Sight, export: Export) -> Cover:
    filters = (f"{name}: {value}" for name, value in export.filters.items())
    made = (
        f"Made for {sight.title} from the figures of {day_in_words(context.today())}."
    )
    marking = "OFFICIAL-SENSITIVE. Keep it no longer than you need it."
    return Cover(title=export.title, lines=(made, *filters, marking))
