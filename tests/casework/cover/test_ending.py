"""Ending cover early, and taking that back."""

from datetime import date

from casework.cover.end import EndCoverRequest, end_cover, resume_cover
from casework.cover.notices import tell_covers
from casework.cover.record import CoverRecorded
from casework.recipients import recipient_for
from storage.database import reading
from storage.tables import Cover, OutboxMessage
from tests.builders.caseloads import LEAVER, SUMMER, covered, sentences
from tests.builders.office import Office, an_office
from tests.builders.storage import rows

WEDNESDAY = date(2013, 6, 5)


def an_ending(cover: CoverRecorded, user: str = LEAVER) -> EndCoverRequest:
    return EndCoverRequest(
        district_id="maidstone", cover_id=cover.id, user=user, reason="Back early"
    )


def who_is_told(office: Office, user: str = LEAVER) -> str:
    with reading(office.context.database) as connection:
        return recipient_for(connection, "maidstone", user, office.context.today())


def test_a_cover_that_is_ended_no_longer_runs_today(migrated_url: str) -> None:
    with an_office(migrated_url) as office:
        office.at(SUMMER)
        cover = covered(office)
        office.at(WEDNESDAY)
        assert who_is_told(office) == "mai.worker2"
        ended = end_cover(office.context, an_ending(cover))
        assert isinstance(ended, CoverRecorded)
        assert ended.until == date(2013, 6, 4)
        assert who_is_told(office) == LEAVER
        sent = rows(office.context.database, OutboxMessage, user="mai.worker2")
        assert [row["subject"] for row in sent].count("Cover has ended") == 1
        tell_covers(office.context)
        assert len(rows(office.context.database, OutboxMessage)) == 4


def test_the_early_end_can_be_undone_for_the_days_that_are_left(
    migrated_url: str,
) -> None:
    with an_office(migrated_url) as office:
        office.at(SUMMER)
        cover = covered(office)
        office.at(WEDNESDAY)
        end_cover(office.context, an_ending(cover))
        again = resume_cover(office.context, an_ending(cover))
        assert isinstance(again, CoverRecorded)
        assert (again.since, again.until) == (WEDNESDAY, date(2013, 6, 7))
        assert who_is_told(office) == "mai.worker2"
        first, second = rows(office.context.database, Cover)
        assert (first["ended_by"], first["ended_because"]) == (LEAVER, "Back early")
        assert second["restores"] == first["id"]


def test_neither_is_done_twice(migrated_url: str) -> None:
    with an_office(migrated_url) as office:
        office.at(SUMMER)
        cover = covered(office)
        end_cover(office.context, an_ending(cover))
        refused = end_cover(office.context, an_ending(cover))
        assert "was ended by mai.worker1 on 3 June 2013" in sentences(refused)
        resume_cover(office.context, an_ending(cover))
        refused = resume_cover(office.context, an_ending(cover))
        assert "is covered by mai.worker2 already" in sentences(refused)


def test_what_speaks_against_a_new_cover_speaks_against_resuming(
    sqlite_url: str,
) -> None:
    with an_office(sqlite_url) as office:
        office.at(SUMMER)
        cover = covered(office)
        end_cover(office.context, an_ending(cover))
        covered(office, absent="mai.worker2", cover="mai.worker3")
        refused = resume_cover(office.context, an_ending(cover))
        assert "mai.worker2 is away themselves" in sentences(refused)


def test_what_has_run_out_is_neither_ended_nor_resumed(sqlite_url: str) -> None:
    with an_office(sqlite_url) as office:
        office.at(SUMMER)
        kept, cut = covered(office), covered(office, absent="mai.worker3")
        refused = resume_cover(office.context, an_ending(kept))
        assert "was not ended early" in sentences(refused)
        end_cover(office.context, an_ending(cut, "mai.coordinator"))
        office.at(date(2013, 6, 10))
        refused = end_cover(office.context, an_ending(kept))
        assert "ran out on 7 June 2013" in sentences(refused)
        refused = resume_cover(office.context, an_ending(cut))
        assert "would have run out on 7 June 2013" in sentences(refused)


def test_only_those_who_may_record_cover_may_end_it(sqlite_url: str) -> None:
    with an_office(sqlite_url) as office:
        office.at(SUMMER)
        cover = covered(office)
        refused = end_cover(office.context, an_ending(cover, "mai.worker2"))
        assert "may not arrange cover for mai.worker1" in sentences(refused)


def test_an_unknown_cover_is_neither_ended_nor_resumed(sqlite_url: str) -> None:
    with an_office(sqlite_url) as office:
        unknown = EndCoverRequest(
            district_id="maidstone", cover_id="x", user=LEAVER, reason="Back"
        )
        for use_case in (end_cover, resume_cover):
            refused = use_case(office.context, unknown)
            assert "There is no cover 'x'" in sentences(refused)
