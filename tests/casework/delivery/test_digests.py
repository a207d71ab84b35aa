"""The digest: one a person and working day, from eight, with what is due first."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from casework.delivery.set_preference import PreferenceRequest, set_preference
from casework.delivery.status import deliveries_of_case
from casework.jobs.raise_reminders import raise_reminders
from engine.advance.refusal import Refusal
from storage.tables import Digest
from tests.builders.post import Post, a_post, text_of
from tests.builders.storage import rows

COORDINATOR = "mai.coordinator"


@pytest.fixture
def fresh(migrated_url: str, tmp_path: Path) -> Iterator[Post]:
    """Give a post with three cases whose digests of the day are still to come."""
    with a_post(migrated_url, tmp_path, cases=3, quiet=False) as opened:
        yield opened


def digests(post: Post, user: str = COORDINATOR) -> list[str]:
    return [letter["body"] for letter in post.letters(user=user, kind="digest")]


def test_a_coordinator_s_digest_holds_what_is_due_this_week(fresh: Post) -> None:
    fresh.deliver()
    (body,) = digests(fresh)
    assert body.startswith("DUE THIS WEEK (3)\n\nMAI-0001: Check whether the family")
    assert "It is due on Wednesday 19 December 2012." in body


def test_what_is_overdue_comes_before_what_is_due(fresh: Post) -> None:
    fresh.at(date(2012, 12, 20))
    fresh.deliver()
    (body,) = digests(fresh)
    assert body.startswith("OVERDUE (3)\n\nMAI-0001: Check whether the family")


def test_an_agency_is_told_of_its_own_part_only(fresh: Post) -> None:
    fresh.at(date(2013, 1, 8))
    fresh.deliver()
    (body,) = digests(fresh, "mai.police")
    assert "Give the agency's part of the profile" in body
    assert "Check whether" not in body


def test_who_has_nothing_to_do_and_no_messages_gets_no_digest(fresh: Post) -> None:
    fresh.deliver()
    assert digests(fresh, "mai.auditor") == []


def test_the_same_day_brings_no_second_digest(fresh: Post) -> None:
    for hour in (8, 9, 17):
        fresh.at(datetime(2012, 12, 17, hour, tzinfo=UTC))
        fresh.message()
        fresh.deliver()
    assert len(digests(fresh)) == 1
    assert len(rows(fresh.context.database, Digest, user=COORDINATOR)) == 1


def test_a_digest_is_of_the_day_on_which_it_was_begun(fresh: Post) -> None:
    """A machine that is put to sleep half-way wakes up on another day."""
    tuesday = datetime(2012, 12, 18, 10, tzinfo=UTC)

    def wakes_up_later(*statement: Any) -> None:  # noqa: ANN401 - SQLAlchemy's own
        if statement[2].startswith("INSERT INTO digest"):
            fresh.at(tuesday)

    database = fresh.context.database
    event.listen(database, "after_cursor_execute", wakes_up_later)
    assert not fresh.deliver().failures
    event.remove(database, "after_cursor_execute", wakes_up_later)
    assert not fresh.deliver().failures
    days = [row["day"].day for row in rows(database, Digest, user=COORDINATOR)]
    assert sorted(days) == [17, 18]
    assert len(digests(fresh)) == 2


def test_what_comes_up_after_an_empty_digest_waits_for_the_next_day(
    fresh: Post,
) -> None:
    fresh.deliver()
    message = fresh.message(role="auditor")
    fresh.deliver()
    assert digests(fresh, "mai.auditor") == []
    fresh.at(date(2012, 12, 18))
    fresh.deliver()
    (body,) = digests(fresh, "mai.auditor")
    assert body.startswith("FOR YOU TO KNOW (1)")
    assert fresh.state_of(message) == "sent"


def test_before_eight_there_is_no_digest(fresh: Post) -> None:
    fresh.at(datetime(2012, 12, 17, 7, 59, tzinfo=UTC))
    fresh.deliver()
    assert fresh.letters() == []


def test_a_fortnight_of_downtime_brings_one_letter_a_person(fresh: Post) -> None:
    fresh.deliver()
    fresh.at(date(2013, 1, 4))
    raise_reminders(fresh.context)
    fresh.deliver()
    mailed = [
        mail["To"] for mail in fresh.mails() if mail["Date"].datetime.year == 2013
    ]
    assert mailed
    assert len(mailed) == len(set(mailed))


def test_a_reminder_of_a_clock_that_is_listed_is_not_repeated(fresh: Post) -> None:
    fresh.at(date(2012, 12, 18))
    raise_reminders(fresh.context)
    fresh.deliver()
    (body,) = digests(fresh)
    assert "FOR YOU TO KNOW" not in body
    assert body.count("MAI-0001: Check whether") == 1
    waiting = fresh.letters(state="waiting")
    assert waiting == []


def test_who_chose_mondays_gets_it_on_mondays(fresh: Post) -> None:
    wish = PreferenceRequest(user=COORDINATOR, digest="mondays")
    set_preference(fresh.context, wish)
    for day in (18, 19, 20, 21, 24):
        fresh.at(date(2012, 12, day))
        fresh.deliver()
    (letter,) = fresh.letters(user=COORDINATOR, kind="digest")
    assert letter["written_at"].date() == date(2012, 12, 24)


def test_a_clock_that_can_not_be_read_is_left_out_and_said(fresh: Post) -> None:
    fresh.spoil_clock_of("MAI-0002")
    tally = fresh.deliver()
    assert any(said.startswith("MAI-0002: left out of") for said in tally.failures)
    (body,) = digests(fresh)
    assert "MAI-0001" in body
    assert "MAI-0003" in body


def test_a_digest_carries_a_calendar_file_for_a_review_to_come(
    fresh: Post,
) -> None:
    fresh.office.walk("MAI-0001", "in_support")
    worker = str(fresh.office.case("MAI-0001").view.facts["worker"])
    fresh.at(date(2013, 1, 14))
    raise_reminders(fresh.context)
    fresh.deliver()
    (mail,) = [
        m for m in fresh.mails() if worker in m["To"] and m["Date"].datetime.year > 2012
    ]
    (attached,) = mail.iter_attachments()
    assert attached.get_content_type() == "text/calendar"
    assert attached.get_filename() == "MAI-0001-review.ics"
    assert "DUE" not in text_of(mail)


def test_a_digest_says_nothing_of_a_clock_that_ended_meanwhile(fresh: Post) -> None:
    (clock, *_) = fresh.running_clocks()
    message = fresh.message(id=f"{clock}/soon/auditor", role="auditor")
    fresh.end_clock(clock)
    fresh.deliver()
    assert digests(fresh, "mai.auditor") == []
    assert fresh.state_of(message) == "overtaken"
    lines = deliveries_of_case(fresh.context, "MAI-0001")
    assert not isinstance(lines, Refusal)
    (words,) = [line.words for line in lines if line.message_id == message]
    assert words == "not sent to mai.auditor: it was done, or rests, by now"


def test_a_review_that_is_overdue_brings_no_calendar_file(fresh: Post) -> None:
    fresh.office.walk("MAI-0001", "in_support")
    fresh.at(date(2013, 3, 1))
    raise_reminders(fresh.context)
    fresh.deliver()
    assert any("Hold the first review" in letter["body"] for letter in fresh.letters())
    assert {letter["attachments"] for letter in fresh.letters()} == {"[]"}


def test_late_agencies_of_one_family_are_told_of_in_one_note(fresh: Post) -> None:
    fresh.at(date(2013, 1, 4))
    raise_reminders(fresh.context)
    fresh.deliver()
    (body,) = digests(fresh)
    assert "FOR YOU TO KNOW (3)" in body
    assert "MAI-0001: an agency's part is overdue (6 times)" in body
    assert body.count("MAI-0001: an agency's part") == 1
