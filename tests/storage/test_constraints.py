"""The database itself refuses what makes no sense, whoever writes it."""

from typing import Any

import pytest
from sqlalchemy import CheckConstraint, Engine
from sqlalchemy.exc import IntegrityError

from engine.advance.consequences import (
    Allocated,
    ConsentGiven,
    EvidenceAdded,
    MessageDue,
    PaymentTriggered,
    ResultEvidenced,
    ReviewHeld,
)
from engine.messages import Worded
from storage.database import reading, writing
from storage.runs import record_run
from storage.tables import metadata
from tests.builders.every_table import write_addressee, write_the_rest
from tests.builders.storage import (
    A_RUN,
    APPROVED,
    NOW,
    TODAY,
    a_clock,
    a_family,
    advance,
    an_agency_task,
    everything,
    hold_meeting,
)

BAD: tuple[tuple[str, str, dict[str, object]], ...] = (
    ("district", "next_number_is_positive", {"next_number": 0}),
    ("membership", "relationship_is_known", {"relationship": "lodger"}),
    ("membership", "until_not_before", {"until": TODAY.replace(day=16)}),
    ("evidence", "criterion_is_known", {"criterion": "weather"}),
    ("family_case", "version_is_positive", {"version": 0}),
    ("family_case", "history_hash_is_whole", {"history_hash": "abc"}),
    ("clock", "budget_is_positive", {"budget": 0}),
    ("clock", "consumed_is_not_negative", {"consumed": -1}),
    ("clock", "machine_is_known", {"machine": "engine"}),
    ("clock", "stopped_how_is_known", {"stopped_how": "forgot"}),
    ("clock", "a_clock_runs_or_rests", {"paused_on": TODAY}),
    ("clock", "a_clock_runs_or_rests", {"due_on": None}),
    ("clock_pause", "a_pause_ends_after_it_began", {"until": TODAY.replace(day=16)}),
    ("task", "kind_is_known", {"kind": "chore"}),
    ("task", "outcome_is_known", {"outcome": "fine"}),
    ("decision", "outcome_is_known", {"outcome": "maybe"}),
    ("consent", "kind_is_known", {"kind": "photos"}),
    ("consent", "outcome_is_known", {"outcome": "perhaps"}),
    ("result", "measure_is_known", {"measure": "happiness"}),
    ("result", "verdict_is_known", {"verdict": "nearly"}),
    ("payment_trigger", "state_is_known", {"state": "paid"}),
    ("payment_trigger", "pence_is_not_negative", {"pence": -1}),
    ("payment_trigger", "raised_has_a_moment", {"state": "raised"}),
    ("payment_trigger", "raised_has_a_moment", {"raised_at": NOW}),
    ("outbox", "state_is_known", {"state": "lost"}),
    ("job_run", "examined_is_not_negative", {"examined": -1}),
    ("clearing", "kind_is_known", {"kind": "letter"}),
    ("letter", "kind_is_known", {"kind": "poem"}),
    ("letter", "state_is_known", {"state": "lost", "next_try_at": None}),
    ("letter", "what_waits_has_a_next_try", {"next_try_at": None}),
    ("letter", "what_is_sent_has_a_moment", {"sent_at": NOW}),
    ("letter_attempt", "outcome_is_known", {"outcome": "lost"}),
    ("arrival", "state_is_known", {"state": "lost", "ask_at": None}),
    ("arrival", "what_is_awaited_is_asked_for", {"ask_at": None}),
    ("redating", "kind_is_known", {"kind": "moon"}),
    ("digest", "items_is_not_negative", {"items": -1}),
    ("preference", "digest_is_known", {"digest": "never"}),
    ("cover", "until_not_before", {"until": TODAY.replace(day=16)}),
    ("cover", "nobody_covers_for_themselves", {"cover": "fred"}),
    ("draft", "state_is_known", {"state": "lost"}),
)
OPEN_ENDED = {
    "access_token.ended_at",
    "access_token.used_at",
    "address_set_aside.cleared_at",
    "addressee.letter_id",
    "agenda.dropped_at",
    "allocation.until",
    "arrival.ask_at",
    "arrival.settled_at",
    "clock.due_on",
    "clock.next_rung_on",
    "clock.paused_on",
    "clock.running_since",
    "clock.stopped_on",
    "clock_pause.until",
    "closure.removed_at",
    "cover.ended_at",
    "cover.ended_on",
    "cover.told_end_at",
    "cover.told_start_at",
    "digest.letter_id",
    "handover.undone_at",
    "handover_case.returned_entry",
    "letter.claimed_at",
    "letter.next_try_at",
    "letter.sent_at",
    "membership.until",
    "outbox.addressed_at",
    "outbox.case_number",
    "payment_trigger.raised_at",
    "redated_clock.new_due_on",
    "redated_clock.new_left",
    "redated_clock.new_next_rung_on",
    "redated_clock.old_due_on",
    "redated_clock.old_left",
    "redated_clock.old_next_rung_on",
    "redating.day",
    "review.due_on",
    "staff.until",
    "task.closed_at",
    "web_session.ended_at",
}
"""Columns that may be empty: what is still to come, or is not there."""
OF_A_CASE = (
    *("allocation", "clearing", "clock", "consent", "evidence"),
    *("outbox", "result", "review", "task"),
    *("broken_glass", "case_read", "draft"),
)
ORPHANS: tuple[tuple[str, dict[str, object]], ...] = (
    ("family_case", {"family_number": 9, "number": 9, "reference": "MAI-0009"}),
    ("family_case", {"workflow_hash": "none", "number": 9, "reference": "MAI-0009"}),
    ("history", {"case_number": 9, "command_id": "other"}),
    ("membership", {"person_id": "nobody"}),
    ("firing", {"clock_id": "none"}),
    ("clock_pause", {"clock_id": "none"}),
    ("decision", {"meeting": "never held", "case_number": 1}),
    ("payment_trigger", {"case_number": 9}),
    ("letter_attempt", {"letter_id": "none"}),
    ("arrival", {"letter_id": "none"}),
    ("redated_clock", {"redating_id": "none"}),
    ("redated_clock", {"case_number": 9, "clock_id": "none"}),
    ("addressee", {"message_id": "none"}),
    ("addressee", {"letter_id": "none", "user": "fred"}),
    ("digest", {"letter_id": "none", "user": "fred"}),
    ("handover_case", {"handover_id": "none"}),
    ("handover_case", {"case_number": 9}),
    ("access_grant", {"account_id": "none"}),
    ("access_grant", {"district_id": "dover"}),
    ("web_session", {"account_id": "none", "token_hash": "new", "number": "new"}),
    ("access_token", {"account_id": "none", "token_hash": "new", "number": "new"}),
    ("restriction", {"case_number": 9}),
    ("named_reader", {"case_number": 9}),
    ("ticked_case", {"case_number": 9}),
    ("agenda_item", {"case_number": 9}),
    ("agenda_item", {"agenda_id": "none"}),
    ("typed_minutes", {"agenda_id": "none"}),
    *((table, {"case_number": 9, "id": "new"}) for table in OF_A_CASE),
)


