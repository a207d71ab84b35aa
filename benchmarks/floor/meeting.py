"""The floor of a board meeting: many families in one transaction."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from benchmarks.databases import Driver
from benchmarks.floor.case_writer import CaseWriter
from benchmarks.floor.outcome import Outcome, Target
from benchmarks.floor.statements import (
    COVERED,
    STAFF,
    columns,
    district,
    insert,
    select,
)

_REFERENCE = columns("family_case").index("reference")


class MeetingFloor:
    """Holds meetings of one board, each in one transaction."""

    def __init__(self, driver: Driver, outcome: Outcome, now: datetime) -> None:
        """Write the statements down, in the driver's spelling."""
        self._driver, self._outcome, self._now = driver, outcome, now
        self._today = driver.day(now.date())
        self._district = driver.sql(
            district(driver), on_postgresql="FOR UPDATE OF district"
        )
        this = "district_id = ? AND reference = ?"
        self._meeting = driver.sql(select("meeting", this))
        self._met = driver.sql(
            "SELECT reference FROM meeting WHERE district_id = ? LIMIT 1"
        )
        its = "district_id = ? AND meeting = ?"
        self._decided = driver.sql(select("decision", its))
        self._staff = driver.sql(STAFF)
        self._covered = driver.sql(COVERED)
        self._insert = driver.sql(insert("meeting"))

    def hold(self, meeting: str, body: str, targets: Sequence[Target]) -> int:
        """Record that a meeting approved these families; give how many."""
        driver, first, today = self._driver, targets[0], self._today
        where = first.district
        driver.begin()
        driver.execute(self._district, (where,)).fetchone()
        driver.execute(self._meeting, (where, meeting)).fetchone()
        driver.execute(self._staff, (where, first.user)).fetchone()
        running = (where, today, today, today, first.user)
        driver.execute(self._covered, running).fetchall()
        driver.execute(self._met, (where,)).fetchone()
        now = driver.moment(self._now)
        said = hashlib.sha256(meeting.encode()).hexdigest()
        row = (where, meeting, today, body, said, first.user, now)
        driver.execute(self._insert, row)
        commands = [
            replace(target, command=f"meeting:{meeting}:{target.reference}")
            for target in targets
        ]
        self._approve(meeting, commands)
        driver.commit()
        return len(targets)

    def _approve(self, meeting: str, targets: Sequence[Target]) -> None:
        driver, where = self._driver, targets[0].district
        by_reference = {target.reference: target for target in targets}
        lock = "FOR NO KEY UPDATE"
        cases = self._read("family_case", "reference", list(by_reference), lock)
        self._read("history", "command_id", [target.command for target in targets])
        driver.execute(self._decided, (where, meeting)).fetchall()
        writer = CaseWriter(driver, of_meeting(self._outcome, meeting))
        found = {str(case[_REFERENCE]): case for case in cases}
        both = [(found[name], target) for name, target in by_reference.items()]
        writer.write(both, self._now)

    def _read(
        self, table: str, column: str, values: Sequence[str], lock: str = ""
    ) -> list[Sequence[object]]:
        driver = self._driver
        condition, taken = driver.among(column, values)
        # With a sign SQLite does not search by it: of a district and many references
        # it would read the whole district.
        sign = "" if driver.on_postgresql or table != "family_case" else "+"
        where = driver.sql(
            select(table, f"{sign}district_id = ? AND {condition}"), on_postgresql=lock
        )
        district_id = self._outcome.pilot.district
        return driver.execute(where, [district_id, *taken]).fetchall()


def of_meeting(outcome: Outcome, meeting: str) -> Outcome:
    """Give the outcome of another meeting than the pilot's."""
    answers = json.loads(outcome.answers) | {"meeting": meeting}
    text = json.dumps(
        answers, sort_keys=True, separators=(",", ":"), ensure_ascii=False
    )
    decisions = [{**row, "meeting": meeting} for row in outcome.rows["decision"]]
    return replace(outcome, answers=text, rows={**outcome.rows, "decision": decisions})
