"""Pausing a family's clock and resuming it, through the real use cases."""

import json
from datetime import date, timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from casework.jobs.raise_reminders import raise_reminders
from casework.reading.desk import open_desk
from casework.reading.words import left_in_words
from engine.ledger import verify_chain
from storage.database import reading, writing
from storage.history import chains, history_of
from storage.lists import count_overdue_clocks
from storage.rows import table_of
from storage.tables import Clock
from tests.builders.clocks import (
    AGREEMENT,
    APPROVED,
    FIRST_DUE,
    clock_of,
    messages,
    pause,
    pauses_of,
    resume,
)
from tests.builders.office import Office

PAUSED, RESUMED = date(2013, 3, 4), date(2013, 3, 18)
# Tue 26 February (1) to Fri 1 March (4), Mon 4 (5): ten are left. From Mon 18 March:
# Tue 19 (1) to Fri 22 (4), Mon 25 (5) to Thu 28 (8) [Good Friday, Easter Monday]
# Tue 2 April (9), Wed 3 (10)
NEW_DUE = date(2013, 4, 3)


def test_a_paused_clock_keeps_its_start_and_what_was_used(
    office: Office, approved: str
) -> None:
    office.at(PAUSED)

    pause(office, approved, AGREEMENT)

    clock = clock_of(office, approved, AGREEMENT)
    assert clock["started_on"] == APPROVED
    assert clock["consumed"] == 5
    assert clock["paused_on"] == PAUSED
    assert (clock["due_on"], clock["next_rung_on"]) == (None, None)


def test_a_resumed_clock_has_exactly_what_was_left(
    office: Office, approved: str
) -> None:
    office.at(PAUSED)
    pause(office, approved, AGREEMENT)
    office.at(RESUMED)

    resume(office, approved, AGREEMENT)

    clock = clock_of(office, approved, AGREEMENT)
    assert clock["due_on"] == NEW_DUE
    assert clock["next_rung_on"] == date(2013, 3, 27)  # three working days before
    assert (clock["running_since"], clock["started_on"]) == (RESUMED, APPROVED)
    assert clock["pause_reason"] == ""


def test_every_pause_is_kept_with_who_why_from_and_until(
    office: Office, approved: str
) -> None:
    coordinator, manager = office.user("coordinator"), office.user("programme_manager")
    office.at(PAUSED)
    pause(office, approved, AGREEMENT, note="the  school")
    office.at(RESUMED)
    resume(office, approved, AGREEMENT, user=manager)
    office.at(RESUMED + timedelta(days=1))
    pause(office, approved, AGREEMENT, reason="court")

    first, second = pauses_of(office, approved, AGREEMENT)
    assert (first["reason"], first["note"]) == ("waiting_on_agency", "the school")
    assert (first["since"], first["paused_by"]) == (PAUSED, coordinator)
    assert (first["until"], first["resumed_by"]) == (RESUMED, manager)
    assert (second["number"], second["until"]) == (2, None)


def test_a_pause_and_its_end_stand_in_the_chained_history(
    office: Office, approved: str
) -> None:
    version = office.case(approved).view.version
    office.at(PAUSED)
    pause(office, approved, AGREEMENT)
    office.at(RESUMED)
    resume(office, approved, AGREEMENT)

    case = office.case(approved)
    with reading(office.context.database) as connection:
        *_, paused, resumed = history_of(connection, office.district, case.number)
        chain = next(iter(chains(connection, office.district)))
    assert case.view.version == version + 2
    assert (paused["event"], resumed["event"]) == ("pause_clock", "resume_clock")
    assert json.loads(paused["answers"])["reason"] == "waiting_on_agency"
    assert json.loads(resumed["answers"])["due_on"] == NEW_DUE.isoformat()
    head, length = chain.head, chain.length
    assert verify_chain(approved, chain.links, head=head, length=length) == ()


def test_while_paused_nothing_fires_and_nothing_is_overdue(
    office: Office, approved: str
) -> None:
    office.at(PAUSED)
    pause(office, approved, AGREEMENT)
    before = len(messages(office, approved))
    office.at(date(2013, 12, 2))

    raise_reminders(office.context)

    with reading(office.context.database) as connection:
        late = count_overdue_clocks(
            connection, office.district, date(2013, 12, 2), past=False
        )
    assert len(messages(office, approved)) == before
    assert late == 0


def test_a_rung_that_fired_before_the_pause_does_not_fire_again(
    office: Office, approved: str
) -> None:
    office.at(date(2013, 3, 13))  # three working days before: the coordinator is told
    raise_reminders(office.context)
    told = len(messages(office, approved))
    pause(office, approved, AGREEMENT)
    office.at(date(2013, 4, 22))
    resume(office, approved, AGREEMENT)
    clock = clock_of(office, approved, AGREEMENT)

    raise_reminders(office.context)

    assert clock["next_rung_on"] == clock["due_on"] == date(2013, 4, 25)
    assert len(messages(office, approved)) == told


def test_leaving_the_state_ends_a_paused_clock(office: Office, approved: str) -> None:
    office.at(PAUSED)
    pause(office, approved, AGREEMENT)

    office.take(approved, "agree_caf")

    clock = clock_of(office, approved, AGREEMENT)
    assert (clock["stopped_on"], clock["stopped_how"]) == (PAUSED, "left")


def test_the_case_file_says_why_a_clock_rests_and_what_is_left(
    office: Office, approved: str
) -> None:
    office.at(PAUSED)
    pause(office, approved, AGREEMENT, note="the school")
    office.at(date(2013, 6, 3))

    with open_desk(office.context) as desk:
        words = left_in_words(desk, clock_of(office, approved, AGREEMENT))

    assert words == (
        "10 working days left; paused since 4 March 2013: "
        "waiting for another agency (the school)"
    )


def test_one_agency_s_clock_rests_and_the_others_run_on(
    office: Office, family: str
) -> None:
    pause(office, family, "agency_profile", subject="schools")

    with reading(office.context.database) as connection:
        table = table_of(Clock)
        found = connection.execute(
            table.select().where(table.c.clock == "agency_profile")
        ).mappings()
        resting = [row["subject"] for row in found if row["paused_on"]]
    assert resting == ["schools"]


def test_the_database_itself_lets_no_paused_clock_have_a_due_day(
    office: Office, approved: str
) -> None:
    pause(office, approved, AGREEMENT)

    table = table_of(Clock)
    with pytest.raises(IntegrityError), writing(office.context.database) as connection:
        connection.execute(table.update().values(due_on=FIRST_DUE))
