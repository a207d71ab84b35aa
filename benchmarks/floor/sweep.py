"""The floor of a sweep: what is due is claimed and fired, a thousand at a time."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from benchmarks.databases import Driver, Row
from benchmarks.floor.statements import columns, insert, select

BATCH = 1000
_CLOCK = columns("clock")
_DISTRICT, _ID = _CLOCK.index("district_id"), _CLOCK.index("id")
_DUE = (
    f"SELECT {', '.join(f'clock.{name}' for name in _CLOCK)}, family_case.reference, "
    "family_case.worker, family_case.programme, family_case.service, "
    "family_case.workflow_hash, "
    "(SELECT {fired} FROM firing WHERE firing.district_id = clock.district_id "
    "AND firing.clock_id = clock.id) FROM clock JOIN family_case "
    "ON family_case.district_id = clock.district_id "
    "AND family_case.number = clock.case_number "
    "WHERE clock.stopped_on IS NULL AND clock.set_aside = '' "
    "AND clock.next_rung_on <= ? "
    "ORDER BY clock.next_rung_on, clock.district_id, clock.id LIMIT 1000"
)
_NEXT = "UPDATE clock SET next_rung_on = ? WHERE district_id = ? AND id = ?"
_RAISED = ("firing", "task", "outbox")

Key = tuple[object, object]


class SweepFloor:
    """Fires what is due, by hand-written SQL that knows what each clock raises."""

    def __init__(
        self,
        driver: Driver,
        raised: Mapping[str, Sequence[Row]],
        next_rungs: Mapping[Key, object],
        now: datetime,
    ) -> None:
        """Take what is raised.

        Args:
            driver: the connection.
            raised: the rows of `firing`, `task` and `outbox`, as the engine wrote
                them on its own copy.
            next_rungs: for each clock, by district and id, the day of its next rung.
            now: the moment of the sweep.
        """
        self._driver, self._today = driver, driver.day(now.date())
        self._raised = {
            table: _by_clock(driver, raised[table], table) for table in _RAISED
        }
        self._next = {key: driver.value(day) for key, day in next_rungs.items()}
        lock = "FOR UPDATE OF clock SKIP LOCKED"
        postgres = driver.on_postgresql
        fired = "string_agg(rung, ',')" if postgres else "group_concat(rung)"
        self._due = driver.sql(_DUE.format(fired=fired), on_postgresql=lock)
        self._inserts = {table: driver.sql(insert(table)) for table in _RAISED}
        self._update = driver.sql(_NEXT)

    def sweep(self) -> int:
        """Fire everything that is due; give how many clocks there were."""
        swept = 0
        while True:
            self._driver.begin()
            clocks = self._driver.execute(self._due, (self._today,)).fetchall()
            keys = [(clock[_DISTRICT], clock[_ID]) for clock in clocks]
            if keys:
                self._fire(keys)
            self._driver.commit()
            swept += len(clocks)
            if len(clocks) < BATCH:
                return swept

    def _fire(self, keys: Sequence[Key]) -> None:
        driver = self._driver
        condition, taken = driver.among(
            "district_id", sorted({str(d) for d, _ in keys})
        )
        driver.execute(driver.sql(select("district", condition)), taken).fetchall()
        for table in _RAISED:
            by_clock = self._raised[table]
            rows = [row for key in keys for row in by_clock.get(key, ())]
            driver.executemany(self._inserts[table], rows)
        driver.executemany(self._update, [(self._next[key], *key) for key in keys])


def _by_clock(
    driver: Driver, rows: Sequence[Row], table: str
) -> dict[Key, list[tuple[object, ...]]]:
    found: dict[Key, list[tuple[object, ...]]] = defaultdict(list)
    for row in rows:
        found[_clock_of(row, table)].append(tuple(map(driver.value, row.values())))
    return found


def _clock_of(row: Row, table: str) -> Key:
    """Give the clock that raised a row: a message's id begins with it."""
    if table == "outbox":
        return row["district_id"], str(row["id"]).partition("/")[0]
    return row["district_id"], row["clock_id"]
