"""Acting as another's cover, and what the history says of it."""

from datetime import date

from casework.advance_case import Advanced
from casework.recipients import recipient_for
from engine.ledger import verify_chain
from storage.database import reading
from storage.history import chains, history_of
from tests.builders.caseloads import LEAVER, SUMMER, a_caseload, covered, sentences
from tests.builders.office import Office, an_office

ASSESS = {"whole_family_seen": "yes", "summary": "As recorded"}


def test_a_cover_may_do_the_workers_part_while_it_runs(migrated_url: str) -> None:
    with an_office(migrated_url) as office:
        (family,) = a_caseload(office, 1)
        covered(office, since=date(2013, 6, 4))
        for day, allowed in ((3, False), (4, True), (7, True), (8, False)):
            office.at(date(2013, 6, day))
            done = office.advance(
                family, "complete_assessment", "mai.worker2", **ASSESS
            )
            assert isinstance(done, Advanced) == allowed, day
        assert "allocated worker" in sentences(done)


def test_cover_is_for_the_absent_workers_families_only(sqlite_url: str) -> None:
    with an_office(sqlite_url) as office:
        (family,) = a_caseload(office, 1)
        covered(office, absent="mai.worker3")
        refused = office.advance(family, "complete_assessment", "mai.worker2", **ASSESS)
        assert "allocated worker" in sentences(refused)


def test_the_history_says_who_acted_for_whom_under_its_hash(migrated_url: str) -> None:
    with an_office(migrated_url) as office:
        (family,) = a_caseload(office, 1)
        covered(office)
        office.take(family, "complete_assessment", "mai.worker2")
        office.take(family, "share_plan", LEAVER)
        assert entries(office, family)[-2:] == [("mai.worker2", LEAVER), (LEAVER, "")]
        with reading(office.context.database) as connection:
            (chain,) = chains(connection, "maidstone")
        found = verify_chain(family, chain.links, head=chain.head, length=chain.length)
        assert found == ()


def test_a_coordinator_acts_on_nobodys_behalf(sqlite_url: str) -> None:
    with an_office(sqlite_url) as office:
        (family,) = a_caseload(office, 1)
        covered(office)
        office.take(family, "allocate_caseworker", chosen_worker="mai.worker3")
        assert entries(office, family)[-1] == ("mai.coordinator", "")


def test_reminders_of_the_absent_worker_go_to_the_cover_while_it_runs(
    migrated_url: str,
) -> None:
    with an_office(migrated_url) as office:
        office.at(SUMMER)
        covered(office)
        told = [recipient(office, date(2013, 6, day)) for day in (2, 3, 7, 8)]
        assert told == [LEAVER, "mai.worker2", "mai.worker2", LEAVER]


def test_what_is_meant_for_a_leaver_goes_to_the_cover_or_to_nobody(
    sqlite_url: str,
) -> None:
    with an_office(sqlite_url) as office:
        office.at(date(2013, 8, 26))
        gone = date(2013, 8, 31)
        assert recipient(office, gone, "mai.worker5") == ""
        assert recipient(office, gone, "nobody") == ""
        covered(
            office,
            absent="mai.worker5",
            since=date(2013, 8, 26),
            until=date(2013, 9, 6),
        )
        assert recipient(office, gone, "mai.worker5") == "mai.worker2"


def recipient(office: Office, day: date, user: str = LEAVER) -> str:
    with reading(office.context.database) as connection:
        return recipient_for(connection, "maidstone", user, day)


def entries(office: Office, family: str) -> list[tuple[str, str]]:
    case = office.case(family)
    with reading(office.context.database) as connection:
        history = history_of(connection, case.district_id, case.number)
    return [(entry["actor"], entry["on_behalf_of"]) for entry in history]
