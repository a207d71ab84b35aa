"""Letters in the database: claimed by one, settled by that one, found quickly."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from alembic import command
from sqlalchemy import Connection, Engine, event, text
from sqlalchemy.exc import IntegrityError

from engine.delivery.outcome import Verdict
from storage.addressees import overtake, unwritten
from storage.database import on_postgresql, open_database, reading, writing
from storage.letters import claim_letters, next_letters, put_back, write_letters
from storage.outbox import messages_to_address
from storage.people import finish_digests, start_digests
from storage.rows import insert_rows
from storage.schema import migration_config, upgrade
from storage.settling import settle_letter
from storage.tables import Addressee, Letter, LetterAttempt, OutboxMessage
from tests.builders.storage import a_family, rows

NOW = datetime(2012, 12, 17, 10, tzinfo=UTC)
LONG_AGO = NOW - timedelta(hours=1)
HERE = ["maidstone"]
SENT = Verdict(state="sent", reference="4F2A")


def a_message(**changes: object) -> dict[str, Any]:
    usual = {
        "district_id": "maidstone",
        "id": "1-1-1",
        "case_number": 1,
        "role": "coordinator",
        "user": "",
        "subject": "MAI-0001: something",
        "body": "Something.",
        "about": NOW.date(),
        "created_at": NOW,
        "state": "waiting",
    }
    return usual | changes


def a_letter(**changes: object) -> dict[str, Any]:
    usual = {
        "district_id": "maidstone",
        "id": "1-1-1/carol",
        "user": "carol",
        "kind": "message",
        "subject": "MAI-0001: something",
        "body": "Something.",
        "attachments": "[]",
        "written_at": NOW,
    }
    return usual | changes


def put_letter(database: Engine, **changes: object) -> None:
    with writing(database) as connection:
        write_letters(connection, [(a_letter(**changes), [])])


def claim(connection: Connection, at: datetime = NOW) -> tuple[Any, int]:
    (row,) = next_letters(connection, HERE, at, at - timedelta(minutes=10), 1)
    claim_letters(connection, [(row, "file")], at)
    return row, row["attempts"] + 1


def test_a_letter_that_is_claimed_is_nobody_elses(database: Engine) -> None:
    put_letter(database)
    with writing(database) as connection:
        claim(connection)
    with writing(database) as connection:
        assert next_letters(connection, HERE, NOW, LONG_AGO, 9) == []


def test_a_row_that_another_process_holds_is_passed_over(postgres_copy: str) -> None:
    database = open_database(postgres_copy)
    for name in ("a", "b"):
        put_letter(database, id=name)
    with writing(database) as one, writing(database) as other:
        (first,) = next_letters(one, HERE, NOW, LONG_AGO, 1)
        (second,) = next_letters(other, HERE, NOW, LONG_AGO, 9)
        assert {first["id"], second["id"]} == {"a", "b"}
    database.dispose()


def test_a_letter_in_doubt_is_claimed_anew_after_its_time(database: Engine) -> None:
    put_letter(database)
    with writing(database) as connection:
        _, attempt = claim(connection)
    with writing(database) as connection:
        _, again = claim(connection, NOW + timedelta(minutes=10))
    assert (attempt, again) == (1, 2)


def test_who_comes_back_too_late_settles_nothing(database: Engine) -> None:
    put_letter(database)
    with writing(database) as connection:
        late, first = claim(connection)
    with writing(database) as connection:
        row, second = claim(connection, NOW + timedelta(minutes=10))
    never = Verdict(state="failed", why="too late")
    with writing(database) as connection:
        assert not settle_letter(connection, late, first, never, NOW)
        assert settle_letter(connection, row, second, SENT, NOW)
    (letter,) = rows(database, Letter)
    assert (letter["state"], letter["reference"]) == ("sent", "4F2A")


def test_what_was_claimed_and_not_begun_waits_as_before(database: Engine) -> None:
    put_letter(database)
    before = rows(database, Letter)
    with writing(database) as connection:
        row, attempt = claim(connection)
    with writing(database) as connection:
        put_back(connection, [(row, attempt)], NOW)
    assert rows(database, Letter) == [before[0] | {"channel": "file"}]
    assert rows(database, LetterAttempt) == []


def test_what_somebody_else_sends_by_now_is_not_put_back(database: Engine) -> None:
    put_letter(database)
    with writing(database) as connection:
        late, first = claim(connection)
    with writing(database) as connection:
        claim(connection, NOW + timedelta(minutes=10))
    before = rows(database, Letter), rows(database, LetterAttempt)
    with writing(database) as connection:
        put_back(connection, [(late, first)], NOW)
    assert (rows(database, Letter), rows(database, LetterAttempt)) == before


def test_a_letter_of_another_district_is_left_alone(database: Engine) -> None:
    put_letter(database)
    with writing(database) as connection:
        assert next_letters(connection, ["tonbridge"], NOW, LONG_AGO, 9) == []


def test_a_message_is_sent_when_all_its_readers_have_it(database: Engine) -> None:
    a_family(database)
    with writing(database) as connection:
        insert_rows(connection, OutboxMessage, [a_message()])
        for user in ("carol", "dan"):
            reader = {"message_id": "1-1-1", "user": user, "district_id": "maidstone"}
            more = {"at_once": True, "overtaken": False, "letter_id": None}
            insert_rows(connection, Addressee, [reader | more])
            found = unwritten(connection, HERE, users=[user], most=10)
            write_letters(connection, [(a_letter(id=user, user=user), found)])
    states = []
    for _ in range(2):
        with writing(database) as connection:
            row, attempt = claim(connection)
            settle_letter(connection, row, attempt, SENT, NOW)
        states.append(rows(database, OutboxMessage)[0]["state"])
    assert states == ["waiting", "sent"]


def test_what_was_overtaken_is_in_no_later_letter(database: Engine) -> None:
    a_family(database)
    reader = {"message_id": "1-1-1", "user": "carol", "district_id": "maidstone"}
    more = {"at_once": True, "overtaken": False, "letter_id": None}
    with writing(database) as connection:
        insert_rows(connection, OutboxMessage, [a_message()])
        insert_rows(connection, Addressee, [reader | more])
        overtake(connection, unwritten(connection, HERE, most=10))
        assert unwritten(connection, HERE, most=10) == []
    assert rows(database, OutboxMessage)[0]["state"] == "overtaken"


def test_a_digest_of_a_day_is_taken_on_once(database: Engine) -> None:
    carol, day = ("maidstone", "carol"), date(2012, 12, 17)
    dan = ("maidstone", "dan")
    put_letter(database, id="digest")
    with writing(database) as connection:
        assert start_digests(connection, [carol], day, NOW) == {carol}
        finish_digests(connection, day, [(carol, 3, "digest")])
    with writing(database) as connection:
        assert start_digests(connection, [carol, dan], day, NOW) == {dan}


def test_a_letter_that_waits_without_a_next_try_is_refused(database: Engine) -> None:
    put_letter(database)
    with (
        pytest.raises(IntegrityError, match="what_waits_has_a_next_try"),
        writing(database) as connection,
    ):
        connection.execute(text("UPDATE letter SET next_try_at = NULL"))


def test_what_is_claimed_is_found_by_its_index_and_not_by_looking_through(
    database: Engine,
) -> None:
    seen: list[tuple[str, Any]] = []

    def note(*said: Any) -> None:  # noqa: ANN401 - SQLAlchemy's own
        seen.append((said[2], said[3]))

    with writing(database) as connection:
        if on_postgresql(connection):
            connection.execute(text("SET LOCAL enable_seqscan = off"))
        event.listen(connection, "before_cursor_execute", note)
        next_letters(connection, HERE, NOW, LONG_AGO, 1)
        messages_to_address(connection, "maidstone", 10, urgent_only=False)
        unwritten(connection, HERE, users=["carol"], most=10)
        event.remove(connection, "before_cursor_execute", note)
        explain = "EXPLAIN" if on_postgresql(connection) else "EXPLAIN QUERY PLAN"
        plans = [
            "\n".join(
                str(row)
                for row in connection.exec_driver_sql(f"{explain} {said}", values)
            )
            for said, values in seen
        ]
    wanted = (
        "letter_to_send",
        "letter_in_doubt",
        "outbox_to_address",
        "addressee_without_letter",
    )
    missed = [p for w, p in zip(wanted, plans, strict=True) if w not in p]
    assert missed == []


def test_messages_of_before_are_kept_by_the_migration(database_url: str) -> None:
    database = open_database(database_url, create=True)
    upgrade(database)
    a_family(database)
    with writing(database) as connection:
        old = a_message(state="sent", id="old")
        insert_rows(connection, OutboxMessage, [a_message(), old])
        command.downgrade(migration_config(connection), "0006")
    upgrade(database)
    found = {row["id"]: row for row in rows(database, OutboxMessage)}
    assert found["1-1-1"]["subject"] == "MAI-0001: something"
    assert found["1-1-1"]["urgent"] is False
    assert found["old"]["state"] == "sent"
    with reading(database) as connection:
        kept = connection.execute(text("SELECT count(*) FROM outbox")).scalar_one()
    assert kept == 2
    database.dispose()
