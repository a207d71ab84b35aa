"""A database that is doctored, and what the proof of a load says of it."""

import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import insert, make_url, select, text
from sqlmodel import SQLModel

from benchmarks.load.book import Act
from benchmarks.load.finding import Finding
from benchmarks.load.proof import prove
from storage.database import reading, writing
from storage.history import history_of
from storage.rows import table_of
from tests.builders.office import Office


def behind_its_back(office: Office, *statements: str) -> None:
    """Change the file as nobody can by the program: foreign keys are not looked at."""
    with sqlite3.connect(str(make_url(office.url).database)) as file:
        for statement in statements:
            file.execute(statement)
    file.close()


def once_more(
    office: Office, model: type[SQLModel], where: str = "true", **changed: object
) -> dict[str, Any]:
    """Write a row of a table a second time, but for what is changed; give the first."""
    table = table_of(model)
    with writing(office.context.database) as connection:
        asked = select(table).where(text(where)).limit(1)
        row = dict(connection.execute(asked).mappings().one())
        connection.execute(insert(table).values(row | changed))
    return row


def an_act(office: Office) -> Act:
    """Give what whoever noted the contact was told."""
    with reading(office.context.database) as connection:
        last = history_of(connection, office.district, 1)[-1]
    return Act(
        what="advance",
        outcome="done",
        at=0,
        took=0,
        reference="MAI-0001",
        command=last["command_id"],
        version=last["entry"],
    )


def proved(office: Office, letters: Path) -> tuple[Finding, ...]:
    """Prove what has to hold after what was done and acknowledged."""
    return prove(office.context, [an_act(office)], letters, undisturbed=True)


def against(office: Office, letters: Path, *acts: Act) -> list[str]:
    """Give every sentence that is against what has to hold."""
    findings = prove(office.context, acts, letters, undisturbed=True)
    return [sentence for each in findings for sentence in each.against]
