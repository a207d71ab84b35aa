"""The world of one scenario: a database of its own, and a clock that is told the day."""

import csv
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from casework.context import Context, open_context
from casework.intake.columns import COLUMNS, row_of
from casework.intake.listed import ListedEvidence, ListedPerson
from casework.open_families import MAY_OPEN, FamiliesOpened, OpenRequest, open_families
from casework.scenarios.faults import UnplayableError
from casework.set_up import set_up
from engine.local_time import london_day
from engine.workflow.scenario import FamilyGiven
from engine.workflow.workflow import Workflow

_OFFICE_OPENS = time(9, tzinfo=UTC)
_LONG_AGO = datetime(2012, 4, 1, 9, tzinfo=UTC)
_ADULT_BORN, _CHILD_BORN = date(1975, 3, 1), date(2000, 9, 1)


class SimulatedClock:
    """A clock that stands until it is moved."""

    def __init__(self, day: date) -> None:
        self._moment = datetime.combine(day, _OFFICE_OPENS)

    def __call__(self) -> datetime:
        """Give the moment at which it stands."""
        return self._moment

    def go_to(self, day: date) -> None:
        """Go to nine o'clock of another day, or on by a second within a day."""
        if day == london_day(self._moment):
            self._moment += timedelta(seconds=1)
        else:
            self._moment = datetime.combine(day, _OFFICE_OPENS)


@dataclass(frozen=True, kw_only=True)
class World:
    """A database, its clock, and the district whose pathway is tried."""

    context: Context
    clock: SimulatedClock
    workflow: Workflow
    folder: Path

    def open(self, family: FamilyGiven, key: str, count: int) -> tuple[str, ...]:
        """Open a number of families that are alike; give their references."""
        path = self.folder / f"{key}.csv"
        _write_list(path, family, key, count, self.context.today())
        staff = self.workflow.district.staff
        user = next(u for u, m in staff.items() if set(m.roles).intersection(MAY_OPEN))
        request = OpenRequest(
            path=path, district_id=self.workflow.district.id, user=user
        )
        self.clock.go_to(self.context.today())
        opened = open_families(self.context, request)
        if not isinstance(opened, FamiliesOpened):
            raise UnplayableError(" ".join(opened.sentences()), ("given", "family"))
        return opened.opened


def blank_database(folder: Path, workflows: Iterable[Workflow]) -> Path:
    """Make the empty database that every scenario gets a copy of.

    Args:
        folder: where to make it.
        workflows: one a district.

    Raises:
        StorageError: it can not be written.
    """
    file = folder / "blank.db"
    set_up(f"sqlite:///{file}", workflows, clock=lambda: _LONG_AGO)
    return file


@contextmanager
def a_world(blank: Path, workflow: Workflow, day: date) -> Iterator[World]:
    """Make a world out of a copy of the blank database; it is gone afterwards.

    Args:
        blank: what `blank_database` made, with this workflow in it.
        workflow: the district's workflow.
        day: the day on which it begins.
    """
    with TemporaryDirectory() as folder:
        file = Path(shutil.copy(blank, Path(folder) / "cases.db"))
        clock = SimulatedClock(day)
        context = open_context(f"sqlite:///{file}", clock=clock)
        try:
            yield World(
                context=context, clock=clock, workflow=workflow, folder=Path(folder)
            )
        finally:
            context.database.dispose()


def _write_list(
    path: Path, family: FamilyGiven, key: str, count: int, day: date
) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for number in range(1, count + 1):
            for person in _people(family, day):
                writer.writerow(row_of(f"{key}-{number}", person))


def _people(family: FamilyGiven, day: date) -> Iterator[ListedPerson]:
    """Give the adults, the first with all the evidence, then the children."""
    criteria = [*family.criteria, *(["local"] if family.local_reason else [])]
    evidence = tuple(
        ListedEvidence(criterion=each, source="The list", dated=day)
        for each in criteria
    )
    for number in range(family.adults + family.children):
        is_child = number >= family.adults
        yield ListedPerson(
            forename=f"Person {number + 1}",
            surname="Example",
            born=_CHILD_BORN if is_child else _ADULT_BORN,
            is_child=is_child,
            address="",
            postcode="",
            evidence=evidence if number == 0 else (),
        )
