"""A row for each table that a case does not write by itself, written as it stands."""

from typing import Any

from sqlalchemy import Engine, insert

from storage.database import writing
from storage.tables import metadata
from tests.builders.page_tables import PAGE_ROWS
from tests.builders.storage import NOW, TODAY

_LETTER = {"letter_id": "1-1-1/carol"}
_ROWS: dict[str, dict[str, Any]] = {
    "firing": {"clock_id": "1-1-2", "rung": "warn", "fired_at": NOW},
    "clock_pause": {
        "clock_id": "1-1-2",
        "number": 1,
        "reason": "court",
        "note": "",
        "since": TODAY,
        "paused_by": "carol",
        "resumed_by": "",
    },
    "closure": {
        "id": "snow",
        "day": TODAY,
        "title": "Snow",
        "added_by": "carol",
        "added_at": NOW,
    },
    "clearing": {
        "id": "1",
        "case_number": 1,
        "kind": "clock",
        "what": "1-1-2",
        "cleared_by": "carol",
        "cleared_at": NOW,
    },
    "letter": {
        "id": "1-1-1/carol",
        "user": "carol",
        "kind": "message",
        "subject": "MAI-0001",
        "written_at": NOW,
        "next_try_at": NOW,
    },
    "letter_attempt": _LETTER | {"attempt": 1, "began_at": NOW, "channel": "file"},
    "arrival": _LETTER
    | {
        "attempt": 1,
        "channel": "notify",
        "reference": "notify-1",
        "email": "carol@example.org",
        "taken_at": NOW,
        "ask_at": NOW,
    },
    "address_set_aside": {
        "user": "carol",
        "email": "carol@example.org",
        "channel": "notify",
        "since": NOW,
    },
    "redating": {
        "id": "snow",
        "kind": "closed",
        "day": TODAY,
        "redated_by": "carol",
        "redated_at": NOW,
    },
    "redated_clock": {"redating_id": "snow", "clock_id": "1-1-2", "case_number": 1},
    "digest": _LETTER | {"user": "carol", "day": TODAY, "made_at": NOW},
    "preference": {
        "user": "carol",
        "digest": "daily",
        "immediate": True,
        "chosen_at": NOW,
    },
    "cover": {
        "id": "fred-1",
        "absent": "fred",
        "cover": "carol",
        "since": TODAY,
        "until": TODAY,
        "recorded_by": "carol",
        "recorded_at": NOW,
    },
    "handover": {
        "id": "fred-1",
        "worker": "fred",
        "command_id": "handover",
        "recorded_by": "carol",
        "recorded_at": NOW,
    },
    "handover_case": {
        "handover_id": "fred-1",
        "case_number": 1,
        "taker": "carol",
        "entry": 1,
    },
}


def write_the_rest(database: Engine) -> None:
    """Write one row into each of these tables; family 1 has the clock 1-1-2."""
    with writing(database) as connection:
        for name, row in _ROWS.items():
            table = metadata.tables[name]
            connection.execute(insert(table).values(district_id="maidstone", **row))
    write_page_rows(database, *PAGE_ROWS)


def write_page_rows(database: Engine, *tables: str) -> None:
    """Write one row into each of these tables of the pages."""
    with writing(database) as connection:
        for name in tables:
            table = metadata.tables[name]
            here = {"district_id": "maidstone"} if "district_id" in table.c else {}
            connection.execute(insert(table).values(**here, **PAGE_ROWS[name]))


def write_addressee(database: Engine) -> None:
    """Write whom the first message that was raised is for."""
    outbox, addressee = metadata.tables["outbox"], metadata.tables["addressee"]
    with writing(database) as connection:
        message = connection.execute(outbox.select()).mappings().one()
        about = {"district_id": "maidstone", "message_id": message["id"]}
        connection.execute(insert(addressee).values(**about, **_LETTER, user="carol"))
