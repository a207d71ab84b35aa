"""Many cases are named in one statement, and found by the index of their number."""

import pytest
from sqlalchemy import Engine, bindparam, select

from engine.advance.consequences import MachineLeft
from engine.facts import FactValue
from storage.among import one_of
from storage.cases import add_advance
from storage.clocks import end_clocks
from storage.database import open_database, reading, writing
from storage.errors import LostRaceError
from storage.held import Held, ask
from storage.rows import table_of
from storage.tables import Clock, FamilyCase
from storage.tasks import close_tasks_of_ended_clocks
from storage.writes import Writes
from tests.builders.statements import plan, statements
from tests.builders.storage import (
    NOW,
    a_clock,
    a_family,
    a_new_case,
    advance,
    an_advance,
    find,
    open_families,
    rows,
)

_case = table_of(FamilyCase)
NUMBERS = Held(
    select(_case.c.number)
    .where(_case.c.district_id == bindparam("district"), one_of(_case.c.number, "some"))
    .order_by(_case.c.number)
)
BY = "district_id"
"""What each index begins with."""


def test_a_list_of_numbers_finds_those_that_are_there(database: Engine) -> None:
    three_families(database)
    for some, found in (([3, 1, 7], [1, 3]), ([], [])):
        with reading(database) as connection:
            known = ask(connection, NUMBERS, {"district": "maidstone", "some": some})
        assert [row["number"] for row in known] == found


def test_clocks_and_tasks_of_many_families_end_as_those_of_one(
    database: Engine,
) -> None:
    three_families(database)
    with statements(database) as sent:
        end_of_many(database, 20)
    assert [one.text.split()[:2] for one in sent][-2:] == [
        ["UPDATE", "clock"],
        ["UPDATE", "task"],
    ]
    ended = [(row["stopped_on"], row["stopped_how"]) for row in rows(database, Clock)]
    assert ended == [(NOW.date(), "left")] * 3


def test_they_are_found_by_the_number_of_their_case(sqlite_copy: str) -> None:
    """Not by their district: SQLite, which does not count, would read all of it."""
    database = open_database(sqlite_copy)
    three_families(database)
    with statements(database) as sent:
        end_of_many(database, 20)
    for one in sent[-2:]:
        searched = [line for line in plan(database, one).splitlines() if BY in line]
        assert any("case_number" in line for line in searched), searched
    database.dispose()


def end_of_many(database: Engine, most: int) -> None:
    writes = Writes()
    for number in range(1, most + 1):
        left = [MachineLeft(machine="programme", keep=())]
        end_clocks(writes, ("maidstone", number), left, NOW.date())
        close_tasks_of_ended_clocks(writes, ("maidstone", number), NOW)
    with writing(database) as connection:
        writes.send(connection)


def three_families(database: Engine) -> None:
    a_family(database, starts=(a_clock(),))
    for key in ("F002", "F003"):
        open_families(database, a_new_case(key, starts=(a_clock(),)))


def test_of_many_cases_one_that_was_changed_meanwhile_loses_for_all(
    database: Engine,
) -> None:
    a_family(database)
    many = open_families(database, *(a_new_case(f"N{place}") for place in range(12)))
    seen = [find(database, reference) for reference in many]
    advance(database, many[7])
    writes = Writes()
    for case in seen:
        add_advance(writes, case, an_advance(case))
    with (
        pytest.raises(LostRaceError, match="One of 12 families was changed"),
        writing(database) as connection,
    ):
        writes.send(connection)


def test_many_cases_advance_each_to_its_own_state(database: Engine) -> None:
    a_family(database)
    many = open_families(database, *(a_new_case(f"N{place}") for place in range(12)))
    writes = Writes()
    for place, reference in enumerate(many):
        case = find(database, reference)
        facts: dict[str, FactValue] = {"worker": f"worker {place}", "adults": place}
        add_advance(writes, case, an_advance(case, facts=facts))
    with writing(database) as connection:
        writes.send(connection)
    for place, reference in enumerate(many):
        view = find(database, reference).view
        assert (view.version, view.facts["adults"]) == (2, place)
        assert rows(database, FamilyCase)[1 + place]["worker"] == f"worker {place}"
