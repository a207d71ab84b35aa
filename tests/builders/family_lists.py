"""Lists of families for tests: good unless a test says otherwise."""

import csv
from datetime import date
from pathlib import Path

from casework.intake.columns import COLUMNS
from casework.intake.family_list import FamilyList, ListFaults, read_family_list

TODAY = date(2012, 12, 17)
HEADER = ",".join(COLUMNS)


def row(**cells: str) -> dict[str, str]:
    """Give a row without a fault, but for the cells that are named."""
    good = {
        "family": "F001",
        "forename": "Ann",
        "surname": "Smith",
        "date_of_birth": "1975-03-01",
        "relationship": "adult",
        "postcode": "ME14 4CM",
        "work_source": "Jobcentre Plus",
        "work_date": "2012-11-30",
    }
    return dict.fromkeys(COLUMNS, "") | good | cells


def write_list(folder: Path, *rows: dict[str, str]) -> Path:
    """Write rows under a header, each on one line, from line 2."""
    path = folder / "families.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return path


def write_content(folder: Path, content: str | bytes) -> Path:
    """Write a file as it stands."""
    path = folder / "families.csv"
    raw = content if isinstance(content, bytes) else content.encode()
    path.write_bytes(raw)
    return path


def sentences(path: Path) -> list[str]:
    """Read a list that has faults, and word them."""
    result = read_family_list(path, today=TODAY)
    assert isinstance(result, ListFaults)
    return list(result.sentences())


def read(path: Path) -> FamilyList:
    """Read a list that has no fault."""
    result = read_family_list(path, today=TODAY)
    assert isinstance(result, FamilyList), result.sentences()
    return result
