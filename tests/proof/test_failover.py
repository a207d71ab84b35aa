"""The primary dies and its standby takes over: nothing is lost, nothing done twice.

Two real servers. Under load they are in `test_there_and_back.py`.
"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from benchmarks.failover.run import a_pair
from benchmarks.failover.server import (
    ALONE,
    COPYING,
    MAY_REWIND,
    PROMOTING,
    REWINDING,
    SETTINGS,
    SETTINGS_AT,
    Server,
)
from casework.advance_case import Advanced, AdvanceRequest, advance_case
from casework.context import Context
from casework.reading.history import CaseHistory, history
from storage.database import open_database, reading, writing
from storage.errors import DatabaseBusyError, InDoubtError
from storage.faults import faults_in_plain_english
from tests.builders.office import an_office
from tests.builders.program import Program, program_of
from tests.docs.pages import DOCS, blocks, read
from tests.postgres_server import client_program

PAGE = DOCS / "how-to" / "run-on-several-machines.md"
NOW = datetime(2013, 3, 4, 10, tzinfo=UTC)
NOTE = AdvanceRequest(
    reference="MAI-0001",
    event="note_contact",
    user="mai.coordinator",
    answers={"contact_on": "2013-03-04", "note": "Seen at home"},
    command_id="the note",
)
WAITING = "SELECT count(*) = 1 FROM pg_stat_activity WHERE wait_event = 'SyncRep'"
ARRIVED = (
    "SELECT pg_last_wal_replay_lsn() = pg_last_wal_receive_lsn()"
    " AND pg_last_wal_receive_lsn() >= '{}'::pg_lsn"
)


@pytest.fixture(scope="module")
def pair() -> Iterator[tuple[Server, Server]]:
    """Give a primary with an office of one family, and its synchronous standby."""
    with a_pair() as (primary, standby):
        with an_office(primary.url(), now=NOW) as office:
            office.open_families(1)
            program_of(office)
        yield primary, standby


@pytest.fixture
def standby(pair: tuple[Server, Server]) -> Program:
    """Give the program on the standby, once it has all that the primary has."""
    primary, follower = pair
    has_arrived(primary, follower)
    return Program(url=follower.url())


def has_arrived(primary: Server, standby: Server) -> None:
    """Wait until the standby shows all that the primary has written."""
    ((written,),) = primary.tell("SELECT pg_current_wal_flush_lsn()::text")
    standby.until(ARRIVED.format(written))


@pytest.mark.parametrize(
    "words",
    [
        ("report", "--district", "maidstone"),
        ("cases",),
        ("case", "MAI-0001"),
        ("history", "MAI-0001"),
        ("verify",),
        ("tick", "--rehearse"),
    ],
    ids=" ".join,
)
def test_a_standby_answers_whoever_only_asks(
    pair: tuple[Server, Server], standby: Program, words: tuple[str, ...]
) -> None:
    assert standby.done(*words) == Program(url=pair[0].url()).done(*words)


def test_a_standby_says_what_is_overdue(standby: Program) -> None:
    assert standby.run("overdue").code in {0, 3}


@pytest.mark.parametrize(
    "words",
    [
        ("tick",),
        (
            *("advance", "MAI-0001", "find_not_eligible", "--as", "mai.coordinator"),
            *("--answer", "reason=Checked"),
        ),
        ("init-db",),
    ],
    ids=lambda words: words[0],
)
def test_a_standby_says_that_it_is_one_to_whoever_would_change_something(
    standby: Program, words: tuple[str, ...]
) -> None:
    said = standby.refused(*words)
    assert "This server only answers questions, as a standby does" in said
    assert "Nothing was changed." in said


def test_an_address_that_wants_a_primary_says_that_there_is_none(
    pair: tuple[Server, Server],
) -> None:
    program = Program(url=pair[1].url(wants="read-write"))
    assert "No primary answers, only a standby." in program.refused("cases")


def test_a_long_question_makes_way_for_changes_and_says_so(
    pair: tuple[Server, Server],
) -> None:
    primary, standby = pair
    standby.tell("ALTER SYSTEM SET max_standby_streaming_delay = '100ms'")
    standby.tell("SELECT pg_reload_conf()")
    database = open_database(standby.url())
    with ThreadPoolExecutor(1) as pool, reading(database) as connection:
        connection.execute(text("SELECT count(*) FROM setting"))
        pool.submit(locks_the_settings, primary)
        with pytest.raises(DatabaseBusyError, match="had to make way"):
            asks_for_long(connection)
    database.dispose()


def asks_for_long(connection: Connection) -> None:
    with faults_in_plain_english():
        connection.execute(text("SELECT pg_sleep(20)"))


def locks_the_settings(primary: Server) -> None:
    """Lock a table as a change of the tables does."""
    database = open_database(primary.url())
    with writing(database) as connection:
        connection.execute(text("LOCK TABLE setting IN ACCESS EXCLUSIVE MODE"))
        connection.execute(text("UPDATE setting SET value = value"))
    database.dispose()


def test_an_address_that_prefers_the_standby_leads_there(
    pair: tuple[Server, Server], standby: Program
) -> None:
    primary, follower = pair
    url = primary.url(follower, wants="prefer-standby")
    assert Program(url=url).done("cases") == standby.done("cases")
    assert "as a standby does" in Program(url=url).refused("tick")


@pytest.mark.parametrize("wants", ["read-write", "prefer-standby"])
def test_a_backup_is_taken_from_whichever_server_the_address_wants(
    pair: tuple[Server, Server],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    wants: str,
) -> None:
    for name in ("pg_dump", "pg_restore"):
        monkeypatch.setenv(name.upper(), str(client_program(name)))
    has_arrived(*pair)
    url = pair[0].url(pair[1], wants=wants)
    assert "1 case" in Program(url=url).done("backup", str(tmp_path))


def test_changes_wait_for_a_standby_that_is_away_until_they_need_not(
    pair: tuple[Server, Server],
) -> None:
    primary, standby = pair
    database = open_database(primary.url())
    context = Context(database=database, clock=lambda: NOW)
    standby.stop()
    with ThreadPoolExecutor(1) as pool:
        asked = pool.submit(advance_case, context, replace(NOTE, command_id="waits"))
        primary.until(WAITING)
        assert not asked.done()
        primary.wait_for_nobody()
        assert isinstance(asked.result(30), Advanced)
    database.dispose()
    standby.start()
    primary.wait_for(standby)


def test_a_commit_whose_answer_was_lost_is_told_when_it_is_asked_for_again(
    pair: tuple[Server, Server],
) -> None:
    primary, standby = pair
    database = open_database(primary.url(standby, wants="read-write"))
    context = Context(database=database, clock=lambda: NOW)
    primary.wait_for_ever()
    with ThreadPoolExecutor(1) as pool:
        asked = pool.submit(advance_case, context, NOTE)
        primary.until(WAITING)
        has_arrived(primary, standby)
        primary.kill()
        with pytest.raises(InDoubtError, match="nobody knows yet whether it did"):
            asked.result(30)
    standby.promote()
    again = advance_case(context, NOTE)  # the same address, the same engine
    assert isinstance(again, Advanced)
    assert again.repeated
    told = history(context, "MAI-0001")
    assert isinstance(told, CaseHistory)
    assert [line.event for line in told.entries].count("note_contact") == 2
    database.dispose()


def test_the_page_says_what_is_tried_here() -> None:
    page = read(PAGE)
    tried = {*SETTINGS.split("\n")}
    ours = [line for line in "\n".join(blocks(PAGE, "ini")).splitlines() if line]
    assert [line for line in ours if line not in tried] == [
        "listen_addresses = '*'",
        "cluster_name = 'one'        # and 'two' on the other",
    ]
    assert MAY_REWIND.strip() in page
    assert ALONE in page
    for option in (*COPYING, *REWINDING, SETTINGS_AT):
        assert option in page


def test_every_statement_of_the_page_works(pair: tuple[Server, Server]) -> None:
    """Here, where the servers have been through it all; two is the primary now."""
    _, two = pair
    two.tell("DROP OWNED BY replica")
    two.tell("DROP ROLE replica")
    statements = ";".join(blocks(PAGE, "sql")).split(";")
    assert PROMOTING in map(str.strip, statements)  # that has been done by now
    for statement in statements:
        if statement.strip() != PROMOTING:
            two.tell(statement)
    two.wait_for_nobody()
