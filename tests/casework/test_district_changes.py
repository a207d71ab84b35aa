"""Reading the files anew: what changes is said, and nobody who has families is lost."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from casework.errors import StaffMissingError
from casework.set_up import set_up
from engine.workflow.workflow import Workflow
from tests.builders.office import Office, an_office
from tests.builders.program import program_of
from tests.builders.storage import everything

WORKER = "mai.worker1"


@pytest.fixture
def office(migrated_url: str) -> Iterator[Office]:
    """Give Maidstone's office, where Caseworker 1 has a family, on each database."""
    with an_office(migrated_url) as office:
        (family,) = office.open_families(1)
        office.walk(family, "caf_agreed")
        office.take(family, "allocate_caseworker", chosen_worker=WORKER)
        yield office


def with_staff(workflow: Workflow, **changes: Any) -> Workflow:  # noqa: ANN401
    """Change the staff: a user's fields, or None for one who is left out."""
    staff = dict(workflow.district.staff)
    for name, change in changes.items():
        user = name.replace("_", ".")
        if change is None:
            del staff[user]
        else:
            known = staff.get(user, staff[WORKER])
            staff[user] = replace(known, **change)
    district = workflow.district.model_copy(update={"staff": staff})
    return replace(workflow, district=district)


def changes(office: Office, workflow: Workflow) -> tuple[str, ...]:
    done = set_up(office.url, [workflow])
    return tuple(s for change in done.changes for s in change.sentences)


def test_the_same_file_changes_nothing(office: Office) -> None:
    assert changes(office, office.workflow) == ()


def test_a_new_district_is_said(sqlite_url: str, office: Office) -> None:
    (change,) = set_up(sqlite_url, [office.workflow]).changes
    count = len(office.workflow.district.staff)
    assert change.sentences == (f"It is new, with a staff of {count}.",)


def test_who_was_added_changed_and_taken_off_is_said(office: Office) -> None:
    changed = with_staff(
        office.workflow,
        mai_worker9={"title": "Caseworker 9"},
        mai_worker1={"until": date(2013, 8, 30), "email": "one@example.org"},
        mai_worker4=None,
    )
    assert changes(office, changed) == (
        "Caseworker 9 (mai.worker9) was added.",
        "Caseworker 1 (mai.worker1) was changed: until, email.",
        "Caseworker 4 (mai.worker4) was taken off the staff.",
    )


def test_a_worker_who_has_families_is_not_dropped(office: Office) -> None:
    before = everything(office.context.database)
    said = r"leaves out workers who have families \(Caseworker 1 \(mai.worker1\): 1\)"
    with pytest.raises(StaffMissingError, match=said):
        set_up(office.url, [with_staff(office.workflow, mai_worker1=None)])
    assert everything(office.context.database) == before


def test_a_leaver_with_a_last_day_is_taken_over(office: Office) -> None:
    leaves = with_staff(office.workflow, mai_worker1={"until": date(2012, 12, 31)})
    assert changes(office, leaves) == (
        "Caseworker 1 (mai.worker1) was changed: until.",
    )


def test_init_db_tells_it_beside_the_result(sqlite_url: str) -> None:
    with an_office(sqlite_url) as office:
        set_up(sqlite_url, [with_staff(office.workflow, mai_worker4=None)])
        ran = program_of(office).run("init-db", "--district", "maidstone")
    assert ran.out.startswith("The database is ready (as it was).")
    assert ran.err == "Maidstone:\n- Caseworker 4 (mai.worker4) was added.\n"
