"""A clock's rung fires once, however many processes look."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError

from engine.advance.consequences import MachineLeft
from storage.database import open_database, writing
from storage.rows import Row
from storage.sweep import (
    Fired,
    clocks_to_fire,
    fired_rungs,
    set_aside,
    write_fired,
)
from storage.tables import Firing, OutboxMessage, Task
from tests.builders.statements import plan, statements
from tests.builders.storage import (
    NOW,
    TODAY,
    a_clock,
    a_family,
    a_new_case,
    advance,
    everything,
    open_families,
    rows,
    what_fires,
)

DAY = date(2012, 12, 24)
EVE = date(2012, 12, 23)


def due(database: Engine, day: date = DAY, most: int = 10) -> list[Row]:
    with writing(database) as connection:
        return clocks_to_fire(connection, day, most)


def fire(database: Engine, *fired: Fired) -> None:
    with writing(database) as connection:
        write_fired(connection, fired, NOW)


def test_a_clock_fires_from_the_day_of_its_next_rung(database: Engine) -> None:
    a_family(database, starts=(a_clock(next_rung_on=DAY),))
    assert due(database, EVE) == []
    (clock,) = due(database, DAY)
    assert (clock["clock"], clock["reference"]) == ("decision", "MAI-0001")
    assert (clock["programme"], clock["worker"]) == ("identified", "")


def test_clocks_that_ended_or_have_no_rung_left_never_fire(database: Engine) -> None:
    a_family(database, starts=(a_clock("one"), a_clock("two", next_rung_on=None)))
    advance(database, left=(MachineLeft(machine="programme", keep=("two",)),))
    assert due(database) == []


def test_the_oldest_come_first_and_no_more_than_asked(database: Engine) -> None:
    a_family(database, starts=(a_clock(next_rung_on=DAY),))
    open_families(database, a_new_case("F002", starts=(a_clock(next_rung_on=EVE),)))
    assert [clock["reference"] for clock in due(database, most=1)] == ["MAI-0002"]
    assert len(due(database)) == 2


def test_the_next_rung_comes_on_its_own_day_or_never(database: Engine) -> None:
    a_family(database, starts=(a_clock(next_rung_on=DAY),))
    later = date(2013, 1, 7)
    fire(database, what_fires(due(database)[0], "warn", next_rung_on=later))
    assert due(database) == []
    fire(database, what_fires(due(database, later)[0], "escalate"))
    assert due(database, later) == []


def test_a_clock_that_was_set_aside_waits_for_a_person(database: Engine) -> None:
    a_family(database, starts=(a_clock(),))
    (clock,) = due(database)
    with writing(database) as connection:
        set_aside(connection, clock, "no such ladder")
    assert due(database) == []


def test_a_rung_that_fired_is_remembered_and_never_fires_again(
    database: Engine,
) -> None:
    a_family(database, starts=(a_clock("one"), a_clock("two")))
    first, _ = due(database)
    fire(database, what_fires(first, "warn", next_rung_on=DAY))
    assert [fired_rungs(clock) for clock in due(database)] == [{"warn"}, set()]
    before = everything(database)
    with pytest.raises(IntegrityError):
        fire(database, what_fires(first, "warn"))
    assert everything(database) == before


def test_what_a_rung_raises_is_written_with_it(database: Engine) -> None:
    a_family(database, starts=(a_clock(),))
    (clock,) = due(database)
    tasks, messages = (a_task(clock["id"]),), (a_message(),)
    fire(database, what_fires(clock, "escalate", tasks=tasks, messages=messages))
    assert [one["rung"] for one in rows(database, Firing)] == ["escalate"]
    assert [one["clock_id"] for one in rows(database, Task)] == [clock["id"]]
    assert [one["role"] for one in rows(database, OutboxMessage)] == ["coordinator"]


def test_a_batch_takes_a_statement_a_table(database: Engine) -> None:
    a_family(database, starts=tuple(a_clock(str(number)) for number in range(9)))
    clocks = due(database)
    with statements(database) as sent:
        fire(database, *(what_fires(clock, "warn") for clock in clocks))
    verbs = [one.text.split()[0] for one in sent if not one.text.startswith("BEGIN")]
    assert verbs == ["INSERT", "UPDATE"]
    assert len(rows(database, Firing)) == 9


def test_two_sweeps_at_once_share_the_clocks(postgres_copy: str) -> None:
    """On SQLite the second waits for the first to end: its transaction is the claim."""
    database, other = open_database(postgres_copy), open_database(postgres_copy)
    a_family(database, starts=(a_clock("one"), a_clock("two"), a_clock("three")))
    with writing(database) as mine, writing(other) as theirs:
        first = [clock["clock"] for clock in clocks_to_fire(mine, DAY, 2)]
        second = [clock["clock"] for clock in clocks_to_fire(theirs, DAY, 2)]
    assert len(first) == 2
    assert sorted(first + second) == ["one", "three", "two"]
    for one in (database, other):
        one.dispose()


def test_the_sweep_reads_its_own_index(database: Engine) -> None:
    """Ended clocks pile up over the years; the sweep never meets them."""
    a_family(database, starts=(a_clock(),))
    with statements(database) as sent:
        due(database)
    (statement,) = [one for one in sent if "FROM clock" in one.text]
    assert "clock_to_fire" in plan(database, statement)


def a_task(clock_id: str) -> dict[str, Any]:
    return {
        **_of_the_case("raised-1"),
        "kind": "overdue",
        "title": "Decision of the board is overdue",
        "role": "coordinator",
        "clock_id": clock_id,
        "raised_at": NOW,
        "closed_at": None,
        "outcome": "",
        "note": "",
    }


def a_message() -> dict[str, Any]:
    return {
        **_of_the_case("raised-2"),
        "role": "coordinator",
        "body": "Case MAI-0001: decide.",
        "about": TODAY,
        "created_at": NOW,
        "urgent": False,
        "state": "waiting",
    }


def _of_the_case(number: str) -> dict[str, Any]:
    whose = {"district_id": "maidstone", "case_number": 1}
    return whose | {"id": number, "user": "", "subject": ""}
