"""A held statement does what SQLAlchemy would do with it, and says what went wrong."""

from typing import Any

import pytest
from sqlalchemy import Engine, and_, bindparam, select, update
from sqlalchemy.exc import IntegrityError

from storage.database import open_database, reading, writing
from storage.errors import LostRaceError
from storage.forms import Values
from storage.held import (
    Held,
    Order,
    ask,
    ask_one,
    ask_together,
    write,
    write_together,
)
from storage.rows import inline, insert_of, table_of
from storage.tables import Clock, FamilyCase, OutboxMessage, Setting
from tests.builders.round_trips import the_wire
from tests.builders.statements import statements
from tests.builders.storage import NOW, a_clock, a_family, everything, rows

_case, _clock, _setting = table_of(FamilyCase), table_of(Clock), table_of(Setting)
OF_STATE = select(_case).where(_case.c.programme == bindparam("state"))
READ = Held(select(_setting).where(_setting.c.name == bindparam("which")))
PAINT = Held(
    update(_setting)
    .where(_setting.c.name == bindparam("which"))
    .values(value=bindparam("new"))
)
HANG = insert_of(Setting, ("name", "value"))
RED: dict[str, Any] = {"name": "colour", "value": "red"}
COLOUR: Values = {"which": "colour"}
GREEN: dict[str, Any] = {"which": "colour", "new": "green"}


def test_it_reads_what_sqlalchemy_reads(database: Engine) -> None:
    a_family(database, starts=(a_clock(), a_clock("rests", next_rung_on=None)))
    for statement in (OF_STATE, select(_clock).order_by(_clock.c.id)):
        with reading(database) as connection:
            values = {"state": "identified"} if statement is OF_STATE else {}
            usual = [dict(r) for r in connection.execute(statement, values).mappings()]
            assert ask(connection, Held(statement), values) == usual != []


def test_it_writes_what_sqlalchemy_writes(database: Engine) -> None:
    a_family(database)
    row: dict[str, Any] = {
        "district_id": "maidstone",
        "id": "one",
        "case_number": 1,
        "role": "worker",
        "subject": "x",
        "body": "y",
        "about": NOW.date(),
        "created_at": NOW,
        "state": "waiting",
        "urgent": True,
        "user": "fred",
    }
    with writing(database) as connection:
        write(connection, insert_of(OutboxMessage, tuple(row)), [row])
        connection.execute(table_of(OutboxMessage).insert(), row | {"id": "two"})
    one, two = rows(database, OutboxMessage)
    assert one | {"id": "two"} == two
    assert one["why"] == ""  # a column that was not named has its default


def test_many_rows_are_written_as_one_is(database: Engine) -> None:
    several = [
        RED | {"name": f"colour {n}", "value": "a 'red' {one}"} for n in range(20)
    ]
    with writing(database) as connection:
        assert write(connection, HANG, several) == len(several)
    kept = {row["name"]: row["value"] for row in rows(database, Setting)}
    assert kept == {row["name"]: row["value"] for row in several}


def test_many_rows_have_the_defaults_and_the_gaps_of_one(database: Engine) -> None:
    a_family(database)
    row: dict[str, Any] = {
        "district_id": "maidstone",
        "case_number": None,
        "role": "worker",
        "subject": "x",
        "body": "y",
        "about": NOW.date(),
        "created_at": NOW,
        "urgent": True,
        "user": "fred",
    }
    with writing(database) as connection:
        for count in (1, 20):
            several = [row | {"id": f"{count}-{n}"} for n in range(count)]
            write(connection, insert_of(OutboxMessage, tuple(several[0])), several)
    first, *others = rows(database, OutboxMessage)
    assert (first["case_number"], first["state"], len(others)) == (None, "waiting", 20)
    assert all(other | {"id": first["id"]} == first for other in others)


@pytest.mark.parametrize("count", [1, 2, 12])
def test_what_rows_share_counts_and_not_what_one_of_them_says(
    database: Engine, count: int
) -> None:
    hang = insert_of(Setting, ("name",), ("value",))
    said = [{"name": f"wall {n}", "value": "grey"} for n in range(count)]
    with writing(database) as connection:
        write_together(connection, [Order(hang, said, shared={"value": "red"})])
    walls = [row for row in rows(database, Setting) if row["name"].startswith("wall")]
    assert [row["value"] for row in walls] == ["red"] * count


