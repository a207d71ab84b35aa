"""Undoing a handover: back go those that have not moved on."""

from datetime import date

from casework.handover.undo import HandoverUndone, undo_handover
from tests.builders.caseloads import (
    LEAVER,
    a_caseload,
    an_undoing,
    handed_over,
    let_be_full_at,
    sentences,
    workers_of,
)
from tests.builders.office import an_office
from tests.builders.storage import everything


def test_every_family_goes_back(migrated_url: str) -> None:
    with an_office(migrated_url) as office:
        references = a_caseload(office, 3)
        done = handed_over(office)
        undone = undo_handover(office.context, an_undoing(done))
        assert isinstance(undone, HandoverUndone)
        assert (undone.returned, undone.kept) == (references, ())
        assert workers_of(office, references) == [LEAVER] * 3


def test_what_has_moved_on_stays_and_is_listed_with_the_reason(
    migrated_url: str,
) -> None:
    with an_office(migrated_url) as office:
        references = a_caseload(office, 3)
        done = handed_over(office)
        office.take(references[1], "complete_assessment", "mai.worker3")
        undone = undo_handover(office.context, an_undoing(done))
        assert isinstance(undone, HandoverUndone)
        assert undone.returned == (references[0], references[2])
        (kept,) = undone.kept
        assert (kept.reference, kept.taker) == (references[1], "mai.worker3")
        assert (
            "mai.worker3 recorded 'complete assessment' on 3 June 2013"
            in kept.reasons[0].sentence
        )
        assert workers_of(office, references) == [LEAVER, "mai.worker3", LEAVER]


def test_it_is_undone_once(migrated_url: str) -> None:
    with an_office(migrated_url) as office:
        a_caseload(office, 2)
        done = handed_over(office)
        undo_handover(office.context, an_undoing(done))
        before = everything(office.context.database)
        said = sentences(undo_handover(office.context, an_undoing(done)))
        assert "This handover was undone (by mai.coordinator on 3 June 2013" in said
        assert everything(office.context.database) == before


def test_a_caseload_can_be_handed_over_again_after_it_came_back(
    sqlite_url: str,
) -> None:
    with an_office(sqlite_url) as office:
        references = a_caseload(office, 2)
        first = handed_over(office)
        undo_handover(office.context, an_undoing(first))
        second = handed_over(office)
        assert second.id != first.id
        assert workers_of(office, references) == ["mai.worker2", "mai.worker3"]


def test_it_puts_a_full_caseload_back_as_it_was(sqlite_url: str) -> None:
    with an_office(sqlite_url) as office:
        let_be_full_at(office, 1)
        (family,) = a_caseload(office, 1)
        done = handed_over(office, takers={family: "mai.worker2"})
        office.walk(office.open_families(2)[0], "caf_agreed")
        office.take("MAI-0002", "allocate_caseworker", chosen_worker=LEAVER)
        undone = undo_handover(office.context, an_undoing(done))
        assert isinstance(undone, HandoverUndone)
        assert workers_of(office, (family,)) == [LEAVER]


def test_nothing_goes_back_to_a_worker_who_has_left(migrated_url: str) -> None:
    with an_office(migrated_url) as office:
        (family,) = a_caseload(office, 1)
        office.take(family, "allocate_caseworker", chosen_worker="mai.worker5")
        done = handed_over(office, worker="mai.worker5")
        office.at(date(2013, 8, 31))
        before = everything(office.context.database)
        said = sentences(undo_handover(office.context, an_undoing(done)))
        assert said.startswith(f"{family}: ")
        assert "Caseworker 5 (mai.worker5) is not in post today" in said
        assert everything(office.context.database) == before


def test_who_may_not_allocate_may_not_undo(sqlite_url: str) -> None:
    with an_office(sqlite_url) as office:
        a_caseload(office, 1)
        done = handed_over(office)
        refused = undo_handover(office.context, an_undoing(done, user="mai.police"))
        assert "may not do this" in sentences(refused)


def test_an_unknown_handover_or_district_is_refused(sqlite_url: str) -> None:
    with an_office(sqlite_url) as office:
        a_caseload(office, 1)
        done = handed_over(office)
        unknown = undo_handover(office.context, an_undoing(done, handover_id="x"))
        assert sentences(unknown) == "There is no handover 'x'."
        nowhere = undo_handover(office.context, an_undoing(done, district_id="mars"))
        assert "There is no district 'mars'" in sentences(nowhere)
