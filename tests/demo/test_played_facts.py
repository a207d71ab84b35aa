"""The facts on each case's row agree with the records of its own tables."""

import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from sqlalchemy import Connection, select
from sqlmodel import SQLModel

from engine.facts import CRITERIA, MEASURES, FactValue
from storage.database import open_database, reading
from storage.rows import Row, table_of
from storage.tables import (
    Allocation,
    Consent,
    Evidence,
    FamilyCase,
    Membership,
    Result,
    Review,
    Task,
)
from tests.builders.played import played_database
from tests.conftest import SESSION_FOLDER

Facts = dict[str, FactValue]
Records = Mapping[type[SQLModel], Sequence[Row]]
KINDS = (Evidence, Consent, Allocation, Review, Result, Task, Membership)


def test_the_facts_of_every_played_case_are_what_its_records_say(
    tmp_path: Path,
) -> None:
    session = Path(os.environ[SESSION_FOLDER])
    file = played_database("maidstone", tmp_path, session)
    database = open_database(f"sqlite:///{file}")
    differing = []
    with reading(database) as connection:
        cases = connection.execute(select(table_of(FamilyCase))).mappings().all()
        for case in cases:
            facts: Facts = json.loads(case["facts"])
            said = facts_by_records(_records(connection, case))
            differing += [
                f"{case['reference']}: {name} is {facts[name]!r}, records say {value!r}"
                for name, value in said.items()
                if facts[name] != value
            ]
    database.dispose()

    assert len(cases) > 50
    assert not differing, "\n".join(differing)


def facts_by_records(records: Records) -> Facts:
    """Work the facts out anew, from nothing but what the tables hold."""
    evidence = {row["criterion"] for row in records[Evidence]}
    people = [row["relationship"] for row in records[Membership]]
    reviews = records[Review]
    return {
        **{f"{criterion}_met": criterion in evidence for criterion in CRITERIA},
        "local_reason_recorded": "local" in evidence,
        "adults": people.count("adult"),
        "children": people.count("child"),
        "reviews_held": len(reviews),
        "last_review_on": reviews[-1]["held_on"].isoformat() if reviews else "",
        **_allocation(records[Allocation]),
        **_agencies(records[Task]),
        **_last(records[Consent], "kind", "outcome", _CONSENTS, "not_asked"),
        **_last(records[Result], "measure", "verdict", _RESULTS, "none"),
    }


_CONSENTS = {"service": "service_consent", "data_use": "data_consent"}
_RESULTS = {measure: f"result_{measure}" for measure in MEASURES}


def _allocation(rows: Sequence[Row]) -> Facts:
    now = [row for row in rows if row["until"] is None]
    return {
        "worker": now[0]["worker"] if now else "",
        "worker_role": now[0]["role"] if now else "",
        "attached_on": min((row["since"].isoformat() for row in rows), default=""),
    }


def _agencies(tasks: Sequence[Row]) -> Facts:
    """Count the last time of asking only: a case that is reopened asks anew."""
    asked = [task for task in tasks if task["kind"] == "profile"]
    latest = max((task["raised_at"] for task in asked), default=None)
    now = [task for task in asked if task["raised_at"] == latest]

    def settled(outcome: str) -> list[str]:
        done = [task for task in now if task["outcome"] == outcome]
        done.sort(key=lambda task: task["closed_at"])
        return [task["subject"] for task in done]

    return {
        "agencies_asked": [task["subject"] for task in now],
        "agencies_answered": settled("answered"),
        "agencies_missing": settled("gap"),
    }


def _last(
    rows: Sequence[Row], kind: str, value: str, facts: Mapping[str, str], first: str
) -> Facts:
    return {
        **dict.fromkeys(facts.values(), first),
        **{facts[row[kind]]: row[value] for row in rows},
    }


def _records(connection: Connection, case: Row) -> Records:
    return {kind: _rows(connection, kind, case) for kind in KINDS}


def _rows(connection: Connection, kind: type[SQLModel], case: Row) -> Sequence[Row]:
    table = table_of(kind)
    by_family = kind is Membership
    number = table.c.family_number if by_family else table.c.case_number
    rows = connection.execute(
        select(table).where(
            table.c.district_id == case["district_id"],
            number == case["family_number" if by_family else "number"],
        )
    )
    return sorted(rows.mappings(), key=_order)


def _order(row: Row) -> list[int]:
    """Order rows by their cause: the history entry, then the place in it."""
    return [int(part) for part in str(row.get("id", "0")).split("/")[0].split("-")]
