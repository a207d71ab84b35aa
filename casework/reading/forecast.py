"""The forecast: what falls due to each worker in each of the coming weeks."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from casework.context import Context
from casework.jobs.planning import POISON, to_fire, why
from casework.reading.desk import Desk, no_district, open_desk, refuse
from casework.reading.words import person_title, role_words
from engine.advance.refusal import Refusal, Why
from engine.forecast import Coming, Outlook, coming, mondays, next_reviews
from engine.reminders import COORDINATOR, owner_of
from engine.workflow.definition import WORKER
from engine.workflow.workflow import Workflow
from storage.allocations import caseloads
from storage.people import clocks_due_by
from storage.rows import Row

WEEKS, MOST_WEEKS = 12, 104
_Whose = tuple[str, str]
"""A role, and the user who stands for it if there is one."""


@dataclass(frozen=True, kw_only=True, slots=True)
class WeekLoad:
    """What falls due in the week of a Monday: reviews, and other clocks."""

    monday: date
    reviews: int
    others: int


@dataclass(frozen=True, kw_only=True, slots=True)
class ComingLoad:
    """A worker's coming load, or that of a role; `user` is empty for a role.

    `families` is the worker's caseload now. What is `overdue` today is in no week.
    """

    user: str
    role: str
    title: str
    families: int
    overdue: int
    weeks: tuple[WeekLoad, ...]
    total: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Forecast:
    """The coming load of a district: workers first, then the other roles.

    Clocks that rest have no day and are in no week. `failures` are sentences about
    clocks that could not be read.
    """

    district: str
    as_at: date
    mondays: tuple[date, ...]
    loads: tuple[ComingLoad, ...]
    failures: tuple[str, ...]


def forecast(context: Context, district: str, weeks: int = WEEKS) -> Forecast | Refusal:
    """Forecast the load of a district's workers, from the clocks that run.

    A review is taken to be held on its day, so that the next one appears; no case is
    taken to move on, and no new family to come.

    Args:
        context: the database and the clock.
        district: its id.
        weeks: how many, this one included.

    Raises:
        StorageError: the database is missing, busy or gone.
    """
    with open_desk(context) as desk:
        missing = no_district(desk, district)
        if missing is not None:
            return missing
        if not 1 <= weeks <= MOST_WEEKS:
            sentence = f"A forecast is for 1 to {MOST_WEEKS} weeks, not {weeks}."
            return refuse(district, "forecast", sentence, Why.ANSWER)
        counts = _Counts(desk=desk, mondays=mondays(desk.today, weeks))
        for row in clocks_due_by(desk.connection, district, counts.until):
            counts.add(row)
        return counts.forecast(district)


@dataclass(kw_only=True)
class _Counts:
    """What was counted so far: by whose it is, by week and kind.

    `chains` are the reviews whose next ones are counted already. A review that is held
    ends or moves the others of its event, so that the first that is due stands for all.
    """

    desk: Desk
    mondays: tuple[date, ...]
    whose: dict[_Whose, str] = field(default_factory=dict)
    due: Counter[tuple[_Whose, date, bool]] = field(default_factory=Counter)
    overdue: Counter[_Whose] = field(default_factory=Counter)
    chains: set[tuple[int, str | None]] = field(default_factory=set)
    failures: list[str] = field(default_factory=list)

    @property
    def until(self) -> date:
        """The Sunday of the last week."""
        return self.mondays[-1] + timedelta(days=6)

    def add(self, row: Row) -> None:
        """Count a clock and what follows from it; what is due first comes first."""
        try:
            workflow = self.desk.workflow(row)
            whose = self._whose(workflow, row)
            for each in self._coming(workflow, row):
                self._count(whose, each)
        except POISON as error:
            what = f"{row['reference']}, clock {row['clock']}"
            self.failures.append(f"{what}: {why(error)}")

    def _coming(self, workflow: Workflow, row: Row) -> tuple[Coming, ...]:
        outlook = Outlook(
            pathway=workflow.pathway,
            calendar=self.desk.calendar(row),
            today=self.desk.today,
            until=self.until,
        )
        found = coming(outlook, row["clock"], row["due_on"])
        if self._stands_for_itself(workflow, row):
            return tuple(found)
        return tuple(each for each in found if each.due_on < self.desk.today)

    def _stands_for_itself(self, workflow: Workflow, row: Row) -> bool:
        follows = next_reviews(workflow.pathway)
        if row["clock"] not in follows:
            return True
        chain = (row["case_number"], follows[row["clock"]])
        known = chain in self.chains
        self.chains.add(chain)
        return not known

    def _whose(self, workflow: Workflow, row: Row) -> _Whose:
        role, user = owner_of(workflow, to_fire(row, ())), ""
        if role == WORKER:
            user = row["worker"]
            role = WORKER if user else COORDINATOR
        title = (
            person_title(workflow.district, user)
            if user
            else role_words(workflow, role)
        )
        self.whose[role, user] = title
        return role, user

    def _count(self, whose: _Whose, each: Coming) -> None:
        if each.due_on < self.desk.today:
            self.overdue[whose] += 1
        else:
            monday = each.due_on - timedelta(days=each.due_on.weekday())
            self.due[whose, monday, each.review] += 1

    def forecast(self, district: str) -> Forecast:
        """Give what was counted."""
        families = caseloads(self.desk.connection, [district])[district]
        for user in families:
            member = self.desk.districts[district].district
            self.whose.setdefault((WORKER, user), person_title(member, user))
        order = sorted(self.whose, key=lambda whose: (not whose[1], whose))
        return Forecast(
            district=district,
            as_at=self.desk.today,
            mondays=self.mondays,
            loads=tuple(
                self._load(whose, families.get(whose[1], 0)) for whose in order
            ),
            failures=tuple(self.failures),
        )

    def _load(self, whose: _Whose, families: int) -> ComingLoad:
        weeks = tuple(self._weeks(whose))
        return ComingLoad(
            user=whose[1],
            role=whose[0],
            title=self.whose[whose],
            families=families,
            overdue=self.overdue[whose],
            weeks=weeks,
            total=sum(week.reviews + week.others for week in weeks),
        )

    def _weeks(self, whose: _Whose) -> Iterator[WeekLoad]:
        for monday in self.mondays:
            yield WeekLoad(
                monday=monday,
                reviews=self.due[whose, monday, True],
                others=self.due[whose, monday, False],
            )
