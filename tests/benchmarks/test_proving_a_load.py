"""The proof of a load finds what it looks for, in a database that was doctored."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from benchmarks.load.clock import FIRST_MORNING
from benchmarks.load.proof import prove
from casework.delivery.settings import DeliverySettings
from casework.jobs.run_due import run_due
from storage.database import writing
from storage.tables import Digest, Letter, LetterAttempt, OutboxMessage, Task
from tests.benchmarks.doctored import (
    against,
    an_act,
    behind_its_back,
    once_more,
    proved,
)
from tests.builders.office import Office, an_office

JULY = datetime(2013, 7, 1, 10, tzinfo=UTC)


@pytest.fixture
def office(sqlite_url: str) -> Iterator[Office]:
    """Give an office in which one contact was noted, and nothing else done."""
    with an_office(sqlite_url, now=FIRST_MORNING) as office:
        office.open_families(1)
        office.take("MAI-0001", "note_contact")
        yield office


@pytest.fixture
def after_a_run(office: Office, tmp_path: Path) -> Office:
    """Give it in July, when the jobs have run and letters were delivered."""
    office.at(JULY)
    delivery = DeliverySettings(folder=tmp_path)
    run_due(replace(office.context, delivery=delivery))
    assert not against(office, tmp_path, an_act(office))
    return office


def test_what_was_done_and_acknowledged_holds(office: Office, tmp_path: Path) -> None:
    assert not against(office, tmp_path, an_act(office))


def test_a_change_that_was_acknowledged_and_is_missing_is_found(
    office: Office, tmp_path: Path
) -> None:
    lost = replace(an_act(office), command="lost")
    found = against(office, tmp_path, an_act(office), lost)
    assert found == ["MAI-0001: lost is 0 times in its history"]


def test_a_change_that_nobody_was_told_of_is_found(
    office: Office, tmp_path: Path
) -> None:
    (sentence,) = against(office, tmp_path)
    assert sentence.startswith("nobody was told of ")


def test_an_entry_at_another_place_than_was_told_is_found(
    office: Office, tmp_path: Path
) -> None:
    (sentence,) = against(office, tmp_path, replace(an_act(office), version=3))
    assert sentence.endswith("is entry 2, not as told")


def test_chains_are_counted_by_case_and_their_entries_one_by_one(
    office: Office, tmp_path: Path
) -> None:
    office.open_families(2)
    found = {each.what: each.checked for each in proved(office, tmp_path)}
    assert found["the hash chain of each case holds"] == 2
    assert found["each entry of the history is in a chain"] == 3


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ("UPDATE family_case SET version = 3", "MAI-0001: version 3, 2 entries"),
        ("UPDATE job_run SET failed = 1", "reminders: []"),
        (
            "UPDATE letter SET reference = 'gone.eml'",
            "gone.eml: sent, but there is no file",
        ),
        (
            "UPDATE letter_attempt SET outcome = ''",
            "digest/2013-07-01/mai.coordinator: sent by 0 of 1 attempts",
        ),
        (
            "UPDATE digest SET letter_id = NULL",
            "digest/2013-07-01/mai.coordinator: no message and no day names it",
        ),
    ],
)
def test_what_does_not_agree_is_found(
    after_a_run: Office, tmp_path: Path, change: str, sentence: str
) -> None:
    with writing(after_a_run.context.database) as connection:
        connection.execute(text(change))
    assert sentence in against(after_a_run, tmp_path, an_act(after_a_run))


@pytest.mark.parametrize(
    ("job", "what"),
    [("reminders", "rung"), ("payments", "payment"), ("deliver", "letter")],
)
def test_what_a_run_counted_and_is_not_there_is_found(
    after_a_run: Office, tmp_path: Path, job: str, what: str
) -> None:
    once_more = text("UPDATE job_run SET fired = fired + 1 WHERE job = :job")
    with writing(after_a_run.context.database) as connection:
        connection.execute(once_more, {"job": job})
    (found,) = [each for each in proved(after_a_run, tmp_path) if each.against]
    assert found.what == f"no {what} was raised twice"
    assert found.against == (
        f"the runs raised {found.checked + 1}, there are {found.checked}",
    )


def test_a_second_task_of_a_clock_is_found(after_a_run: Office, tmp_path: Path) -> None:
    clock = once_more(after_a_run, Task, "kind = 'overdue'", id="other")["clock_id"]
    found = against(after_a_run, tmp_path, an_act(after_a_run))
    assert found == [
        f"{clock}: 2 tasks (overdue)",
        "other: a task of nothing that happened",
    ]


def test_a_message_that_is_raised_under_another_id_is_found(
    after_a_run: Office, tmp_path: Path
) -> None:
    once_more(after_a_run, OutboxMessage, id="1-1-99/warn/worker")
    found = against(after_a_run, tmp_path, an_act(after_a_run))
    assert found == ["1-1-99/warn/worker: a message of nothing that happened"]


@pytest.mark.parametrize("kind", ["digest", "message"])
def test_a_letter_that_is_written_a_second_time_is_found(
    after_a_run: Office, tmp_path: Path, kind: str
) -> None:
    letter = once_more(after_a_run, Letter, id="other", kind=kind)
    found = against(after_a_run, tmp_path, an_act(after_a_run))
    assert "other: no message and no day names it" in found
    assert f"{letter['reference']}: the file of 2 letters" in found
    assert "other: sent by 0 of 0 attempts" in found


def test_a_letter_that_two_attempts_sent_is_found(
    after_a_run: Office, tmp_path: Path
) -> None:
    letter = once_more(after_a_run, LetterAttempt, attempt=2)["letter_id"]
    found = against(after_a_run, tmp_path, an_act(after_a_run))
    assert found == [f"{letter}: sent by 2 of 2 attempts"]


def test_a_letter_is_tried_again_only_where_the_database_went_away(
    after_a_run: Office, tmp_path: Path
) -> None:
    letter = once_more(after_a_run, LetterAttempt, attempt=2, outcome="")["letter_id"]
    acts = [an_act(after_a_run)]
    assert against(after_a_run, tmp_path, *acts) == [
        f"{letter}: sent by 1 of 2 attempts"
    ]
    found = prove(after_a_run.context, acts, tmp_path, undisturbed=False)
    assert all(each.holds for each in found)


def test_a_second_digest_of_a_day_is_found(after_a_run: Office, tmp_path: Path) -> None:
    once_more(after_a_run, Letter, district_id="elsewhere")
    made = "letter_id IS NOT NULL"
    digest = once_more(after_a_run, Digest, made, district_id="elsewhere")
    found = against(after_a_run, tmp_path, an_act(after_a_run))
    assert f"{digest['user']}: 2 digests of 2013-07-01" in found


def test_a_file_of_no_letter_is_found(after_a_run: Office, tmp_path: Path) -> None:
    (tmp_path / "other.eml").touch()
    found = against(after_a_run, tmp_path, an_act(after_a_run))
    assert found == ["other.eml: a file of no letter"]


def test_an_entry_that_was_altered_is_found(office: Office, tmp_path: Path) -> None:
    behind_its_back(
        office,
        "DROP TRIGGER history_is_not_changed",
        "UPDATE history SET actor = 'mallory' WHERE entry = 2",
    )
    (sentence,) = against(office, tmp_path, an_act(office))
    assert sentence.startswith("MAI-0001: entry 2 was altered")


def test_an_entry_of_no_case_is_found(office: Office, tmp_path: Path) -> None:
    behind_its_back(
        office,
        "CREATE TEMP TABLE strange AS SELECT * FROM history WHERE entry = 1",
        "UPDATE strange SET district_id = 'elsewhere'",
        "INSERT INTO history SELECT * FROM strange",
    )
    found = against(office, tmp_path, an_act(office))
    assert found == ["entries in no chain: 1"]
