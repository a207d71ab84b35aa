"""The world of one scenario: a database of its own, and a clock that can be moved."""

import csv
import shutil
from collections.abc import Hashable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Engine

from casework.context import Context
from casework.intake.columns import COLUMNS, row_of
from casework.intake.listed import ListedCriterion, ListedEvidence, ListedPerson
from casework.open_families import MAY_OPEN, FamiliesOpened, OpenRequest, open_families
from casework.scenarios.faults import UnplayableError
from casework.scenarios.usual import ANOTHER_CASE, Cast
from casework.scenarios.walk import Way
from casework.set_up import set_up
from engine.local_time import london_day
from engine.workflow.scenario import FamilyGiven
from engine.workflow.workflow import Workflow
from storage.database import open_database

_OFFICE_OPENS = time(9, tzinfo=UTC)
_LONG_AGO = datetime(2012, 4, 1, 9, tzinfo=UTC)
_ADULT_BORN, _CHILD_BORN = date(1975, 3, 1), date(2000, 9, 1)

_ANOTHER = FamilyGiven(criteria=("crime", "work"))


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
    ways: dict[Hashable, Way | None]
    casts: dict[Hashable, Cast]

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
        return (*opened.opened, *opened.already_open)

    def with_another_case(self, answers: Mapping[str, object]) -> dict[str, object]:
        """Give answers with the reference of another family where one is needed."""
        return {
            name: self.open(_ANOTHER, "another", 1)[0] if said == ANOTHER_CASE else said
            for name, said in answers.items()
        }


@dataclass(frozen=True, kw_only=True)
class Stage:
    """Where scenarios are played, one after the other: a blank database, and a copy.

    The copy is renewed for every scenario. The definitions that were read back, the
    statements that were compiled, who is in post on which day and the ways that were
    found serve all of them.
    """

    blank: Path
    copy: Path
    database: Engine
    workflows: dict[str, Workflow] = field(default_factory=dict)
    ways: dict[Hashable, Way | None] = field(default_factory=dict)
    casts: dict[Hashable, Cast] = field(default_factory=dict)


@contextmanager
def a_stage(workflows: Iterable[Workflow]) -> Iterator[Stage]:
    """Set a stage up in a temporary folder, and take it down afterwards.

    Args:
        workflows: one a district.

    Raises:
        StorageError: the databases can not be written.
    """
    with TemporaryDirectory() as folder:
        blank, copy = Path(folder, "blank.db"), Path(folder, "cases.db")
        set_up(f"sqlite:///{blank}", workflows, clock=lambda: _LONG_AGO)
        database = open_database(f"sqlite:///{copy}", create=True)
        try:
            yield Stage(blank=blank, copy=copy, database=database)
        finally:
            database.dispose()


def new_world(stage: Stage, workflow: Workflow, day: date) -> World:
    """Make the world of a scenario; the one before is gone.

    Args:
        stage: where, with this workflow among its own.
        workflow: the district's workflow.
        day: the day on which it begins.
    """
    stage.database.dispose()  # the last connection takes its write-ahead log along
    shutil.copyfile(stage.blank, stage.copy)
    clock = SimulatedClock(day)
    context = Context(database=stage.database, clock=clock, _workflows=stage.workflows)
    return World(
        context=context,
        clock=clock,
        workflow=workflow,
        folder=stage.copy.parent,
        ways=stage.ways,
        casts=stage.casts,
    )


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
    criteria: list[ListedCriterion] = [*family.criteria]
    if family.local_reason:
        criteria.append("local")
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