def test_values_of_its_own_come_with_it(database: Engine) -> None:
    a_family(database, starts=(a_clock(),))
    none, one = (
        Held(select(_clock).where(_clock.c.set_aside == value, _clock.c.budget > 0))
        for value in ("why", inline(""))
    )
    with reading(database) as connection:
        assert (ask(connection, none, {}), len(ask(connection, one, {}))) == ([], 1)


def test_it_says_how_many_rows_it_changed(database: Engine) -> None:
    with writing(database) as connection:
        assert write(connection, HANG, [RED, RED | {"name": "size"}]) == 2
        assert write(connection, PAINT, [GREEN, GREEN | {"which": "no such"}]) == 1
        assert ask_one(connection, READ, COLOUR) == RED | {"value": "green"}
        assert ask_one(connection, READ, {"which": "no such"}) is None


def test_statements_that_go_together_see_those_before_them(database: Engine) -> None:
    with writing(database) as connection:
        counts = write_together(connection, [Order(HANG, [RED]), Order(PAINT, [GREEN])])
        assert counts == [1, 1]
        first, second = ask_together(connection, (READ, COLOUR), (READ, COLOUR))
        assert [row["value"] for row in (*first, *second)] == ["green", "green"]


def test_together_they_are_one_round_trip(postgres_copy: str) -> None:
    database = open_database(postgres_copy)
    orders = [Order(HANG, [RED, RED | {"name": "size"}]), Order(PAINT, [GREEN])]
    with writing(database) as connection, the_wire(connection) as wire:
        write_together(connection, orders)
    begin_and_the_rest = 2
    assert wire.round_trips == begin_and_the_rest
    database.dispose()


def test_a_fault_is_sqlalchemys_and_names_nobody(database: Engine) -> None:
    with writing(database) as connection:
        write(connection, HANG, [RED])
    before = everything(database)
    twice = [Order(PAINT, [GREEN]), Order(HANG, [RED])]
    with pytest.raises(IntegrityError) as told, writing(database) as connection:
        write_together(connection, twice)
    assert "INSERT INTO setting" in str(told.value)
    assert "'red'" not in str(told.value)
    assert everything(database) == before


def test_where_somebody_was_faster_it_says_so(database: Engine) -> None:
    lost = Order(PAINT, [GREEN], "Somebody painted it over.")
    with pytest.raises(LostRaceError, match="painted"), writing(database) as connection:
        write_together(connection, [lost])


def test_of_a_lost_race_what_collides_is_no_fault_of_its_own(database: Engine) -> None:
    lost = Order(PAINT, [GREEN | {"which": "gone"}], "Somebody took it away.")
    with writing(database) as connection:
        write(connection, HANG, [RED])
    with pytest.raises(LostRaceError, match="took"), writing(database) as connection:
        write_together(connection, [lost, Order(HANG, [RED])])


def test_who_listens_to_sqlalchemy_is_told(database: Engine) -> None:
    with statements(database) as sent, writing(database) as connection:
        write(connection, HANG, [RED])
        ask(connection, READ, COLOUR)
    verbs = [one.text.split()[0] for one in sent if not one.text.startswith("BEGIN")]
    assert verbs == ["INSERT", "SELECT"]


def test_a_statement_that_waits_for_its_list_is_refused(database: Engine) -> None:
    waits = Held(
        select(_case).where(_case.c.number.in_(bindparam("n", expanding=True)))
    )
    with reading(database) as connection, pytest.raises(TypeError):
        ask(connection, waits, {"n": [1]})


def test_conditions_of_several_columns_are_bound_each(database: Engine) -> None:
    a_family(database)
    this = and_(_case.c.district_id == bindparam("d"), _case.c.number == bindparam("n"))
    with reading(database) as connection:
        found = ask_one(connection, Held(select(_case).where(this)), {"d": "x", "n": 1})
        assert found is None
