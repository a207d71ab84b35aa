"""Workers who leave or have left and still have families."""

from datetime import date

from casework.handover.leavers import Leaver, leavers
from engine.advance.refusal import Refusal
from storage.database import writing
from storage.districts import save_district
from tests.builders.caseloads import a_caseload, covered, handed_over, sentences
from tests.builders.office import Office, an_office


def the_leavers(office: Office, **options: int) -> tuple[Leaver, ...]:
    found = leavers(office.context, "maidstone", **options)
    assert not isinstance(found, Refusal)
    return found


def a_leaver_with_a_family(office: Office) -> None:
    """Give Caseworker 5, who leaves on 30 August 2013, a family."""
    (family,) = a_caseload(office, 1)
    office.take(family, "allocate_caseworker", chosen_worker="mai.worker5")


def test_a_leaver_is_listed_from_four_weeks_before(migrated_url: str) -> None:
    with an_office(migrated_url) as office:
        a_leaver_with_a_family(office)
        office.at(date(2013, 8, 1))
        assert the_leavers(office) == ()
        office.at(date(2013, 8, 2))
        (leaver,) = the_leavers(office)
        assert leaver.sentence == (
            "Caseworker 5 (mai.worker5) leaves on 30 August 2013 and has 1 family; "
            "nobody covers. Hand them over."
        )


def test_a_leaver_who_has_gone_without_cover_is_listed(migrated_url: str) -> None:
    with an_office(migrated_url) as office:
        a_leaver_with_a_family(office)
        office.at(date(2013, 8, 31))
        (leaver,) = the_leavers(office)
        assert leaver.sentence == (
            "Caseworker 5 (mai.worker5) left on 30 August 2013 and has 1 family; "
            "nobody covers: reminders go to the coordinator. Hand them over."
        )


def test_the_days_ahead_can_be_chosen(sqlite_url: str) -> None:
    with an_office(sqlite_url) as office:
        a_leaver_with_a_family(office)
        assert the_leavers(office, within_days=87) == ()
        assert len(the_leavers(office, within_days=88)) == 1


def test_a_leaver_with_cover_is_listed_with_it(sqlite_url: str) -> None:
    with an_office(sqlite_url) as office:
        a_leaver_with_a_family(office)
        office.at(date(2013, 8, 26))
        covered(
            office,
            absent="mai.worker5",
            since=date(2013, 8, 26),
            until=date(2013, 9, 6),
        )
        (leaver,) = the_leavers(office)
        assert leaver.cover == "mai.worker2"
        assert "Caseworker 2 (mai.worker2) covers today" in leaver.sentence


def test_who_has_handed_over_is_listed_no_more(sqlite_url: str) -> None:
    with an_office(sqlite_url) as office:
        a_leaver_with_a_family(office)
        office.at(date(2013, 9, 2))
        handed_over(office, worker="mai.worker5")
        assert the_leavers(office) == ()


def test_a_worker_who_was_taken_off_the_staff_list_is_listed_first(
    migrated_url: str,
) -> None:
    with an_office(migrated_url) as office:
        a_caseload(office, 2)
        take_off_the_staff_list(office, "mai.worker1")
        (leaver,) = the_leavers(office)
        assert (leaver.user, leaver.until, leaver.families) == ("mai.worker1", None, 2)
        assert "mai.worker1 is not on the staff list and has 2 families" in (
            leaver.sentence
        )


def take_off_the_staff_list(office: Office, user: str) -> None:
    """Do what earlier versions of `init-db` did when the file left somebody out."""
    district = office.workflow.district
    staff = {u: m for u, m in district.staff.items() if u != user}
    less = district.model_copy(update={"staff": staff})
    with writing(office.context.database) as connection:
        save_district(connection, less, office.workflow.content_hash)


def test_an_unknown_district_is_refused(sqlite_url: str) -> None:
    with an_office(sqlite_url) as office:
        refused = leavers(office.context, "mars")
        assert "There is no district 'mars'" in sentences(refused)
