"""Districts are read again from their files; what their cases stand on is kept."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError

from engine.workflow.district import StaffMember
from storage.database import reading, writing
from storage.districts import (
    all_districts,
    find_district,
    find_staff,
    in_post,
    keep_workflow_version,
    save_district,
    set_setting,
    setting,
    workflow_json,
)
from tests.builders.pathways import a_district
from tests.builders.storage import (
    NOW,
    WORKFLOW,
    a_new_case,
    open_families,
    set_up,
)

TONBRIDGE = a_district(
    id="tonbridge_and_malling", title="Tonbridge and Malling", prefix="TAM"
)
FRED = StaffMember(
    title="Fred", roles=("fip_worker", "coordinator"), since=date(2013, 2, 1)
)


def test_a_district_is_read_back_as_it_was_written(database: Engine) -> None:
    set_up(database, TONBRIDGE, a_district())
    with reading(database) as connection:
        found = find_district(connection, "maidstone")
        districts = all_districts(connection)
        assert find_district(connection, "swale") is None
    assert found is not None
    assert (found.district, found.workflow_hash) == (a_district(), WORKFLOW)
    assert [one.district for one in districts] == [a_district(), TONBRIDGE]


def test_a_district_read_again_goes_on_numbering(database: Engine) -> None:
    set_up(database)
    open_families(database, a_new_case("F001"), a_new_case("F002"))
    set_up(database, a_district(title="Maidstone Borough"))
    assert open_families(database, a_new_case("F003")) == ("MAI-0003",)
    with reading(database) as connection:
        found = find_district(connection, "maidstone")
    assert found is not None
    assert found.district.title == "Maidstone Borough"


def test_two_districts_never_share_a_prefix(database: Engine) -> None:
    set_up(database)
    with pytest.raises(IntegrityError):
        set_up(database, a_district(id="tonbridge_and_malling"))


def test_staff_are_replaced_by_those_of_the_file(database: Engine) -> None:
    set_up(database)
    set_up(database, TONBRIDGE)
    set_up(database, a_district(staff={"fred": FRED}))
    with reading(database) as connection:
        assert find_staff(connection, "maidstone", "fred") == FRED
        assert find_staff(connection, "maidstone", "carol") is None
        assert find_staff(connection, "tonbridge_and_malling", "carol") is not None


def test_a_post_is_held_from_its_first_day_to_its_last() -> None:
    temporary = replace(FRED, until=date(2013, 5, 31))
    assert not in_post(temporary, date(2013, 1, 31))
    assert in_post(temporary, date(2013, 2, 1))
    assert in_post(temporary, date(2013, 5, 31))
    assert not in_post(temporary, date(2013, 6, 1))
    assert in_post(FRED, date(2013, 6, 1))


def test_a_definition_is_kept_as_it_was_first_used(database: Engine) -> None:
    for text, now in (('{"v": 1}', NOW), ("changed", NOW + timedelta(days=1))):
        with writing(database) as connection:
            keep_workflow_version(
                connection, content_hash=WORKFLOW, pathway="small", text=text, now=now
            )
    with reading(database) as connection:
        assert workflow_json(connection, WORKFLOW) == '{"v": 1}'


def test_a_setting_is_written_and_changed(database: Engine) -> None:
    for value in ("one", "two"):
        with writing(database) as connection:
            set_setting(connection, "clock_stands_at", value)
    with reading(database) as connection:
        assert setting(connection, "clock_stands_at") == "two"
        assert setting(connection, "another") is None


def test_a_new_definition_is_for_new_cases(database: Engine) -> None:
    set_up(database)
    with writing(database) as connection:
        keep_workflow_version(
            connection, content_hash="b" * 64, pathway="small", text="{}", now=NOW
        )
        save_district(connection, a_district(), "b" * 64)
    with reading(database) as connection:
        found = find_district(connection, "maidstone")
    assert found is not None
    assert found.workflow_hash == "b" * 64
