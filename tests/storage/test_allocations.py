"""A family has one worker at a time, and a worker's families are counted."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError

from engine.advance.consequences import Allocated, AllocationEnded
from storage.allocations import allocations_of, caseloads, families_of
from storage.database import reading
from tests.builders.storage import (
    NOW,
    TODAY,
    a_family,
    a_new_case,
    advance,
    open_families,
)

LATER, LAST = NOW + timedelta(days=30), NOW + timedelta(days=60)


def allocate(
    database: Engine, worker: str, reference: str = "MAI-0001", at: datetime = LATER
) -> None:
    taken = Allocated(worker=worker, role="fip_worker", reason="")
    advance(
        database,
        reference,
        records=(AllocationEnded(), taken),
        facts={"worker": worker},
        at=at,
    )


def test_a_new_worker_ends_the_allocation_before(database: Engine) -> None:
    a_family(database)
    for worker, at in (("fred", NOW), ("grace", LATER), ("hope", LAST)):
        allocate(database, worker, at=at)
    with reading(database) as connection:
        found = allocations_of(connection, ("maidstone", 1))
    assert [(one["worker"], one["since"], one["until"]) for one in found] == [
        ("fred", TODAY, LATER.date()),
        ("grace", LATER.date(), LAST.date()),
        ("hope", LAST.date(), None),
    ]


def test_two_workers_at_a_time_are_refused(database: Engine) -> None:
    a_family(database)
    allocate(database, "fred")
    with pytest.raises(IntegrityError):
        advance(
            database, records=(Allocated(worker="grace", role="fip_worker", reason=""),)
        )


def test_a_workers_families_are_those_of_now(database: Engine) -> None:
    a_family(database)
    open_families(database, a_new_case("F002"), a_new_case("F003"))
    for reference in ("MAI-0001", "MAI-0002"):
        allocate(database, "fred", reference)
    allocate(database, "grace", "MAI-0003")
    advance(database, "MAI-0002", records=(AllocationEnded(),), facts={"worker": ""})
    with reading(database) as connection:
        assert caseloads(connection, ["maidstone", "tonbridge_and_malling"]) == {
            "maidstone": {"fred": 1, "grace": 1},
            "tonbridge_and_malling": {},
        }
        assert families_of(connection, "maidstone", "fred") == 1
        assert families_of(connection, "maidstone", "nobody") == 0
