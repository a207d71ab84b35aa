"""Handing a caseload over: all or nothing, through each case's own history."""

from datetime import date

from casework.handover.hand_over import HandedOver, hand_over
from casework.handover.preview import HandoverPreview, preview_handover
from casework.jobs.raise_reminders import raise_reminders
from storage.database import reading
from storage.history import history_of
from storage.tables import Handover, HandoverCase, OutboxMessage, Task
from tests.builders.caseloads import (
    LEAVER,
    a_caseload,
    a_handover,
    handed_over,
    let_be_full_at,
    sentences,
    workers_of,
)
from tests.builders.office import Office, an_office
from tests.builders.storage import everything, rows


def test_a_whole_caseload_is_handed_over(migrated_url: str) -> None:
    with an_office(migrated_url) as office:
        references = a_caseload(office, 3)
        done = handed_over(office)
        assert [case.reference for case in done.moved] == list(references)
        assert workers_of(office, references) == [
            "mai.worker2",
            "mai.worker3",
            "mai.worker2",
        ]
        assert [(t.user, t.before, t.after) for t in done.loads] == [
            ("mai.worker2", 0, 2),
            ("mai.worker3", 0, 1),
        ]
        (record,) = rows(office.context.database, Handover)
        assert (record["worker"], record["reason"]) == (LEAVER, "Caseworker 1 leaves")
        assert len(rows(office.context.database, HandoverCase)) == 3


def test_each_history_has_it_and_each_new_worker_is_told(migrated_url: str) -> None:
    with an_office(migrated_url) as office:
        (family,) = a_caseload(office, 1)
        done = handed_over(office)
        assert last_entry(office, family)["event"] == "allocate_caseworker"
        assert last_entry(office, family)["command_id"] == (
            f"handover:{done.id}:{family}"
        )
        told = rows(office.context.database, OutboxMessage, user="mai.worker2")
        assert [row["subject"] for row in told] == ["MAI-0001: a family for you"]


def test_a_family_in_support_goes_by_the_event_of_its_place(migrated_url: str) -> None:
    with an_office(migrated_url) as office:
        (family,) = a_caseload(office, 1)
        office.walk(family, "in_support")
        handed_over(office)
        entry = last_entry(office, family)
        assert entry["event"] == "reallocate_worker"
        assert '"reason":"Caseworker 1 leaves"' in entry["answers"]


def test_the_need_for_intensive_support_stands_as_it_was_recorded(
    sqlite_url: str,
) -> None:
    with an_office(sqlite_url) as office:
        office.at(date(2013, 6, 3))
        (family,) = office.open_families(1)
        office.walk(family, "caf_agreed")
        office.take(family, "allocate_fip", intensive_need="Six agencies in one house")
        handed_over(office, worker="mai.fip1", spread_over=("mai.fip2",))
        assert "Six agencies in one house" in last_entry(office, family)["answers"]


def test_the_same_command_again_changes_nothing(migrated_url: str) -> None:
    with an_office(migrated_url) as office:
        a_caseload(office, 1)
        asked = a_handover()
        first = hand_over(office.context, asked)
        before = everything(office.context.database)
        again = hand_over(office.context, asked)
        assert isinstance(first, HandedOver)
        assert isinstance(again, HandedOver)
        assert (again.id, again.repeated) == (first.id, True)
        assert everything(office.context.database) == before


def test_one_family_that_is_refused_stops_them_all(migrated_url: str) -> None:
    with an_office(migrated_url) as office:
        references = a_caseload(office, 2)
        office.take(references[1], "not_engage", LEAVER)
        before = everything(office.context.database)
        said = sentences(hand_over(office.context, a_handover()))
        assert said.startswith(f"{references[1]}: ")
        assert "this is done from" in said
        assert everything(office.context.database) == before


def test_it_can_go_ahead_with_those_that_can(migrated_url: str) -> None:
    with an_office(migrated_url) as office:
        references = a_caseload(office, 2)
        office.take(references[1], "not_engage", LEAVER)
        done = handed_over(office, go_ahead=True)
        assert [case.reference for case in done.moved] == [references[0]]
        assert [case.reference for case in done.refused] == [references[1]]
        assert workers_of(office, references) == ["mai.worker2", LEAVER]


def test_going_ahead_with_none_is_a_refusal(sqlite_url: str) -> None:
    with an_office(sqlite_url) as office:
        a_caseload(office, 1)
        refused = hand_over(
            office.context, a_handover(user="mai.police", go_ahead=True)
        )
        assert "may not do this" in sentences(refused)
        assert rows(office.context.database, Handover) == []


def test_a_full_caseload_wants_a_reason_which_the_record_keeps(
    migrated_url: str,
) -> None:
    with an_office(migrated_url) as office:
        let_be_full_at(office, 2)
        references = a_caseload(office, 2)
        office.walk(office.open_families(3)[0], "caf_agreed")
        office.take("MAI-0003", "allocate_caseworker", chosen_worker="mai.worker2")
        to_one = {"spread_over": ("mai.worker2",)}
        refused = hand_over(office.context, a_handover(**to_one))
        assert "full caseload of 2" in sentences(refused)
        handed_over(office, **to_one, over_capacity="Until August")
        kept = [last_entry(office, each)["answers"] for each in references]
        assert ["Until August" in answers for answers in kept] == [False, True]


def test_what_comes_out_otherwise_than_previewed_is_not_done(
    migrated_url: str,
) -> None:
    with an_office(migrated_url) as office:
        references = a_caseload(office, 2)
        seen = preview_handover(office.context, a_handover())
        assert isinstance(seen, HandoverPreview)
        office.take(references[0], "complete_assessment", LEAVER)
        asked = a_handover(seen=seen.digest)
        said = sentences(hand_over(office.context, asked))
        assert "It would come out otherwise than in the preview" in said
        again = preview_handover(office.context, a_handover())
        assert isinstance(again, HandoverPreview)
        handed_over(office, seen=again.digest)


def test_open_tasks_go_along_with_the_family(migrated_url: str) -> None:
    with an_office(migrated_url) as office:
        a_caseload(office, 1)
        office.walk("MAI-0001", "in_support")
        office.at(date(2013, 10, 1))
        raise_reminders(office.context)
        database = office.context.database
        mine = [task["id"] for task in rows(database, Task, user=LEAVER)]
        assert mine
        handed_over(office)
        passed_on = [task["id"] for task in rows(database, Task, user="mai.worker2")]
        assert passed_on == mine


def last_entry(office: Office, family: str) -> dict[str, str]:
    case = office.case(family)
    with reading(office.context.database) as connection:
        return dict(history_of(connection, case.district_id, case.number)[-1])
