"""What is overdue: clocks and the tasks that go with them. Computed, never stored."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from casework.context import Context
from casework.reading.desk import Desk, no_district, open_desk
from casework.reading.words import (
    clock_title,
    left_in_words,
    machine_owner_words,
    person_title,
    role_words,
)
from engine.advance.refusal import Refusal
from engine.workflow.workflow import Workflow
from storage.lists import (
    count_overdue_clocks,
    count_overdue_tasks,
    open_tasks_of,
    overdue_clocks,
)
from storage.rows import Row

MOST = 500


@dataclass(frozen=True, kw_only=True, slots=True)
class OverdueTask:
    """An open task that goes with a clock whose day is past; whose it is."""

    reference: str
    title: str
    kind: str
    due_on: date
    late_in_words: str
    owner: str


@dataclass(frozen=True, kw_only=True, slots=True)
class OverdueClock:
    """A clock whose day is past, how late it is, who owns it, and its open tasks."""

    reference: str
    clock: str
    title: str
    due_on: date
    days_late: int
    late_in_words: str
    owner: str
    tasks: tuple[OverdueTask, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class OverdueList:
    """What is overdue on a day, the latest first.

    The counts are of everything; the list holds as many clocks as were asked for, each
    with its tasks; `tasks` are all of these. A day to come tells what will be overdue
    if nothing is done.
    """

    as_at: date
    clock_count: int
    task_count: int
    clocks: tuple[OverdueClock, ...]
    tasks: tuple[OverdueTask, ...]


def overdue(
    context: Context,
    district: str | None = None,
    *,
    as_at: date | None = None,
    most: int = MOST,
) -> OverdueList | Refusal:
    """List what is overdue.

    Args:
        context: the database and the clock.
        district: its id; None for all.
        as_at: the day on which it is overdue; None for today. For a day that is
            past, clocks count that have ended since; tasks are those open now.
        most: how many clocks to list.

    Raises:
        StorageError: the database is missing, busy or gone.
    """
    with open_desk(context) as desk:
        missing = no_district(desk, district)
        if missing is not None:
            return missing
        return _list(desk, district or "", as_at or desk.today, most)


def _list(desk: Desk, district: str, day: date, most: int) -> OverdueList:
    connection, past = desk.connection, day < desk.today
    rows = overdue_clocks(connection, district, day, past=past, most=most)
    tasks: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for task in open_tasks_of(connection, rows):
        tasks[task["district_id"], task["clock_id"]].append(task)
    clocks = [
        _clock(desk, row, day, tasks[row["district_id"], row["id"]]) for row in rows
    ]
    return OverdueList(
        as_at=day,
        clock_count=count_overdue_clocks(connection, district, day, past=past),
        task_count=count_overdue_tasks(connection, district, day),
        clocks=tuple(clocks),
        tasks=tuple(task for clock in clocks for task in clock.tasks),
    )


def _clock(desk: Desk, row: Row, day: date, tasks: Sequence[Row]) -> OverdueClock:
    workflow = desk.workflow(row)
    late = left_in_words(desk, row, day)
    return OverdueClock(
        reference=row["reference"],
        clock=row["clock"],
        title=clock_title(workflow, row),
        due_on=row["due_on"],
        days_late=(day - row["due_on"]).days,
        late_in_words=late,
        owner=machine_owner_words(workflow, row),
        tasks=tuple(
            OverdueTask(
                reference=row["reference"],
                title=task["title"],
                kind=task["kind"],
                due_on=row["due_on"],
                late_in_words=late,
                owner=_owner(workflow, task),
            )
            for task in tasks
        ),
    )


def _owner(workflow: Workflow, task: Row) -> str:
    if task["user"]:
        return person_title(workflow.district, task["user"])
    return role_words(workflow, task["role"])
