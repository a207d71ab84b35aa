"""A rehearsal tells the letters that the first run of a day then writes."""

from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from casework.delivery.set_preference import PreferenceRequest, set_preference
from casework.jobs.rehearsal import Rehearsal
from casework.jobs.rehearse import rehearse
from casework.jobs.run_due import run_due
from storage.tables import Digest
from tests.builders.caseloads import covered
from tests.builders.post import Post, a_post
from tests.builders.storage import everything, rows

START = date(2012, 12, 17)
DAYS = [
    date(2012, 12, 17),  # today, whose digests are written already
    date(2012, 12, 18),
    date(2012, 12, 24),  # a Monday
    date(2013, 1, 4),  # after a fortnight of downtime
    date(2013, 3, 1),
]


def rehearsed(post: Post, day: date) -> Rehearsal:
    found = rehearse(post.context, day)
    assert isinstance(found, Rehearsal), found
    return found


def foretold(post: Post, day: date) -> Counter[tuple[str, str]]:
    """Tell by rehearsal who gets which kind of letter."""
    return Counter((one.user, one.kind) for one in rehearsed(post, day).letters)


def written(post: Post, day: date) -> Counter[tuple[str, str]]:
    """Run the jobs at eight, and tell who was written which kind of letter."""
    before = {letter["id"] for letter in post.letters()}
    post.at(datetime(day.year, day.month, day.day, 8, tzinfo=UTC))
    run_due(post.context)
    new = [letter for letter in post.letters() if letter["id"] not in before]
    return Counter((letter["user"], letter["kind"]) for letter in new)


def make_work(post: Post) -> None:
    """Give the post work of every kind: clocks, messages, wishes, cover, a leaver."""
    post.office.walk("MAI-0001", "profiled")
    post.message(role="auditor")
    post.message(role="delivery_manager", urgent=True)
    post.message(role="worker", user="mai.worker2")
    wish = PreferenceRequest(user="mai.coordinator", digest="mondays")
    set_preference(post.context, wish)
    covered(
        post.office,
        absent="mai.worker1",
        cover="mai.worker3",
        since=date(2012, 12, 18),
        until=date(2013, 1, 3),
    )
    post.change_staff("mai.worker2", until=date(2012, 12, 20))


@pytest.mark.parametrize("day", DAYS)
def test_it_tells_the_letters_that_are_then_written(
    migrated_url: str, tmp_path: Path, day: date
) -> None:
    with a_post(migrated_url, tmp_path, cases=3) as post:
        make_work(post)
        told = foretold(post, day)
        assert told == written(post, day)
        assert told


def test_it_tells_how_much_each_digest_holds(sqlite_copy: str, tmp_path: Path) -> None:
    with a_post(sqlite_copy, tmp_path, cases=3) as post:
        make_work(post)
        letters = rehearsed(post, DAYS[-1]).letters
        told = {
            one.user: one.overdue + one.this_week + one.notes
            for one in letters
            if one.kind == "digest"
        }
        written(post, DAYS[-1])
        made = rows(post.context.database, Digest, day=DAYS[-1])
        assert told == {row["user"]: row["items"] for row in made if row["items"]}


def test_it_changes_nothing(migrated_url: str, tmp_path: Path) -> None:
    with a_post(migrated_url, tmp_path, cases=3) as post:
        make_work(post)
        before = everything(post.context.database)
        for day in DAYS:
            rehearsed(post, day)
        assert everything(post.context.database) == before


def test_it_tells_who_hears_of_a_cover_and_when(
    sqlite_copy: str, tmp_path: Path
) -> None:
    with a_post(sqlite_copy, tmp_path) as post:
        make_work(post)
        starts = rehearsed(post, date(2012, 12, 18)).notices
        assert {notice.subject.split(",")[0] for notice in starts} == {
            "Cover starts today"
        }
        told = {user for notice in starts for user in notice.users}
        assert told == {"mai.worker1", "mai.worker3"}
        ended = rehearsed(post, date(2013, 1, 4)).notices
        assert "Cover has ended" in {notice.subject for notice in ended}


def test_on_a_day_when_nobody_works_no_letter_goes_out(
    sqlite_copy: str, tmp_path: Path
) -> None:
    with a_post(sqlite_copy, tmp_path) as post:
        post.message(urgent=True)
        christmas = rehearsed(post, date(2012, 12, 25))
        assert (christmas.letters, christmas.closed) == ((), ("maidstone",))