@pytest.fixture
def filled(database: Engine) -> Engine:
    """Give a database with a row in every table that a case can write."""
    profile = a_clock("profile", subject="police")
    a_family(database, starts=(profile,), tasks_opened=(an_agency_task(),))
    hold_meeting(database)
    with writing(database) as connection:
        record_run(connection, A_RUN)
    write_the_rest(database)
    advance(
        database,
        records=(
            EvidenceAdded(criterion="work", source="Jobcentre Plus", dated=TODAY),
            ConsentGiven(kind="service", outcome="given"),
            APPROVED,
            Allocated(worker="fred", role="fip_worker", reason=""),
            ReviewHeld(held_on=TODAY, outcome="progress"),
            ResultEvidenced(
                measure="employment", verdict="met", source="P45", period_end=TODAY
            ),
        ),
        messages=(MessageDue(role="worker", user="fred", worded=WORDED),),
        payments=(PaymentTriggered(payment="attachment", group="attachment"),),
    )
    write_addressee(database)
    return database


WORDED = Worded(subject="MAI-0001", body="Case MAI-0001")


def test_a_value_that_makes_no_sense_is_refused(
    filled: Engine, subtests: pytest.Subtests
) -> None:
    for table, constraint, bad in BAD:
        with (
            subtests.test(f"{table}: {constraint}"),
            pytest.raises(IntegrityError, match=constraint),
        ):
            insert_copy(filled, table, bad)


def test_every_check_has_its_bad_value_above() -> None:
    checks = {
        (table.name, str(constraint.name))
        for table in metadata.tables.values()
        for constraint in table.constraints
        if isinstance(constraint, CheckConstraint)
    }
    assert checks == {(table, constraint) for table, constraint, _ in BAD}


def test_a_row_of_something_that_is_not_there_is_refused(
    filled: Engine, subtests: pytest.Subtests
) -> None:
    for table, of_nothing in ORPHANS:
        with (
            subtests.test(table),
            pytest.raises(IntegrityError, match=r"(?i)foreign key"),
        ):
            insert_copy(filled, table, of_nothing)


def test_nothing_is_written_twice(filled: Engine, subtests: pytest.Subtests) -> None:
    before = everything(filled)
    for table in metadata.tables.keys() - {"setting"}:
        with subtests.test(table), pytest.raises(IntegrityError, match=r"(?i)unique"):
            insert_copy(filled, table, {})
    assert everything(filled) == before


def test_columns_must_be_filled_but_for_the_days_that_may_come() -> None:
    open_ended = {
        f"{table.name}.{column.name}"
        for table in metadata.tables.values()
        for column in table.columns
        if column.nullable
    }
    assert open_ended == OPEN_ENDED


def insert_copy(database: Engine, table: str, changes: dict[str, object]) -> None:
    """Insert a row once more, with something changed."""
    with reading(database) as connection:
        found = connection.execute(metadata.tables[table].select()).mappings().first()
    assert found is not None, f"{table} is empty"
    row: dict[str, Any] = dict(found)
    with writing(database) as connection:
        connection.execute(metadata.tables[table].insert(), row | changes)
