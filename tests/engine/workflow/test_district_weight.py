"""What the staff of a district weigh, for a worker keeps those of every district."""

import tracemalloc
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from engine.workflow.district import District, StaffMember
from engine.workflow.loader import load_workflow

MAIDSTONE = Path(__file__).parents[3] / "workflows" / "districts" / "maidstone.yaml"
MANY = 1_000
MOST_BYTES = 500
"""A member and their name, 330 bytes here; as a model, a member took 1,250."""


@pytest.fixture
def many_staff() -> str:
    """Give the text of a district with a thousand caseworkers."""
    district = load_workflow(MAIDSTONE).district
    worker = district.staff["mai.worker1"]
    staff = {
        f"mai.worker{n}": replace(worker, email=f"worker{n}@example.org")
        for n in range(MANY)
    }
    return district.model_copy(update={"staff": staff}).model_dump_json()


def test_a_member_of_staff_takes_little_room(many_staff: str) -> None:
    District.model_validate_json(many_staff)
    tracemalloc.start()
    district = District.model_validate_json(many_staff)
    weight, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(district.staff) == MANY
    assert weight / MANY < MOST_BYTES


def test_a_member_is_read_as_they_were_written(many_staff: str) -> None:
    district = District.model_validate_json(many_staff)
    again = District.model_validate_json(district.model_dump_json())
    assert again == district
    member = district.staff["mai.worker7"]
    assert StaffMember(**asdict(member)) == member
