"""What the floor has to know: learnt from one case that the engine takes through."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import Engine
from sqlmodel import SQLModel

from benchmarks.databases import Row, rows_of
from benchmarks.floor.outcome import Outcome, Target
from casework.context import Context
from storage.tables import (
    Clock,
    Consent,
    Decision,
    FamilyCase,
    HistoryEntry,
    OutboxMessage,
    Task,
)

_WRITTEN: tuple[type[SQLModel], ...] = (Clock, Task, Consent, Decision, OutboxMessage)


def learn(context: Context, pilot: Target, take: Callable[[], object]) -> Outcome:
    """Let the engine take a pilot through, and give what was decided and written.

    Args:
        context: the database, and a moment that stands still.
        pilot: the case.
        take: takes it through.
    """
    database = context.database
    before = _case(database, pilot)
    take()
    after = _case(database, pilot)
    key = {"district_id": pilot.district, "case_number": after["number"]}
    line = rows_of(database, HistoryEntry, **key, entry=after["version"])[0]
    known, facts = json.loads(before["facts"]), json.loads(after["facts"])
    return Outcome(
        pilot=pilot,
        event=line["event"],
        answers=line["answers"],
        programme=_entered("programme", before, after),
        service=_entered("service", before, after),
        facts={name: v for name, v in facts.items() if known.get(name) != v},
        rows=_written(database, key, after["version"], json.loads(line["answers"])),
    )


def _case(database: Engine, target: Target) -> dict[str, Any]:
    key = {"district_id": target.district, "reference": target.reference}
    return rows_of(database, FamilyCase, **key)[0]


def _entered(machine: str, before: Row, after: Row) -> str | None:
    return str(after[machine]) if after[machine] != before[machine] else None


def _written(
    database: Engine, key: Mapping[str, object], entry: int, answers: dict[str, object]
) -> dict[str, list[Row]]:
    """Give the rows that an entry caused: their ids begin with it."""
    own = f"{key['case_number']}-{entry}-"
    found: dict[str, list[Row]] = {}
    for model in _WRITTEN:
        rows: list[Row] = [
            row
            for row in rows_of(database, model, **key)
            if str(row.get("id", "")).startswith(own)
            or ("meeting" in row and row["meeting"] == answers.get("meeting"))
        ]
        if rows:
            found[str(model.__tablename__)] = rows
    return found
