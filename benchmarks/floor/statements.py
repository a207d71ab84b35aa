"""Pieces of SQL that several floors share."""

from sqlalchemy import Table

from benchmarks.databases import Driver
from storage.tables import metadata


def select(table: str, where: str = "") -> str:
    """Write a SELECT of all of a table's columns."""
    statement = f"SELECT {', '.join(columns(table))} FROM {table}"
    return f"{statement} WHERE {where}" if where else statement


def insert(table: str, *left_out: str) -> str:
    """Write an INSERT of a table's columns, without those left out."""
    kept = [name for name in columns(table) if name.strip('"') not in left_out]
    marks = ", ".join("?" * len(kept))
    return f"INSERT INTO {table} ({', '.join(kept)}) VALUES ({marks})"


def columns(table: str) -> list[str]:
    """Name a table's columns, in order; `user` is quoted, for PostgreSQL keeps it."""
    known: Table = metadata.tables[table]
    names = (str(column.name) for column in known.columns)
    return ['"user"' if name == "user" else name for name in names]


def district(driver: Driver) -> str:
    """Write the SELECT of a district, with the days on which it is closed."""
    return f"{districts(driver)} WHERE district_id = ?"


def districts(driver: Driver) -> str:
    """Write the SELECT of all districts, with the days on which each is closed."""
    gather = "group_concat(day || ' ' || title, char(10))"
    if driver.on_postgresql:
        gather = "string_agg(day || ' ' || title, chr(10))"
    return (
        f"SELECT {', '.join(columns('district'))}, (SELECT {gather} FROM closure "
        "WHERE closure.district_id IN (district.district_id, '*') "
        "AND closure.removed_at IS NULL) FROM district"
    )


CASE = select("family_case", "district_id = ? AND reference = ?")
COMMAND = select("history", "district_id = ? AND command_id = ?")
STAFF = select("staff", 'district_id = ? AND "user" = ?')
COVERED = (
    "SELECT absent FROM cover WHERE district_id = ? AND since <= ? AND until >= ? "
    "AND (ended_on IS NULL OR ended_on > ?) AND cover = ?"
)
ADVANCE = (
    "UPDATE family_case SET version = ?, programme = ?, service = ?, "
    "programme_since = ?, service_since = ?, worker = ?, facts = ?, changed_at = ?, "
    "changed_by = ?, changed_event = ?, history_hash = ? "
    "WHERE district_id = ? AND number = ? AND version = ?"
)
END_CLOCKS = (
    "UPDATE clock SET stopped_on = ?, stopped_how = 'left' WHERE district_id = ? "
    "AND case_number = ? AND stopped_on IS NULL AND machine IN ({machines})"
)
CLOSE_TASKS = (
    "UPDATE task SET closed_at = ?, outcome = 'dropped' WHERE district_id = ? "
    "AND case_number = ? AND closed_at IS NULL AND EXISTS (SELECT 1 FROM clock "
    "WHERE clock.district_id = task.district_id AND clock.id = task.clock_id "
    "AND stopped_on IS NOT NULL)"
)
