"""A pooled connection is known to be alive before it is used, mostly without asking."""

import pytest
from sqlalchemy import Engine, text

from storage import alive
from storage.database import open_database, reading, writing
from storage.districts import setting
from tests.builders.round_trips import the_next_wire
from tests.builders.storage import a_family, find


def read(database: Engine) -> None:
    with reading(database) as connection:
        setting(connection, "colour")


def test_one_that_was_just_used_is_not_asked(postgres_copy: str) -> None:
    database = open_database(postgres_copy)
    read(database)
    with the_next_wire(database) as wire:
        read(database)
    begin_read_and_end = 3
    assert wire.round_trips == begin_read_and_end
    database.dispose()


def test_one_that_lay_idle_is_asked(
    postgres_copy: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = open_database(postgres_copy)
    read(database)
    monkeypatch.setattr(alive, "IDLE_SECONDS", 0)
    with the_next_wire(database) as wire:
        read(database)
    asked_begin_read_and_end = 4
    assert wire.round_trips == asked_begin_read_and_end
    database.dispose()


def test_all_that_a_server_ended_are_made_anew(postgres_copy: str) -> None:
    database, other = open_database(postgres_copy), open_database(postgres_copy)
    a_family(database)
    with reading(database) as one, reading(database) as two:
        pids = [
            c.execute(text("SELECT pg_backend_pid()")).scalar_one() for c in (one, two)
        ]
    with writing(other) as killer:
        for pid in pids:
            kill = text("SELECT pg_terminate_backend(:pid, 5000)")
            killer.execute(kill, {"pid": pid})
    with reading(database), reading(database):
        assert find(database).number == 1
    for each in (database, other):
        each.dispose()
