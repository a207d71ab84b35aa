"""Writes that cases have gone through an event: the same statements for one or many."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

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


class _Moment(NamedTuple):
    """A moment and its day as the driver takes them, and as a hash covers it."""

    now: object
    today: object
    said: str


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
        at = self._moment(now)
        lines = [self._line(*each, at) for each in cases]
        heads = [line[-1] for line in lines]
        both = zip(cases, heads, strict=True)
        self._many(
            self._advance, [self._new_values(*each, head, at) for each, head in both]
        )
        self._many(self._history, lines)
        keys = [(target.district, case[_AT["number"]]) for case, target in cases]
        self._many(self._end_clocks, [(at.today, *key) for key in keys])
        self._many(self._close_tasks, [(at.now, *key) for key in keys])
        for table, rows in self._outcome.rows.items():
            new = [self._row(row, *each, at) for each in cases for row in rows]
            self._many(self._inserts[table], new)

    def _moment(self, now: datetime) -> _Moment:
        driver, said = self._driver, now.astimezone(UTC).isoformat()
        return _Moment(driver.moment(now), driver.day(now.date()), said)

    def _many(self, text: str, rows: Sequence[Sequence[object]]) -> None:
        if len(rows) == 1:
            self._driver.execute(text, rows[0])
        else:
            self._driver.executemany(text, rows)

    def _new_values(
        self, case: Case, target: Target, head: object, at: _Moment
    ) -> tuple[object, ...]:
        known, version = self._outcome, int(str(case[_AT["version"]]))
        facts = json.loads(str(case[_AT["facts"]])) | known.facts
        moved = known.machines
        return (
            version + 1,
            known.programme or case[_AT["programme"]],
            known.service or case[_AT["service"]],
            at.today if "programme" in moved else case[_AT["programme_since"]],
            at.today if "service" in moved else case[_AT["service_since"]],
            case[_AT["worker"]],
            as_json(facts),
            at.now,
            target.user,
            known.event,
            head,
            target.district,
            case[_AT["number"]],
            version,
        )

    def _line(self, case: Case, target: Target, at: _Moment) -> tuple[object, ...]:
        known = self._outcome
        previous = str(case[_AT["history_hash"]])
        line = {
            "district_id": target.district,
            "case_number": case[_AT["number"]],
            "entry": int(str(case[_AT["version"]])) + 1,
            "at": at.said,
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
        row = line | {"at": at.now, "on_behalf_of": "", "previous_hash": previous}
        row["hash"] = entry_hash(previous, line)
        return tuple(row[name] for name in _LINE)

    def _row(
        self, row: Mapping[str, object], case: Case, target: Target, at: _Moment
    ) -> tuple[object, ...]:
        number, entry = case[_AT["number"]], int(str(case[_AT["version"]])) + 1
        own: Mapping[str, object] = {
            "district_id": target.district,
            "case_number": number,
            "recorded_by": target.user,
            "id": f"{number}-{entry}-{str(row.get('id')).rpartition('-')[2]}",
        }
        return tuple(
            own[name] if name in own else self._value(value, target, at)
            for name, value in row.items()
        )

    def _value(self, value: object, target: Target, at: _Moment) -> object:
        if isinstance(value, str):
            return value.replace(self._outcome.pilot.reference, target.reference)
        if isinstance(value, datetime):
            return at.now
        return self._driver.value(value)
