"""Families are opened many at a time, each with a number of its own."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError

from storage.database import reading, writing
from storage.openings import (
    known_list_keys,
    people_of,
    reference,
    write_openings,
)
from storage.tables import Clock, Evidence, FamilyCase, HistoryEntry, Task
from tests.builders.storage import (
    NOW,
    TODAY,
    a_batch,
    a_clock,
    a_new_case,
    a_person,
    an_agency_task,
    everything,
    find,
    open_families,
    rows,
    set_up,
)


def test_families_are_numbered_in_the_order_of_the_list(database: Engine) -> None:
    set_up(database)
    first = open_families(database, a_new_case("F001"), a_new_case("F002"))
    assert first == ("MAI-0001", "MAI-0002")
    assert open_families(database, a_new_case("F003")) == ("MAI-0003",)
    with reading(database) as connection:
        known = known_list_keys(connection, "maidstone")
    assert known == {"F001": 1, "F002": 2, "F003": 3}


def test_a_new_case_is_found_as_it_was_opened(database: Engine) -> None:
    set_up(database)
    open_families(database)
    case = find(database)
    assert case.view.facts == {"worker": ""}
    assert (case.view.version, case.view.programme) == (1, "identified")
    assert (case.opened_at, case.view.changed_by) == (NOW, "carol")
    (entry,) = rows(database, HistoryEntry)
    assert (entry["event"], entry["programme_from"]) == ("open", "")


def test_people_come_with_their_household_and_evidence(database: Engine) -> None:
    set_up(database)
    seen = (("work", "Jobcentre Plus", date(2012, 11, 30)),)
    ann = a_person(evidence=seen)
    ben = a_person(forename="Ben", relationship="child", born=date(2001, 5, 6))
    open_families(database, a_new_case("F001", ben, ann))
    with reading(database) as connection:
        people = list(people_of(connection, "maidstone", 1))
    assert [person["forename"] for person in people] == ["Ann", "Ben"]
    assert {(p["since"], p["until"]) for p in people} == {(TODAY, None)}
    (evidence,) = rows(database, Evidence)
    assert evidence["person_id"] == people[0]["id"]
    assert (evidence["criterion"], evidence["dated"]) == ("work", seen[0][2])


def test_the_agencies_are_asked_at_once_each_with_its_clock(database: Engine) -> None:
    set_up(database)
    asked = a_new_case(
        starts=tuple(a_clock("profile", subject=name) for name in ("police", "health")),
        tasks_opened=(an_agency_task("health"), an_agency_task("police")),
    )
    open_families(database, asked)
    clock_of = {clock["subject"]: clock["id"] for clock in rows(database, Clock)}
    tasks = rows(database, Task)
    assert {task["subject"] for task in tasks} == {"police", "health"}
    assert all(task["clock_id"] == clock_of[task["subject"]] for task in tasks)


def test_a_list_with_one_family_known_already_opens_nothing(database: Engine) -> None:
    set_up(database)
    open_families(database, a_new_case("F001"))
    before = everything(database)
    with pytest.raises(IntegrityError):
        open_families(database, a_new_case("F002"), a_new_case("F001"))
    assert everything(database) == before


def test_two_lists_opened_at_once_share_no_number(database: Engine) -> None:
    set_up(database)

    def open_ten(place: int) -> tuple[str, ...]:
        cases = [a_new_case(f"F{place}{number}") for number in range(10)]
        with writing(database) as connection:
            return write_openings(connection, a_batch(), cases)

    with ThreadPoolExecutor() as threads:
        opened = [one for ten in threads.map(open_ten, range(4)) for one in ten]
    assert sorted(opened) == [reference("MAI", number) for number in range(1, 41)]
    assert len(rows(database, FamilyCase)) == 40
