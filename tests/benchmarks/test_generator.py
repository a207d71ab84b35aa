"""A generated database is one that the engine could have made."""

import sqlite3

import pytest

from benchmarks.databases import Kind, rows_of
from benchmarks.generator import MORNING_AFTER, Wish
from benchmarks.store import Store
from casework.context import Context, open_context
from casework.jobs.raise_reminders import raise_reminders
from casework.reading.case_list import CaseList, list_cases
from casework.reading.case_list_request import CaseListRequest
from engine.ledger import verify_chain
from storage.database import open_database, reading
from storage.history import chains
from storage.tables import Clock, DistrictRow, FamilyCase, HistoryEntry, Person
from tests.benchmarks.conftest import SMALL
from tests.builders.storage import everything


def test_every_history_holds(store: Store, kind: Kind) -> None:
    database = open_database(store.kept(kind, SMALL))
    with reading(database) as connection:
        for district in ("d001", "d002", "d003"):
            for chain in chains(connection, district):
                assert not verify_chain(
                    chain.reference, chain.links, head=chain.head, length=chain.length
                )
    assert len(rows_of(database, HistoryEntry)) > len(rows_of(database, FamilyCase))
    database.dispose()


def test_both_databases_hold_the_same(store: Store) -> None:
    kinds: tuple[Kind, ...] = ("sqlite-normal", "postgresql")
    first, second = (open_database(store.kept(kind, SMALL)) for kind in kinds)
    ours, theirs = everything(first), everything(second)
    differing = [name for name, rows in ours.items() if set(rows) != set(theirs[name])]
    assert set(differing) <= {"workflow_version"}  # says when it was first used
    first.dispose()
    second.dispose()


def test_every_reference_leads_somewhere(store: Store) -> None:
    file = store.kept("sqlite-normal", SMALL).removeprefix("sqlite:///")
    connection = sqlite3.connect(file)
    assert not connection.execute("PRAGMA foreign_key_check").fetchall()
    connection.close()


def test_cases_are_shared_out_and_numbered_on(store: Store, kind: Kind) -> None:
    database = open_database(store.kept(kind, SMALL))
    counts = {
        row["district_id"]: row["next_number"] - 1
        for row in rows_of(database, DistrictRow)
    }
    assert sum(counts.values()) == SMALL.cases
    assert max(counts.values()) - min(counts.values()) < SMALL.cases / 2
    assert len({person["surname"] for person in rows_of(database, Person)}) > 10
    database.dispose()


def test_every_command_works_in_it(store: Store, kind: Kind) -> None:
    context = open_context(store.kept(kind, SMALL))
    listed = list_cases(context, CaseListRequest())
    assert isinstance(listed, CaseList)
    assert listed.count == SMALL.cases
    context.database.dispose()


def test_as_many_stand_where_it_was_wished(store: Store) -> None:
    wish = Wish(cases=30, districts=2, standing={"in_support/active": 20}, templates=40)
    database = open_database(store.kept("sqlite-normal", wish))
    there = rows_of(database, FamilyCase, programme="in_support", service="active")
    assert len(there) >= 20
    database.dispose()


@pytest.mark.parametrize("due", [0, 37])
def test_as_many_clocks_fire_as_it_was_wished(store: Store, due: int) -> None:
    wish = Wish(cases=60, districts=2, due=due, open_only=True, templates=40)
    with store.copy("sqlite-normal", wish) as url:
        database = open_database(url)
        context = Context(database=database, clock=lambda: MORNING_AFTER)
        assert raise_reminders(context).examined == due
        running = rows_of(database, Clock, stopped_on=None)
        assert len({(row["district_id"], row["case_number"]) for row in running}) == 60
        database.dispose()
