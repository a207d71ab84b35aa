"""A row for each table that the pages write: accounts, reads, drafts, agendas."""

from typing import Any

from tests.builders.storage import NOW, TODAY

_MADE = {"made_by": "carol", "made_at": NOW}
_OF_CAROL = {"case_number": 1, "user": "carol"}

PAGE_ROWS: dict[str, dict[str, Any]] = {
    "uploaded_list": {
        "user": "carol",
        "content_hash": "hash",
        "file_name": "families.csv",
        "packed": b"packed",
        "uploaded_at": NOW,
    },
    "account": {"account_id": "a1", "user": "carol", "title": "Carol"} | _MADE,
    "access_grant": {
        "account_id": "a1",
        "access": "viewer",
        "granted_by": "carol",
        "granted_at": NOW,
    },
    "web_session": {
        "token_hash": "hash",
        "account_id": "a1",
        "number": "1",
        "browser": "Chromium",
        "started_at": NOW,
        "seen_at": NOW,
    },
    "access_token": {
        "token_hash": "hash",
        "account_id": "a1",
        "number": "1",
        "name": "Finance list",
        "read_only": True,
        "expires_at": NOW,
    }
    | _MADE,
    "sign_in_attempt": {"token_hash": "hash", "ends_at": NOW},
    "access_event": {"id": "1", "at": NOW, "user": "carol", "what": "signed in"},
    "case_read": _OF_CAROL | {"id": "1", "page": "summary", "at": NOW},
    "restriction": {
        "case_number": 1,
        "restricted_by": "carol",
        "restricted_at": NOW,
    },
    "named_reader": _OF_CAROL | {"named_by": "carol", "named_at": NOW},
    "broken_glass": _OF_CAROL | {"id": "1", "at": NOW, "ends_at": NOW},
    "saved_list": {"id": "1", "user": "carol", "title": "Overdue", "saved_at": NOW},
    "draft": _OF_CAROL
    | {"id": "1", "event": "note", "seen_version": 1, "typed_at": NOW},
    "ticked_case": _OF_CAROL,
    "agenda": {"id": "1", "meeting": "2013-01", "held_on": TODAY} | _MADE,
    "agenda_item": {
        "agenda_id": "1",
        "case_number": 1,
        "added_by": "carol",
        "added_at": NOW,
    },
    "typed_minutes": {"agenda_id": "1", "user": "carol", "typed_at": NOW},
}
