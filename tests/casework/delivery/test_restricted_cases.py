"""Letters about a restricted case go to those who are named for it, and nobody else."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.tables import OutboxMessage
from tests.builders.caseloads import LEAVER, a_caseload, covered
from tests.builders.office import Office, an_office
from tests.builders.post import Post, a_post
from tests.builders.restricting import restrict
from tests.builders.storage import rows


@pytest.fixture
def fresh(migrated_url: str, tmp_path: Path) -> Iterator[Post]:
    """Give a post with two cases whose digests of the day are still to come."""
    with a_post(migrated_url, tmp_path, cases=2, quiet=False) as opened:
        yield opened


@pytest.fixture
def office(migrated_url: str) -> Iterator[Office]:
    """Give an office without its post."""
    with an_office(migrated_url) as opened:
        yield opened


def digest(post: Post, user: str) -> str:
    return "".join(each["body"] for each in post.letters(user=user, kind="digest"))


def test_a_digest_names_no_case_for_which_its_reader_is_not_named(fresh: Post) -> None:
    restrict(fresh.office, "MAI-0001", "mai.delivery")
    fresh.deliver()
    assert "MAI-0001" not in digest(fresh, "mai.coordinator")
    assert "MAI-0002" in digest(fresh, "mai.coordinator")


def test_a_deadline_that_nobody_else_may_read_of_goes_to_who_is_named(
    fresh: Post,
) -> None:
    restrict(fresh.office, "MAI-0001", "mai.delivery")
    fresh.deliver()
    assert "MAI-0001" in digest(fresh, "mai.delivery")


def test_who_is_named_goes_on_reading_what_is_theirs(fresh: Post) -> None:
    restrict(fresh.office, "MAI-0001", "mai.coordinator", "mai.delivery")
    fresh.deliver()
    assert "MAI-0001" in digest(fresh, "mai.coordinator")
    assert "MAI-0001" not in digest(fresh, "mai.delivery")


def test_a_message_about_a_restricted_case_is_for_those_who_are_named(
    fresh: Post,
) -> None:
    restrict(fresh.office, "MAI-0001", "mai.delivery")
    fresh.message(role="coordinator", subject="Something new")
    fresh.deliver()
    assert "Something new" in digest(fresh, "mai.delivery")
    assert "Something new" not in digest(fresh, "mai.coordinator")


def test_who_stands_in_is_told_of_no_restricted_family(office: Office) -> None:
    hidden, open_to_all = a_caseload(office)
    restrict(office, hidden, LEAVER)
    covered(office)
    told = {
        row["user"]: row["body"]
        for row in rows(office.context.database, OutboxMessage, case_number=None)
    }
    assert f"{hidden}, {open_to_all}" in told[LEAVER]
    assert open_to_all in told["mai.worker2"]
    assert hidden not in told["mai.worker2"]
