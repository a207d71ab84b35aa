"""The template cases as rows, read back from the file in which they were played."""

import sqlite3
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import Table, select

from benchmarks.floor.statements import select as select_all
from benchmarks.generator.districts import TEMPLATE
from storage.database import open_database, reading
from storage.history import chains
from storage.rows import table_of
from storage.tables import Clock, FamilyCase, metadata

_CASE_IN = ("case_number", "number", "family_number")
_ID_IN = {"person": "id", "firing": "clock_id", "clock_pause": "clock_id"}
"""Tables that name no case: their id starts with its number."""
_NOT_OF_A_CASE = {"letter", "letter_attempt", "addressee", "digest", "district"}
Raw = tuple[object, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Template:
    """One played case: its rows by table, as SQLite stores them.

    `standing` is its states of programme and service; `entries` what each hash of its
    history covers; `due` how many of its clocks have a rung to fire on the next
    working day, `running` how many run.
    """

    number: int
    reference: str
    standing: str
    running: int
    due: int
    rows: Mapping[str, Sequence[Raw]]
    entries: Sequence[Mapping[str, object]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Templates:
    """All template cases, and the rows that belong to none: meetings, settings ..."""

    cases: Sequence[Template]
    shared: Mapping[str, Sequence[Raw]]


def read_templates(file: Path, next_day: date) -> Templates:
    """Read what was played.

    Args:
        file: the SQLite file.
        next_day: the day on which `due` clocks fire.
    """
    raw = _raw_rows(file)
    by_case: dict[int, dict[str, list[Raw]]] = defaultdict(lambda: defaultdict(list))
    for name, rows in raw.items():
        for row in rows:
            number = _case_of(metadata.tables[name], row)
            if number is not None:
                by_case[number][name].append(row)
    entries = _entries(file)
    standing = _standing(file, next_day)
    cases = [
        Template(
            number=number,
            reference=standing[number][0],
            standing=standing[number][1],
            running=standing[number][2],
            due=standing[number][3],
            rows=by_case[number],
            entries=entries[number],
        )
        for number in sorted(by_case)
    ]
    return Templates(cases=cases, shared=_shared(raw))


def _raw_rows(file: Path) -> dict[str, list[Raw]]:
    connection = sqlite3.connect(file)
    try:
        return {
            table.name: connection.execute(select_all(table.name)).fetchall()
            for table in metadata.sorted_tables
        }
    finally:
        connection.close()


def _case_of(table: Table, row: Raw) -> int | None:
    names = table.columns.keys()
    if table.name in _ID_IN:
        id_ = str(row[names.index(_ID_IN[table.name])])
        return int(id_.partition("-")[0])
    column = next((name for name in _CASE_IN if name in names), "")
    if not column or table.name in _NOT_OF_A_CASE:
        return None
    number = row[names.index(column)]
    return None if number is None else int(str(number))


def _shared(raw: Mapping[str, list[Raw]]) -> dict[str, list[Raw]]:
    kept = ("setting", "meeting", "job_run")
    return {name: list(raw[name]) for name in kept}


def _entries(file: Path) -> dict[int, list[Mapping[str, object]]]:
    database = open_database(f"sqlite:///{file}")
    with reading(database) as connection:
        found = {
            _number_of(chain.reference): [link.entry for link in chain.links]
            for chain in chains(connection, TEMPLATE)
        }
    database.dispose()
    return found


def _number_of(reference: str) -> int:
    return int(reference.rpartition("-")[2])


def _standing(file: Path, next_day: date) -> dict[int, tuple[str, str, int, int]]:
    """Give each case's reference, state, and how many clocks run and are due."""
    database = open_database(f"sqlite:///{file}")
    case, clock = table_of(FamilyCase), table_of(Clock)
    with reading(database) as connection:
        running: dict[int, list[date | None]] = defaultdict(list)
        for number, day in connection.execute(
            select(clock.c.case_number, clock.c.next_rung_on).where(
                clock.c.stopped_on.is_(None)
            )
        ):
            running[number].append(day)
        found = {
            number: (
                reference,
                f"{programme}/{service}",
                len(running[number]),
                sum(day is not None and day <= next_day for day in running[number]),
            )
            for number, reference, programme, service in connection.execute(
                select(
                    case.c.number, case.c.reference, case.c.programme, case.c.service
                )
            )
        }
    database.dispose()
    return found
