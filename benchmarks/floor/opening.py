"""The floor of an opening: a CSV file read by hand, written a thousand at a time."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count, groupby, islice
from pathlib import Path

from benchmarks.databases import Driver, Row
from benchmarks.floor.statements import COVERED, STAFF, columns, district, insert
from engine.ledger import GENESIS, entry_hash
from engine.text import folded
from storage.openings import reference
from storage.rows import as_json

BATCH = 1000
_TABLES = (
    "family", "person", "membership", "family_case", "history", "evidence", "clock",
    "task",
)  # fmt: skip
_CRITERIA = (
    ("crime", "crime_source", "crime_date", "crime_met"),
    ("education", "education_source", "education_date", "education_met"),
    ("work", "work_source", "work_date", "work_met"),
    ("local", "local_reason", "local_date", "local_reason_recorded"),
)
EVIDENCE_FACTS = tuple(fact for *_, fact in _CRITERIA)
_KNOWN = "SELECT list_key, number FROM family WHERE district_id = ?"
_TAKE = (
    "UPDATE district SET next_number = next_number + ? WHERE district_id = ? "
    "RETURNING next_number"
)
_HISTORY = columns("history")
Cells = Mapping[str, str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Pattern:
    """A family that the engine opened: what every family's rows have in common.

    `facts` are those of a family of whom nothing is known.
    """

    district: str
    prefix: str
    user: str
    command: str
    case: Row
    history: Row
    facts: Mapping[str, object]
    clocks: Sequence[Row]
    tasks: Sequence[Row]


class OpeningFloor:
    """Opens the families of a list in one transaction."""

    def __init__(self, driver: Driver, pattern: Pattern, now: datetime) -> None:
        """Write the statements down, in the driver's spelling."""
        self._driver, self._pattern = driver, pattern
        self._now, self._today = driver.moment(now), driver.day(now.date())
        self._said_at = now.astimezone(UTC).isoformat()
        lock = "FOR UPDATE OF district"
        self._district = driver.sql(district(driver), on_postgresql=lock)
        self._staff, self._covered = driver.sql(STAFF), driver.sql(COVERED)
        self._known, self._take = driver.sql(_KNOWN), driver.sql(_TAKE)
        self._inserts = {table: driver.sql(insert(table)) for table in _TABLES}
        own = ("number", "family_number", "reference", "facts", "history_hash")
        self._new_case = _Form(driver, pattern.case, *own)
        self._clocks = [
            (row["id"], _Form(driver, row, "id", "case_number"))
            for row in pattern.clocks
        ]
        self._tasks = [
            (row["clock_id"], _Form(driver, row, "id", "case_number", "clock_id"))
            for row in pattern.tasks
        ]
        self._line = {
            name: value
            for name, value in pattern.history.items()
            if name not in {"hash", "previous_hash", "on_behalf_of"}
        }

    def open(self, file: Path) -> int:
        """Open every family of a file; give how many."""
        driver, where, user = self._driver, self._pattern.district, self._pattern.user
        driver.begin()
        driver.execute(self._district, (where,)).fetchone()
        driver.execute(self._staff, (where, user)).fetchone()
        running = (where, self._today, self._today, self._today, user)
        driver.execute(self._covered, running).fetchall()
        known = dict(driver.execute(self._known, (where,)).fetchall())
        new = (family for family in _families(file) if family[0] not in known)
        opened = 0
        while batch := list(islice(new, BATCH)):
            self._write(batch)
            opened += len(batch)
        driver.commit()
        return opened

    def _write(self, families: Sequence[tuple[str, list[Cells]]]) -> None:
        size, where = len(families), self._pattern.district
        taken = self._driver.execute(self._take, (size, where)).fetchone()[0]
        rows: dict[str, list[tuple[object, ...]]] = {table: [] for table in _TABLES}
        for number, (key, people) in enumerate(families, start=taken - size):
            for table, row in self._rows(number, key, people):
                rows[table].append(row)
        for table in _TABLES:
            self._driver.executemany(self._inserts[table], rows[table])

    def _rows(
        self, number: int, key: str, people: Sequence[Cells]
    ) -> Iterator[tuple[str, tuple[object, ...]]]:
        places = count(1)
        where = self._pattern.district
        yield "family", (where, number, key)
        facts = dict(self._pattern.facts)
        children = sum(person["relationship"] == "child" for person in people)
        facts |= {"adults": len(people) - children, "children": children}
        for person in people:
            yield from self._person(number, person, places, facts)
        line = self._history(number, key)
        yield "history", line
        yield "family_case", self._case(number, facts, line[-1])
        ids: dict[object, str] = {}
        for old, clock in self._clocks:
            ids[old] = f"{number}-1-{next(places)}"
            yield "clock", clock.filled((ids[old], number))
        for old, task in self._tasks:
            id_ = f"{number}-1-{next(places)}"
            yield "task", task.filled((id_, number, ids[old]))

    def _person(
        self,
        number: int,
        person: Cells,
        places: Iterator[int],
        facts: dict[str, object],
    ) -> Iterator[tuple[str, tuple[object, ...]]]:
        where, id_ = self._pattern.district, f"{number}-1-{next(places)}"
        surname = person["surname"]
        names = person["forename"], surname, folded(surname)
        yield "person", (where, id_, *names, person["date_of_birth"])
        lives = person["relationship"], person["address"], person["postcode"]
        yield "membership", (where, number, id_, self._today, None, *lives)
        for criterion, source, dated, fact in _CRITERIA:
            if person[source]:
                facts[fact] = True
                own = where, f"{number}-1-{next(places)}", number, id_
                said = criterion, person[source], person[dated]
                yield "evidence", (*own, *said, self._pattern.user, self._now)

    def _history(self, number: int, key: str) -> tuple[object, ...]:
        line = self._line | {
            "case_number": number,
            "at": self._said_at,
            "answers": as_json({"list_key": key}),
            "command_id": f"{self._pattern.command}:{number}",
        }
        row = line | {"at": self._now, "previous_hash": GENESIS, "on_behalf_of": ""}
        row["hash"] = entry_hash(GENESIS, line)
        return tuple(row[name] for name in _HISTORY)

    def _case(
        self, number: int, facts: Mapping[str, object], head: object
    ) -> tuple[object, ...]:
        named = reference(self._pattern.prefix, number)
        return self._new_case.filled((number, number, named, as_json(facts), head))


class _Form:
    """A row that is the same for everybody but for some columns, to be filled in."""

    def __init__(self, driver: Driver, row: Row, *columns: str) -> None:
        self._values = [driver.value(value) for value in row.values()]
        names = list(row)
        self._places = [names.index(column) for column in columns]

    def filled(self, values: Sequence[object]) -> tuple[object, ...]:
        row = self._values.copy()
        for place, value in zip(self._places, values, strict=True):
            row[place] = value
        return tuple(row)


def _families(file: Path) -> Iterator[tuple[str, list[Cells]]]:
    with file.open(encoding="utf-8", newline="") as lines:
        for key, people in groupby(csv.DictReader(lines), lambda row: row["family"]):
            yield key, list(people)
