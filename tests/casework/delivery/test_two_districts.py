"""Who works in two districts gets one digest, of both."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from casework.clocks.proclaim_closure import ClosureRequest, proclaim_closure
from casework.delivery.send_again import send_again
from casework.delivery.status import attempts_for_case, deliveries_of_case
from casework.set_up import set_up
from engine.advance.refusal import Refusal
from storage.tables import Digest
from tests.builders.office import the_workflow
from tests.builders.post import Post, a_post, text_of
from tests.builders.storage import rows

BOTH, MORNING = "mai.coordinator", datetime(2012, 12, 18, 8, tzinfo=UTC)
TONBRIDGE = "tonbridge_and_malling"


@pytest.fixture
def post(migrated_url: str, tmp_path: Path) -> Iterator[Post]:
    """Give a post in whose district, and the next one, one coordinator works."""
    with a_post(migrated_url, tmp_path, cases=2, quiet=False) as opened:
        workflow = the_workflow(TONBRIDGE)
        staff = workflow.district.staff | {
            BOTH: opened.office.workflow.district.staff[BOTH]
        }
        district = workflow.district.model_copy(update={"staff": staff})
        shared = replace(workflow, district=district)
        set_up(opened.office.url, [shared], clock=opened.office.context.clock)
        replace(opened.office, workflow=shared).open_families(1)
        opened.at(MORNING)
        yield opened


def digests(post: Post) -> list[str]:
    return [text_of(mail) for mail in post.mails() if BOTH in mail["To"]]


def what_became(post: Post, reference: str) -> list[str]:
    found = deliveries_of_case(post.context, reference)
    assert not isinstance(found, Refusal)
    return [line.words for line in found if line.reader == BOTH]


def waiting_in_both(post: Post) -> None:
    post.message()
    post.message(
        district="tonbridge_and_malling",
        subject="TON-0001: something to know",
        id="2-100-1",
    )


def test_one_letter_holds_what_is_due_in_both(post: Post) -> None:
    post.deliver()
    (body,) = digests(post)
    assert body.startswith("DUE THIS WEEK (3)")
    for reference in ("MAI-0001", "MAI-0002", "TON-0001"):
        assert f"{reference}: Check whether" in body
    made = rows(post.context.database, Digest, user=BOTH, day=MORNING.date())
    assert sorted(row["items"] for row in made) == [1, 2]


def test_a_second_round_sends_nothing_more(post: Post) -> None:
    post.deliver()
    post.deliver()
    assert len(digests(post)) == 1


def test_messages_of_both_are_sent_by_it_and_each_case_says_so(post: Post) -> None:
    waiting_in_both(post)
    post.deliver()
    (body,) = digests(post)
    assert "FOR YOU TO KNOW (2)" in body
    sent = "sent to mai.coordinator on 18 December 2012 at 08:00 (digest, file)"
    assert sent in what_became(post, "MAI-0001")
    assert sent in what_became(post, "TON-0001")
    attempts = attempts_for_case(post.context, "TON-0001")
    assert not isinstance(attempts, Refusal)
    assert [each.outcome for each in attempts if each.reader == BOTH] == ["sent"]


def test_what_can_not_be_sent_is_tried_again_from_either_district(post: Post) -> None:
    waiting_in_both(post)
    post.change_staff(BOTH, email="")
    post.deliver()
    assert "not delivered" in what_became(post, "TON-0001")[0]
    post.change_staff(BOTH, email="both@example.org")
    done = send_again(post.context, TONBRIDGE)
    assert not isinstance(done, Refusal)
    assert done.letters == 1
    post.deliver()
    assert [mail["To"] for mail in post.mails() if "both" in mail["To"]] == [
        "both@example.org"
    ]
    assert post.state_of("2-100-1") == "sent"


def test_where_one_district_is_closed_it_is_of_the_other(post: Post) -> None:
    closure = ClosureRequest(
        day=MORNING.date(), district_id="maidstone", user=BOTH, title="Snow"
    )
    assert not isinstance(proclaim_closure(post.context, closure), Refusal)
    post.deliver()
    (body,) = digests(post)
    assert "TON-0001" in body
    assert "MAI-0001" not in body
    post.at(date(2012, 12, 19))
    post.deliver()
    assert "MAI-0001" in digests(post)[-1]
