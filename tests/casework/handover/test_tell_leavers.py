"""Coordinators hear at once of families whose worker has left; once."""

from datetime import date
from pathlib import Path

from casework.delivery.set_preference import PreferenceRequest, set_preference
from casework.handover.tell_leavers import tell_of_leavers
from casework.jobs.tally import Tally
from storage.tables import Addressee, OutboxMessage
from tests.builders.caseloads import covered, handed_over
from tests.builders.office import Office, an_office
from tests.builders.post import Post, a_post, text_of
from tests.builders.restricting import restrict
from tests.builders.simulation import EVERYBODY_IN_POST
from tests.builders.storage import rows
from tests.casework.handover.test_leavers import a_leaver_with_a_family

FRIDAY, SATURDAY, MONDAY = date(2013, 8, 30), date(2013, 8, 31), date(2013, 9, 2)
"""The last day of Caseworker 5, the day after, and the next working day."""


def told(office: Office, on: date) -> Tally:
    office.at(on)
    return tell_of_leavers(office.context)


def notices(office: Office) -> list[str]:
    found = rows(office.context.database, OutboxMessage)
    return [row["body"] for row in found if row["id"].startswith("leaver/")]


def test_a_worker_who_is_still_in_post_is_no_leaver(migrated_url: str) -> None:
    with an_office(migrated_url) as office:
        a_leaver_with_a_family(office)
        assert told(office, FRIDAY) == Tally()


def test_the_run_says_who_has_left_and_the_coordinator_is_told_once(
    migrated_url: str,
) -> None:
    with an_office(migrated_url) as office:
        a_leaver_with_a_family(office)
        (sentence,) = told(office, SATURDAY).notes
        assert sentence == (
            "mai.worker5 left on 30 August 2013 and has 1 family; nobody covers. The "
            "coordinator is told. Hand them over."
        )
        (body,) = notices(office)
        assert body.startswith("Nobody works with these families: MAI-0001. ")
        assert "worker5" not in body
        assert told(office, MONDAY) == Tally()
        assert len(notices(office)) == 1


def test_of_a_leavers_restricted_families_only_the_number_is_told(
    sqlite_url: str,
) -> None:
    with an_office(sqlite_url) as office:
        a_leaver_with_a_family(office)
        restrict(office, "MAI-0001")
        told(office, SATURDAY)
        (body,) = notices(office)
        assert body.startswith("Nobody works with these families: 1 restricted case. ")


def test_who_is_covered_is_told_of_when_the_cover_ends(sqlite_url: str) -> None:
    with an_office(sqlite_url) as office:
        a_leaver_with_a_family(office)
        office.at(date(2013, 8, 26))
        covered(
            office,
            absent="mai.worker5",
            since=date(2013, 8, 26),
            until=date(2013, 9, 6),
        )
        assert told(office, MONDAY) == Tally()
        assert told(office, date(2013, 9, 7)).fired == 1


def test_who_has_handed_over_is_not_told_of(sqlite_url: str) -> None:
    with an_office(sqlite_url) as office:
        a_leaver_with_a_family(office)
        office.at(date(2013, 8, 27))
        handed_over(office, worker="mai.worker5", spread_over=("mai.worker1",))
        assert told(office, MONDAY) == Tally()


def test_the_coordinator_has_the_letter_on_the_next_working_morning(
    migrated_url: str, tmp_path: Path
) -> None:
    with a_post(migrated_url, tmp_path) as post:
        post.at(EVERYBODY_IN_POST)
        post.office.walk("MAI-0001", "caf_agreed")
        post.office.take("MAI-0001", "allocate_caseworker", chosen_worker="mai.worker5")
        told(post.office, SATURDAY)
        wants_mondays(post, "mai.coordinator")
        post.at(date(2013, 9, 3))
        post.deliver()
        words = "Nobody works with these families: MAI-0001."
        (mail,) = [mail for mail in post.mails() if words in text_of(mail)]
        assert mail["To"] == "mai.coordinator@example.org"


def test_what_a_leaver_should_do_reaches_the_coordinator_at_once(
    migrated_url: str, tmp_path: Path
) -> None:
    with a_post(migrated_url, tmp_path) as post:
        wants_mondays(post, "mai.coordinator")
        post.change_staff("mai.worker2", until=date(2012, 12, 17))
        message = post.message(role="worker", user="mai.worker2")
        post.at(date(2012, 12, 18))
        post.deliver()
        (addressee,) = rows(post.context.database, Addressee, message_id=message)
        assert (addressee["user"], addressee["at_once"]) == ("mai.coordinator", True)
        assert post.state_of(message) == "sent"


def wants_mondays(post: Post, user: str) -> None:
    set_preference(post.context, PreferenceRequest(user=user, digest="mondays"))
