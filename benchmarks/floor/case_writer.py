"""Writes that cases have gone through an event: the same statements for one or many."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from benchmarks.databases import Driver
from benchmarks.floor.outcome import Outcome, Target
from benchmarks.floor.statements import (
    ADVANCE,
    CLOSE_TASKS,
    END_CLOCKS,
    columns,
    insert,
)
from engine.ledger import entry_hash
from storage.rows import as_json

Case = Sequence[object]
"""A row of `family_case`, its columns in the order of the table."""
_AT = {name: place for place, name in enumerate(columns("family_case"))}
_LINE = columns("history")


class CaseWriter:
    """Writes what an outcome means for cases that were read."""

    def __init__(self, driver: Driver, outcome: Outcome) -> None:
        """Write the statements down, in the driver's spelling."""
        self._driver, self._outcome = driver, outcome
        machines = ", ".join(f"'{machine}'" for machine in outcome.machines)
        self._advance = driver.sql(ADVANCE)
        self._history = driver.sql(insert("history"))
        self._end_clocks = driver.sql(END_CLOCKS.format(machines=machines))
        self._close_tasks = driver.sql(CLOSE_TASKS)
        self._inserts = {name: driver.sql(insert(name)) for name in outcome.rows}

    def write(self, cases: Sequence[tuple[Case, Target]], now: datetime) -> None:
        """Write cases: each its row, its history, its clocks, its tasks, the rest."""
        self._now, self._today = self._driver.moment(now), self._driver.day(now.date())
        self._said_at = now.astimezone(UTC).isoformat()
        lines = [self._line(case, target) for case, target in cases]
        self._many(
            self._advance,
            [
                self._new_values(case, target, line[-1])
                for (case, target), line in zip(cases, lines, strict=True)
            ],
        )
        self._many(self._history, lines)
        keys = [(target.district, case[_AT["number"]]) for case, target in cases]
        self._many(self._end_clocks, [(self._today, *key) for key in keys])
        self._many(self._close_tasks, [(self._now, *key) for key in keys])
        for table, rows in self._outcome.rows.items():
            new = [
                self._row(row, case, target) for case, target in cases for row in rows
            ]
            self._many(self._inserts[table], new)

    def _many(self, text: str, rows: Sequence[Sequence[object]]) -> None:
        if len(rows) == 1:
            self._driver.execute(text, rows[0])
        else:
            self._driver.executemany(text, rows)

    def _new_values(
        self, case: Case, target: Target, head: object
    ) -> tuple[object, ...]:
        known, version = self._outcome, int(str(case[_AT["version"]]))
        facts = json.loads(str(case[_AT["facts"]])) | known.facts
        moved = known.machines
        return (
            version + 1,
            known.programme or case[_AT["programme"]],
            known.service or case[_AT["service"]],
            self._today if "programme" in moved else case[_AT["programme_since"]],
            self._today if "service" in moved else case[_AT["service_since"]],
            case[_AT["worker"]],
            as_json(facts),
            self._now,
            target.user,
            known.event,
            head,
            target.district,
            case[_AT["number"]],
            version,
        )

    def _line(self, case: Case, target: Target) -> tuple[object, ...]:
        known = self._outcome
        previous = str(case[_AT["history_hash"]])
        line = {
            "district_id": target.district,
            "case_number": case[_AT["number"]],
            "entry": int(str(case[_AT["version"]])) + 1,
            "at": self._said_at,
            "actor": target.user,
            "event": known.event,
            "programme_from": case[_AT["programme"]],
            "programme_to": known.programme or case[_AT["programme"]],
            "service_from": case[_AT["service"]],
            "service_to": known.service or case[_AT["service"]],
            "answers": known.answers,
            "workflow_hash": case[_AT["workflow_hash"]],
            "command_id": target.command,
        }
        row = line | {"at": self._now, "on_behalf_of": "", "previous_hash": previous}
        row["hash"] = entry_hash(previous, line)
        return tuple(row[name] for name in _LINE)

    def _row(
        self, row: Mapping[str, object], case: Case, target: Target
    ) -> tuple[object, ...]:
        number, entry = case[_AT["number"]], int(str(case[_AT["version"]])) + 1
        own: Mapping[str, object] = {
            "district_id": target.district,
            "case_number": number,
            "recorded_by": target.user,
        }
        prefix = f"{number}-{entry}"
        return tuple(
            own[name] if name in own else self._value(name, value, prefix, target)
            for name, value in row.items()
        )

    def _value(self, name: str, value: object, prefix: str, target: Target) -> object:
        if name == "id":
            return f"{prefix}-{str(value).rpartition('-')[2]}"
        if isinstance(value, str):
            return value.replace(self._outcome.pilot.reference, target.reference)
        if isinstance(value, datetime):
            return self._now
        return self._driver.value(value)
