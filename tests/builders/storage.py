"""Cases in a database: a district, families that are opened, advances written."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from sqlalchemy import Engine, select
from sqlmodel import SQLModel

from engine.advance.case import Actor
from engine.advance.consequences import (
    Advance,
    ClockStart,
    Consequences,
    DecisionMade,
    Move,
    TaskOpening,
)
from engine.advance.opening import Opening
from engine.facts import FactValue
from engine.workflow.district import District
from storage.cases import StoredCase, find_case, write_advance
from storage.database import reading, writing
from storage.districts import keep_workflow_version, save_district
from storage.meetings import NewMeeting, add_meeting
from storage.openings import NewCase, NewPerson, OpeningBatch, write_openings
from storage.rows import Row, table_of
from storage.runs import Run
from storage.sweep import Fired
from storage.tables import metadata
from storage.writes import Writes
from tests.builders.pathways import a_district

NOW = datetime(2012, 12, 17, 10, 0, tzinfo=UTC)
TODAY = NOW.date()
WORKFLOW = "a" * 64
CAROL = Actor(user="carol", title="Carol Reed", roles=frozenset({"coordinator"}))
MEETING = NewMeeting(
    district_id="maidstone",
    reference="2012-12-17",
    held_on=TODAY,
    body="Project Board",
    digest="d",
    recorded_by="carol",
    recorded_at=NOW,
)
APPROVED = DecisionMade(outcome="approve", meeting="2012-12-17", minute="4", reason="")
A_RUN = Run(
    id="run-1",
    job="sweep",
    started_at=NOW,
    finished_at=NOW,
    examined=1,
    fired=0,
    failed=0,
    failures=(),
)
_commands = count(1)


def set_up(database: Engine, *districts: District) -> None:
    """Write districts (or one) with the definition that their cases are pinned to."""
    with writing(database) as connection:
        keep_workflow_version(
            connection, content_hash=WORKFLOW, pathway="small", text="{}", now=NOW
        )
        for district in districts or (a_district(),):
            save_district(connection, district, WORKFLOW)


def hold_meeting(database: Engine) -> None:
    """Record the meeting of 17 December 2012."""
    writes = Writes()
    add_meeting(writes, MEETING)
    with writing(database) as connection:
        writes.send(connection)


def a_person(**changes: Any) -> NewPerson:  # noqa: ANN401 - any field of a person
    """Build an adult without evidence."""
    usual: dict[str, Any] = {
        "forename": "Ann",
        "surname": "Smith",
        "born": date(1975, 3, 1),
        "relationship": "adult",
        "address": "1 High Street",
        "postcode": "ME14 4CM",
        "evidence": (),
    }
    return NewPerson(**usual | changes)


def a_clock(clock: str = "decision", **changes: Any) -> ClockStart:  # noqa: ANN401
    """Build a clock of ten working days from today, first reminded of on 24th."""
    usual: dict[str, Any] = {
        "machine": "programme",
        "budget": 10,
        "unit": "working_days",
        "started_on": TODAY,
        "due_on": date(2013, 1, 4),
        "next_rung_on": date(2012, 12, 24),
    }
    return ClockStart(clock=clock, **usual | changes)


def an_agency_task(agency: str = "police", clock: str = "profile") -> TaskOpening:
    """Build the task of an agency's part of the profile."""
    return TaskOpening(
        kind="profile",
        title=f"Profile: {agency}",
        role=f"{agency}_officer",
        subject=agency,
        clock=clock,
    )


def a_new_case(
    list_key: str = "F001",
    *people: NewPerson,
    **consequences: Any,  # noqa: ANN401 - any field of Consequences
) -> NewCase:
    """Build a family of one adult (or these people), identified, with no clock."""
    facts: dict[str, FactValue] = {"worker": ""}
    opening = Opening(
        programme="identified",
        service="none_yet",
        opened_on=TODAY,
        consequences=Consequences(facts=facts, **consequences),
    )
    return NewCase(list_key=list_key, people=people or (a_person(),), opening=opening)


def a_batch(**changes: Any) -> OpeningBatch:  # noqa: ANN401 - any field of a batch
    """Build the opening of a list in Maidstone by Carol."""
    usual: dict[str, Any] = {
        "district_id": "maidstone",
        "prefix": "MAI",
        "workflow_hash": WORKFLOW,
        "by": "carol",
        "at": NOW,
        "today": TODAY,
        "command_id": f"open-{next(_commands)}",
    }
    return OpeningBatch(**usual | changes)


def open_families(database: Engine, *cases: NewCase) -> tuple[str, ...]:
    """Open these families (or one) in Maidstone; give their references."""
    with writing(database) as connection:
        return write_openings(connection, a_batch(), cases or (a_new_case(),))


def a_family(database: Engine, **consequences: Any) -> str:  # noqa: ANN401
    """Set Maidstone up with one family; give its reference."""
    set_up(database)
    return open_families(database, a_new_case("F001", **consequences))[0]


def find(database: Engine, reference: str = "MAI-0001") -> StoredCase:
    """Read a case that is there."""
    with reading(database) as connection:
        found = find_case(connection, "maidstone", reference)
    assert found is not None
    return found


def an_advance(
    case: StoredCase,
    *moves: Move,
    facts: Mapping[str, FactValue] | None = None,
    command_id: str = "",
    at: datetime = NOW,
    **consequences: Any,  # noqa: ANN401 - any field of Consequences
) -> Advance:
    """Build an advance by Carol, now, which only notes unless it is told more."""
    to = {move.machine: move.target for move in moves}
    after = dict(case.view.facts) | dict(facts or {})
    return Advance(
        case=case.view,
        event="note",
        title="Add a note",
        actor=CAROL,
        at=at,
        command_id=command_id or f"command-{next(_commands)}",
        answers={},
        moves=moves,
        programme=to.get("programme", case.view.programme),
        service=to.get("service", case.view.service),
        consequences=Consequences(facts=after, **consequences),
    )


def advance(
    database: Engine,
    reference: str = "MAI-0001",
    *moves: Move,
    **more: Any,  # noqa: ANN401 - as `an_advance`
) -> None:
    """Write an advance of a case as it stands."""
    case = find(database, reference)
    with writing(database) as connection:
        write_advance(connection, case, an_advance(case, *moves, **more))


def approve() -> Move:
    """Build the move from identified to approved."""
    return Move(machine="programme", source="identified", target="approved")


def what_fires(clock: Row, *rungs: str, **more: Any) -> Fired:  # noqa: ANN401
    """Build what a clock's rungs do: nothing but fire, unless it is told more."""
    usual: dict[str, Any] = {"tasks": (), "messages": (), "next_rung_on": None}
    return Fired(clock=clock, rungs=rungs, **usual | more)


def rows(database: Engine, model: type[SQLModel], **where: Any) -> list[dict[str, Any]]:  # noqa: ANN401
    """Read a table, or those of its rows that have these values, in key order."""
    table = table_of(model)
    matches = [table.c[name] == value for name, value in where.items()]
    statement = select(table).where(*matches).order_by(*table.primary_key.columns)
    with reading(database) as connection:
        return [dict(row) for row in connection.execute(statement).mappings()]


def everything(database: Engine) -> dict[str, list[tuple[Any, ...]]]:
    """Read every row of every table: what must not change when nothing may."""
    with reading(database) as connection:
        return {
            name: [
                tuple(row)
                for row in connection.execute(
                    select(table).order_by(*table.primary_key.columns)
                )
            ]
            for name, table in metadata.tables.items()
        }
