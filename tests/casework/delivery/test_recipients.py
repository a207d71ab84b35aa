"""Who gets a message: by role or by name, as things stand when it goes out."""

from datetime import date

from casework.cover.record import CoverRecorded, CoverRequest, add_cover
from casework.delivery.set_preference import PreferenceRequest, set_preference
from storage.tables import Addressee
from tests.builders.post import Post
from tests.builders.storage import rows

TUESDAY = date(2012, 12, 18)


def readers(post: Post, message: str) -> set[str]:
    found = rows(post.context.database, Addressee, message_id=message)
    return {row["user"] for row in found}


def test_an_urgent_message_to_a_role_goes_to_who_holds_it(post: Post) -> None:
    message = post.message(role="delivery_manager", urgent=True)
    tally = post.deliver()
    assert (tally.examined, tally.fired, tally.failures) == (1, 1, [])
    assert [mail["To"] for mail in post.mails()] == ["mai.delivery@example.org"]
    assert post.state_of(message) == "sent"


def test_a_message_to_a_role_that_two_hold_goes_to_both(post: Post) -> None:
    post.change_staff("mai.auditor", roles='["delivery_manager"]')
    message = post.message(role="delivery_manager", urgent=True)
    post.deliver()
    assert readers(post, message) == {"mai.delivery", "mai.auditor"}
    assert len(post.mails()) == 2
    assert post.state_of(message) == "sent"


def test_a_role_that_nobody_holds_is_set_aside_and_said(post: Post) -> None:
    post.change_staff("mai.claims", until=date(2012, 12, 1))
    message = post.message(role="claims_officer", urgent=True)
    tally = post.deliver()
    (said,) = tally.failures
    assert said.startswith(
        "MAI-0001: Unknown recipient: on 17 December 2012 nobody stands for the role "
        "'claims_officer'. Name somebody in the district's file"
    )
    assert post.state_of(message) == "failed"
    assert post.deliver().failures == []


def test_a_workers_message_goes_to_that_worker_alone(post: Post) -> None:
    message = post.message(role="worker", user="mai.worker2", urgent=True)
    post.deliver()
    assert readers(post, message) == {"mai.worker2"}


def test_a_leavers_message_goes_to_the_coordinator_and_the_run_says_so(
    post: Post,
) -> None:
    post.change_staff("mai.worker2", until=date(2012, 12, 16))
    message = post.message(role="worker", user="mai.worker2", urgent=True)
    tally = post.deliver()
    assert readers(post, message) == {"mai.coordinator"}
    assert tally.failures == []
    assert tally.notes == [
        "MAI-0001: mai.worker2 has left; the message goes to mai.coordinator instead."
    ]


def test_what_waits_for_a_digest_moves_on_when_its_reader_leaves(post: Post) -> None:
    post.change_staff("mai.worker2", until=date(2012, 12, 18))
    message = post.message(role="worker", user="mai.worker2")
    choose_mondays(post, "mai.worker2")
    post.at(TUESDAY)
    post.deliver()
    assert readers(post, message) == {"mai.worker2"}
    post.at(date(2012, 12, 19))
    post.deliver()
    assert readers(post, message) == {"mai.coordinator"}
    assert post.state_of(message) == "sent"


def choose_mondays(post: Post, user: str) -> None:
    set_preference(post.context, PreferenceRequest(user=user, digest="mondays"))


def test_a_message_of_no_case_goes_to_its_user_and_nobody_else(post: Post) -> None:
    message = post.message(
        role="worker", user="mai.worker1", urgent=True, case_number=None
    )
    post.deliver()
    assert readers(post, message) == {"mai.worker1"}
    assert post.mails()[0]["To"] == "mai.worker1@example.org"


def test_a_person_without_an_address_has_their_letter_set_aside(post: Post) -> None:
    post.change_staff("mai.delivery", email="")
    message = post.message(role="delivery_manager", urgent=True)
    (said,) = post.deliver().failures
    assert (
        "There is no address for mai.delivery. Give one in the district's file" in said
    )
    assert said.endswith("It is set aside.")
    assert post.state_of(message) == "failed"


def cover(post: Post, absent: str, by: str) -> None:
    request = CoverRequest(
        district_id="maidstone",
        absent=absent,
        cover=by,
        since=post.context.today(),
        until=date(2012, 12, 21),
        reason="ill",
        user="mai.coordinator",
    )
    done = add_cover(post.context, request)
    assert isinstance(done, CoverRecorded), done


def test_reminders_of_an_absent_worker_go_to_the_cover_and_both_are_told(
    post: Post,
) -> None:
    cover(post, "mai.worker1", "mai.worker2")
    message = post.message(role="worker", user="mai.worker1", urgent=True)
    assert post.deliver().failures == []
    assert readers(post, message) == {"mai.worker2"}
    told = {mail["To"] for mail in post.mails()}
    assert told == {"mai.worker1@example.org", "mai.worker2@example.org"}


def test_what_waits_for_a_digest_goes_to_a_cover_that_is_recorded_meanwhile(
    post: Post,
) -> None:
    message = post.message(role="worker", user="mai.worker1")
    cover(post, "mai.worker1", "mai.worker2")
    post.at(TUESDAY)
    post.deliver()
    assert readers(post, message) == {"mai.worker2"}
    assert post.state_of(message) == "sent"
