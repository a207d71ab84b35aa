"""What meetings decided, and what the scheduled jobs did, can be looked up."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError

from storage.database import reading, writing
from storage.meetings import decisions_of_meeting, find_meeting, has_met
from storage.runs import last_run_at, recent_runs, record_run, run_count
from tests.builders.storage import (
    A_RUN,
    APPROVED,
    NOW,
    TODAY,
    a_family,
    a_new_case,
    advance,
    hold_meeting,
    open_families,
)


def test_a_meeting_is_recorded_with_what_it_decided(database: Engine) -> None:
    a_family(database)
    open_families(database, a_new_case("F002"))
    with reading(database) as connection:
        assert not has_met(connection, "maidstone")
    hold_meeting(database)
    deferred = replace(APPROVED, outcome="defer", reason="No profile yet.")
    advance(database, "MAI-0002", records=(deferred,))
    advance(database, "MAI-0001", records=(APPROVED,))
    with reading(database) as connection:
        assert has_met(connection, "maidstone")
        found = find_meeting(connection, "maidstone", "2012-12-17")
        made = decisions_of_meeting(connection, "maidstone", "2012-12-17")
    assert found is not None
    assert (found["held_on"], found["body"]) == (TODAY, "Project Board")
    assert [(one["reference"], one["outcome"]) for one in made] == [
        ("MAI-0001", "approve"),
        ("MAI-0002", "defer"),
    ]


def test_another_district_has_not_met(database: Engine) -> None:
    hold_meeting(database)
    with reading(database) as connection:
        assert not has_met(connection, "tonbridge_and_malling")
        assert find_meeting(connection, "tonbridge_and_malling", "2012-12-17") is None


def test_a_meeting_decides_once_on_a_family(database: Engine) -> None:
    a_family(database)
    hold_meeting(database)
    advance(database, records=(APPROVED,))
    with pytest.raises(IntegrityError):
        advance(database, records=(replace(APPROVED, outcome="decline"),))


def test_every_run_is_recorded_the_newest_first(database: Engine) -> None:
    later = NOW + timedelta(minutes=5)
    failed = replace(
        A_RUN, id="run-2", started_at=later, failed=1, failures=("MAI-0001: no.",)
    )
    with writing(database) as connection:
        assert last_run_at(connection) is None
        record_run(connection, A_RUN)
        record_run(connection, failed)
        assert (last_run_at(connection), run_count(connection)) == (later, 2)
        runs = recent_runs(connection, 1)
    assert [(one["id"], one["failures"]) for one in runs] == [
        ("run-2", '["MAI-0001: no."]')
    ]
