"""Setting up again: nobody who has families is lost."""

import pytest

from casework.errors import StaffMissingError
from casework.set_up import set_up
from engine.workflow.workflow import Workflow
from tests.builders.office import an_office


def without(workflow: Workflow, user: str) -> Workflow:
    staff = {u: m for u, m in workflow.district.staff.items() if u != user}
    district = workflow.district.model_copy(update={"staff": staff})
    return Workflow(
        pathway=workflow.pathway, district=district, framework=workflow.framework
    )


def test_a_worker_with_families_is_not_dropped(database_url: str) -> None:
    with an_office(database_url) as office:
        office.open_families()
        office.walk("MAI-0001", "in_support")
        worker = str(office.case("MAI-0001").view.facts["worker"])
        with pytest.raises(StaffMissingError, match=rf"{worker} \(1\)"):
            set_up(database_url, [without(office.workflow, worker)])


def test_somebody_without_families_may_be_left_out(database_url: str) -> None:
    with an_office(database_url) as office:
        set_up(database_url, [without(office.workflow, "mai.worker4")])
        assert office.open_families() == ("MAI-0001",)
