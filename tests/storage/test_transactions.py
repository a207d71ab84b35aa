"""A transaction is all or nothing; readers wait for nobody and hold nobody up."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import Engine

from storage.cases import find_case, write_advance
from storage.database import open_database, reading, writing
from storage.districts import set_setting, setting
from storage.errors import DatabaseReadOnlyError
from tests.builders.statements import statements
from tests.builders.storage import (
    a_clock,
    a_family,
    advance,
    an_advance,
    approve,
    everything,
    find,
)


def test_an_error_half_way_leaves_nothing(database: Engine) -> None:
    a_family(database)
    before = everything(database)
    case = find(database)

    def break_off_half_way() -> None:
        with writing(database) as connection:
            write_advance(connection, case, an_advance(case, approve()))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        break_off_half_way()
    assert everything(database) == before


def test_a_reader_sees_what_was_there_while_another_writes(database: Engine) -> None:
    a_family(database)
    with writing(database) as writer:
        set_setting(writer, "colour", "red")
        with reading(database) as reader:
            assert setting(reader, "colour") is None
            assert find_case(reader, "maidstone", "MAI-0001") is not None


def test_a_reader_keeps_its_snapshot_and_does_not_hold_a_writer_up(
    database: Engine,
) -> None:
    a_family(database)
    with reading(database) as reader:
        assert setting(reader, "colour") is None
        with writing(database) as writer:
            set_setting(writer, "colour", "red")
        assert setting(reader, "colour") is None
    with reading(database) as reader:
        assert setting(reader, "colour") == "red"


def test_a_connection_that_read_can_write_afterwards(database: Engine) -> None:
    for _ in range(3):
        with reading(database) as reader:
            setting(reader, "colour")
        with writing(database) as writer:
            set_setting(writer, "colour", "red")


def test_no_count_is_lost_when_many_read_and_write_at_once(database: Engine) -> None:
    a_family(database)
    all_are_ready = Barrier(4)

    def count_up() -> None:
        all_are_ready.wait()
        for _ in range(5):
            with writing(database) as connection:
                case = find_case(connection, "maidstone", "MAI-0001", lock=True)
                assert case is not None
                seen = int(str(case.view.facts.get("visits", 0)))
                advance_ = an_advance(case, facts={"visits": seen + 1})
                write_advance(connection, case, advance_)

    with ThreadPoolExecutor() as threads:
        for done in [threads.submit(count_up) for _ in range(4)]:
            done.result()
    assert find(database).view.facts["visits"] == 20


def test_postgresql_refuses_to_write_where_it_only_reads(postgres_copy: str) -> None:
    database = open_database(postgres_copy)
    with pytest.raises(DatabaseReadOnlyError), reading(database) as reader:
        set_setting(reader, "colour", "red")
    database.dispose()


def test_a_plain_advance_takes_three_statements(database: Engine) -> None:
    """One to read, two to write: the case, guarded by its version, and its history."""
    a_family(database, starts=(a_clock(),))
    with statements(database) as sent:
        advance(database)
    verbs = [one.text.split()[0] for one in sent if not one.text.startswith("BEGIN")]
    assert verbs == ["SELECT", "UPDATE", "INSERT"]
