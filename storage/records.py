"""Which table a record of the engine goes to, and with which values."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import SQLModel

from engine.advance.consequences import (
    Allocated,
    ConsentGiven,
    DecisionMade,
    EvidenceAdded,
    ResultEvidenced,
    ReviewHeld,
)
from storage.rows import values_of
from storage.tables import Allocation, Consent, Decision, Evidence, Result, Review

Recorded = (
    EvidenceAdded
    | ConsentGiven
    | DecisionMade
    | Allocated
    | ReviewHeld
    | ResultEvidenced
)
_More = Mapping[str, Any]
_TABLES: Mapping[type[Recorded], tuple[type[SQLModel], _More]] = {
    EvidenceAdded: (Evidence, {"person_id": ""}),
    ConsentGiven: (Consent, {}),
    DecisionMade: (Decision, {}),
    Allocated: (Allocation, {"until": None}),
    ReviewHeld: (Review, {}),
    ResultEvidenced: (Result, {}),
}


def record_row(record: Recorded) -> tuple[type[SQLModel], dict[str, Any]]:
    """Give a record's table and its own columns."""
    model, more = _TABLES[type(record)]
    return model, values_of(record) | dict(more)
