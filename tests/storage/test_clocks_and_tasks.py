"""Clocks end when their state is left or their task is done; tasks end with them."""

from typing import Any

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError

from engine.advance.consequences import ClockStop, MachineLeft, TaskDone
from storage.clocks import end_clocks
from storage.database import reading, writing
from storage.tables import Clock, Task
from storage.tasks import tasks_of
from storage.writes import Writes
from tests.builders.storage import (
    NOW,
    TODAY,
    a_clock,
    a_family,
    a_new_case,
    advance,
    an_agency_task,
    open_families,
    rows,
)


def test_the_clocks_of_a_state_that_is_left_end_but_for_those_kept(
    database: Engine,
) -> None:
    clocks = (
        a_clock("decision"),
        a_clock("profile"),
        a_clock("visit", machine="service"),
    )
    a_family(database, starts=clocks)
    advance(database, left=(MachineLeft(machine="programme", keep=("profile",)),))
    assert ends(database) == {"decision": "left", "profile": "", "visit": ""}
    (ended,) = rows(database, Clock, clock="decision")
    assert ended["stopped_on"] == TODAY


def test_every_clock_of_a_machine_ends_when_none_is_kept(database: Engine) -> None:
    a_family(database, starts=(a_clock("decision"), a_clock("profile")))
    advance(database, left=(MachineLeft(machine="programme", keep=()),))
    assert ends(database) == {"decision": "left", "profile": "left"}


def test_a_clock_that_was_met_is_met_even_when_its_state_is_left(
    database: Engine,
) -> None:
    a_family(database, starts=(a_clock("decision"), a_clock("profile")))
    advance(
        database,
        met=(ClockStop(clock="decision"),),
        left=(MachineLeft(machine="programme", keep=()),),
    )
    assert ends(database) == {"decision": "met", "profile": "left"}


def test_a_clock_that_is_restarted_is_met_and_runs_anew(database: Engine) -> None:
    a_family(database, starts=(a_clock("review"),))
    advance(database, met=(ClockStop(clock="review"),), starts=(a_clock("review"),))
    assert [one["stopped_how"] for one in rows(database, Clock)] == ["met", ""]


def test_a_clock_never_runs_twice_at_once(database: Engine) -> None:
    a_family(database, starts=(a_clock("review"),))
    with pytest.raises(IntegrityError):
        advance(database, starts=(a_clock("review"),))


def test_another_familys_clocks_run_on(database: Engine) -> None:
    a_family(database, starts=(a_clock(),))
    open_families(database, a_new_case("F002", starts=(a_clock(),)))
    advance(database, left=(MachineLeft(machine="programme", keep=()),))
    assert [one["stopped_how"] for one in rows(database, Clock)] == ["left", ""]


def test_a_clock_that_ended_before_keeps_its_day(database: Engine) -> None:
    a_family(database, starts=(a_clock(),))
    left = MachineLeft(machine="programme", keep=())
    for day in (TODAY, TODAY.replace(day=20)):
        writes = Writes()
        end_clocks(writes, ("maidstone", 1), [left], day)
        with writing(database) as connection:
            writes.send(connection)
    assert [one["stopped_on"] for one in rows(database, Clock)] == [TODAY]


def test_an_agency_that_answers_ends_its_own_task_and_clock(database: Engine) -> None:
    a_family_being_profiled(database)
    done = TaskDone(kind="profile", subject="police", outcome="answered", note="none")
    advance(database, tasks_done=(done,))
    (police,) = rows(database, Task, subject="police")
    assert (police["outcome"], police["note"]) == ("answered", "none")
    assert police["closed_at"] == NOW
    (health,) = rows(database, Task, subject="health")
    assert (health["closed_at"], health["outcome"]) == (None, "")
    assert by_subject(database) == {"police": "met", "health": ""}


def test_tasks_whose_clock_has_ended_are_dropped(database: Engine) -> None:
    a_family_being_profiled(database)
    advance(database, left=(MachineLeft(machine="programme", keep=()),))
    assert {task["outcome"] for task in rows(database, Task)} == {"dropped"}
    assert {task["closed_at"] for task in rows(database, Task)} == {NOW}


def test_a_task_that_chased_a_clock_is_done_once_the_clock_is_met(
    database: Engine,
) -> None:
    a_family(
        database,
        starts=(a_clock("review"),),
        tasks_opened=(an_agency_task("", clock="review"),),
    )
    advance(database, met=(ClockStop(clock="review"),))
    assert [task["outcome"] for task in rows(database, Task)] == ["done"]


def test_a_task_without_a_clock_stays_open(database: Engine) -> None:
    a_family(database, tasks_opened=(an_agency_task(),), starts=(a_clock(),))
    advance(database, left=(MachineLeft(machine="programme", keep=()),))
    assert [task["closed_at"] for task in rows(database, Task)] == [None]


def test_a_task_is_tied_to_the_clock_it_names(database: Engine) -> None:
    """Two clocks can be about one agency: one in each machine."""
    other = a_clock("visit", subject="police", machine="service")
    mine = a_clock("profile", subject="police")
    task = an_agency_task("police", clock="profile")
    a_family(database, starts=(mine, other), tasks_opened=(task,))
    (clock,) = rows(database, Clock, clock="profile")
    assert rows(database, Task)[0]["clock_id"] == clock["id"]


def test_open_tasks_are_listed_first(database: Engine) -> None:
    a_family_being_profiled(database)
    done = TaskDone(kind="profile", subject="health", outcome="gap", note="no reply")
    advance(database, tasks_done=(done,))
    with reading(database) as connection:
        tasks = tasks_of(connection, ("maidstone", 1))
    assert [task["subject"] for task in tasks] == ["police", "health"]


def a_family_being_profiled(database: Engine) -> None:
    """Open a family of which the police and the health service are asked."""
    asked = ("health", "police")
    a_family(
        database,
        starts=tuple(a_clock("profile", subject=agency) for agency in asked),
        tasks_opened=tuple(an_agency_task(agency) for agency in asked),
    )


def ends(database: Engine) -> dict[str, Any]:
    """Say how each clock ended; empty while it runs."""
    return {one["clock"]: one["stopped_how"] for one in rows(database, Clock)}


def by_subject(database: Engine) -> dict[str, Any]:
    """Say the same by agency."""
    return {one["subject"]: one["stopped_how"] for one in rows(database, Clock)}
