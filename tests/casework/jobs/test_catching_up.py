"""After a fortnight of downtime: one message a clock and reader, every rung fired."""

from datetime import date

from storage.tables import Firing, OutboxMessage, Task
from tests.builders.office import Office
from tests.builders.runs import ran
from tests.builders.storage import rows

FORTNIGHT_LATER = date(2012, 12, 31)
"""The plan check was due on 19 December; four rungs of it were missed."""


def test_each_reader_gets_the_last_message_only(office: Office, family: str) -> None:
    assert family
    ran(office, FORTNIGHT_LATER)
    told = [
        (row["id"].split("/")[1], row["role"])
        for row in rows(office.context.database, OutboxMessage)
        if row["about"] == date(2012, 12, 19)
    ]
    assert sorted(told) == [("escalated", "delivery_manager"), ("late", "coordinator")]


def test_every_rung_is_recorded_as_fired_and_the_task_is_raised_once(
    office: Office, family: str
) -> None:
    run = ran(office, FORTNIGHT_LATER)["reminders"]
    number = office.case(family).number
    fired = [
        row["rung"]
        for row in rows(office.context.database, Firing)
        if row["clock_id"].startswith(f"{number}-")
    ]
    assert {"soon", "today", "late", "escalated"} <= set(fired)
    tasks = rows(office.context.database, Task, kind="overdue")
    assert [task["title"] for task in tasks] == [
        "Overdue: Check whether the family already has a plan"
    ]
    assert (run.fired, run.caught_up) == (len(fired), len(fired))


def test_on_its_own_day_a_rung_is_not_late(office: Office, family: str) -> None:
    assert family
    run = ran(office, date(2012, 12, 18))["reminders"]
    assert (run.fired, run.caught_up) == (1, 0)


def test_day_by_day_every_message_goes_out(office: Office, family: str) -> None:
    assert family
    for day in (18, 19, 20, 24):
        ran(office, date(2012, 12, day))
    told = [
        row["id"].split("/")[1]
        for row in rows(office.context.database, OutboxMessage)
        if row["about"] == date(2012, 12, 19)
    ]
    assert sorted(told) == ["escalated", "late", "soon", "today"]
