"""Recording cover: who may, what is refused, and what both people are told."""

from datetime import date

import pytest

from casework.cover.listing import CoverLine, list_covers
from casework.cover.notices import tell_covers
from casework.cover.record import add_cover
from engine.advance.refusal import Refusal
from storage.tables import Cover, OutboxMessage
from tests.builders.caseloads import (
    LEAVER,
    SUMMER,
    a_caseload,
    a_cover,
    covered,
    sentences,
)
from tests.builders.office import Office, an_office
from tests.builders.storage import everything, rows


def listed(office: Office, *, past: bool = False) -> tuple[CoverLine, ...]:
    found = list_covers(office.context, "maidstone", past=past)
    assert not isinstance(found, Refusal)
    return found


def told(office: Office, user: str) -> list[str]:
    sent = rows(office.context.database, OutboxMessage, user=user)
    return [row["subject"] for row in sent if row["case_number"] is None]


@pytest.mark.parametrize("user", [LEAVER, "mai.coordinator", "mai.delivery"])
def test_the_worker_a_coordinator_and_a_delivery_manager_may_record_it(
    migrated_url: str, user: str
) -> None:
    with an_office(migrated_url) as office:
        office.at(SUMMER)
        covered(office, user=user)
        (line,) = listed(office)
        assert (line.cover, line.standing, line.recorded_by) == (
            "mai.worker2",
            "runs",
            user,
        )


@pytest.mark.parametrize("user", ["mai.worker3", "mai.auditor"])
def test_somebody_else_may_not(sqlite_url: str, user: str) -> None:
    with an_office(sqlite_url) as office:
        office.at(SUMMER)
        refused = add_cover(office.context, a_cover(user=user))
        assert "may not arrange cover for mai.worker1" in sentences(refused)


def test_a_refusal_gives_every_reason_and_writes_nothing(migrated_url: str) -> None:
    with an_office(migrated_url) as office:
        office.at(SUMMER)
        before = everything(office.context.database)
        bad = a_cover(
            cover="mai.police", until=date(2013, 6, 1), reason=" ", user="nobody"
        )
        said = sentences(add_cover(office.context, bad))
        assert "The reason is missing" in said
        assert "There is no user 'nobody'" in said
        assert "before it starts" in said
        assert "Cover is between workers: Caseworker, " in said
        assert everything(office.context.database) == before


def test_cover_in_an_unknown_district_is_refused(sqlite_url: str) -> None:
    with an_office(sqlite_url) as office:
        refused = add_cover(office.context, a_cover(district_id="mars"))
        assert sentences(refused) == "There is no district 'mars' in this database."


def test_two_covers_of_the_same_worker_do_not_overlap(migrated_url: str) -> None:
    with an_office(migrated_url) as office:
        office.at(SUMMER)
        covered(office)
        refused = add_cover(office.context, a_cover(cover="mai.worker3"))
        assert "is covered by mai.worker2 already" in sentences(refused)
        assert len(rows(office.context.database, Cover)) == 1


def test_both_are_told_when_it_is_recorded_and_once_more_when_it_starts(
    migrated_url: str,
) -> None:
    with an_office(migrated_url) as office:
        references = a_caseload(office)
        covered(office, since=date(2013, 6, 10), until=date(2013, 6, 14))
        days = "from 10 June 2013 to 14 June 2013"
        for user in (LEAVER, "mai.worker2"):
            assert told(office, user) == [f"Cover {days}"]
        office.at(date(2013, 6, 11))
        tell_covers(office.context)
        tell_covers(office.context)
        for user in (LEAVER, "mai.worker2"):
            assert sorted(told(office, user)) == [
                f"Cover {days}",
                f"Cover starts today, {days}",
            ]
        (message, *_) = rows(office.context.database, OutboxMessage, user="mai.worker2")
        assert all(reference in message["body"] for reference in references)
        assert "Caseworker" not in message["body"]


def test_cover_from_today_is_told_once(migrated_url: str) -> None:
    with an_office(migrated_url) as office:
        office.at(SUMMER)
        covered(office)
        tell_covers(office.context)
        assert told(office, "mai.worker2") == [
            "Cover starts today, from 3 June 2013 to 7 June 2013"
        ]


def test_both_are_told_once_that_it_is_over(migrated_url: str) -> None:
    with an_office(migrated_url) as office:
        office.at(SUMMER)
        covered(office)
        office.at(date(2013, 6, 7))
        tell_covers(office.context)
        assert "Cover has ended" not in told(office, LEAVER)
        office.at(date(2013, 6, 10))
        tell_covers(office.context)
        tell_covers(office.context)
        for user in (LEAVER, "mai.worker2"):
            assert told(office, user).count("Cover has ended") == 1
        assert listed(office) == ()
        assert [line.standing for line in listed(office, past=True)] == ["over"]
