"""The floor of an advance: one case through one event, and a commit."""

from benchmarks.databases import Driver
from benchmarks.floor.case_writer import CaseWriter
from benchmarks.floor.outcome import Outcome, Target
from benchmarks.floor.statements import CASE, COMMAND, COVERED, STAFF, district


class AdvanceFloor:
    """Takes cases through one event, one transaction each."""

    def __init__(self, driver: Driver, outcome: Outcome) -> None:
        """Write the statements down, in the driver's spelling."""
        self._driver, self._writer = driver, CaseWriter(driver, outcome)
        self._district = driver.sql(district(driver))
        self._case = driver.sql(CASE, on_postgresql="FOR NO KEY UPDATE")
        self._command = driver.sql(COMMAND)
        self._staff = driver.sql(STAFF)
        self._covered = driver.sql(COVERED)

    def take(self, target: Target) -> None:
        """Take one case through, and commit."""
        driver, where = self._driver, target.district
        today = driver.day(target.at.date())
        driver.begin()
        driver.execute(self._district, (where,)).fetchone()
        case = driver.execute(self._case, (where, target.reference)).fetchone()
        driver.execute(self._command, (where, target.command)).fetchone()
        driver.execute(self._staff, (where, target.user)).fetchone()
        running = (where, today, today, today, target.user)
        driver.execute(self._covered, running).fetchall()
        self._writer.write([(case, target)], target.at)
        driver.commit()
