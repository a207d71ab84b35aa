"""Whoever alters a history behind the program's back is found out."""

from datetime import timedelta
from typing import cast

import pytest
from sqlalchemy import ColumnElement, Delete, Engine, Update, and_, delete, text, update

from engine.ledger import Break, verify_chain
from storage.database import reading, writing
from storage.history import (
    HistoryLine,
    append_history,
    chains,
    history_of,
    links_of,
)
from storage.rows import table_of
from storage.tables import FamilyCase, HistoryEntry
from storage.writes import Writes
from tests.builders.storage import (
    NOW,
    a_new_case,
    advance,
    approve,
    find,
    open_families,
    set_up,
)

HISTORY = table_of(HistoryEntry)


@pytest.fixture
def written(database: Engine) -> Engine:
    """Give two families, the first with four entries of history."""
    set_up(database)
    open_families(database, a_new_case("F001"), a_new_case("F002"))
    advance(database, "MAI-0001", approve())
    advance(database, facts={"visits": 1})
    advance(database, facts={"visits": 2})
    return database


def test_what_the_program_writes_holds(written: Engine) -> None:
    assert breaks(written) == {"MAI-0001": (), "MAI-0002": ()}
    with reading(written) as connection:
        lengths = [chain.length for chain in chains(connection, "maidstone")]
        links = list(links_of("MAI-0001", history_of(connection, "maidstone", 1)))
    assert lengths == [4, 1]
    assert links[-1].hash == find(written).history_hash


PLACE = {"district_id", "case_number", "entry"}
ALTERABLE = sorted(set(HISTORY.columns.keys()) - PLACE)


@pytest.mark.parametrize("column", ALTERABLE)
def test_an_altered_column_is_found(written: Engine, column: str) -> None:
    forged = NOW + timedelta(seconds=1) if column == "at" else "forged"
    tamper(written, update(HISTORY).where(is_entry(2)).values({column: forged}))
    found = breaks(written)
    assert found["MAI-0001"]
    assert not found["MAI-0002"]


@pytest.mark.parametrize("entry", [1, 2, 4])
def test_a_deleted_entry_is_found(written: Engine, entry: int) -> None:
    tamper(written, delete(HISTORY).where(is_entry(entry)))
    assert breaks(written)["MAI-0001"]


def test_a_tail_that_was_cut_off_is_found(written: Engine) -> None:
    tamper(written, delete(HISTORY).where(HISTORY.c.entry > 2))
    (broken,) = breaks(written)["MAI-0001"]
    assert "the case says 4 entries, 2 are here" in broken.sentence


def test_two_entries_that_were_swapped_are_found(written: Engine) -> None:
    moves = ((2, 9), (3, 2), (9, 3))
    renumber = [
        update(HISTORY).where(is_entry(old)).values(entry=new) for old, new in moves
    ]
    tamper(written, *renumber)
    assert breaks(written)["MAI-0001"]


def test_an_entry_moved_to_another_case_is_found(written: Engine) -> None:
    tamper(written, update(HISTORY).where(is_entry(4)).values(case_number=2))
    found = breaks(written)
    assert found["MAI-0001"]
    assert found["MAI-0002"]


def test_a_history_written_anew_with_right_hashes_is_found(written: Engine) -> None:
    """Whoever forges the chain as well must forge the case's own row too."""
    with reading(written) as connection:
        old = dict(history_of(connection, "maidstone", 1)[-1])
    del old["hash"]
    forged = cast("HistoryLine", old | {"actor": "mallory"})
    head = append_history(Writes(), forged)
    anew = update(HISTORY).where(is_entry(4)).values({**forged, "hash": head})
    tamper(written, anew)
    (broken,) = breaks(written)["MAI-0001"]
    assert "replaced at the end" in broken.sentence


def test_a_case_whose_version_was_turned_back_is_found(written: Engine) -> None:
    case = table_of(FamilyCase)
    tamper(written, update(case).where(case.c.number == 1).values(version=3))
    assert breaks(written)["MAI-0001"]


def is_entry(number: int) -> ColumnElement[bool]:
    """Pick one entry of the first family."""
    return and_(HISTORY.c.case_number == 1, HISTORY.c.entry == number)


def tamper(database: Engine, *statements: Update | Delete) -> None:
    """Do what only somebody with the database's own tools can: past the triggers."""
    names = (
        ["history_is_append_only ON history"]
        if database.dialect.name == "postgresql"
        else ["history_is_not_changed", "history_is_not_deleted"]
    )
    with writing(database) as connection:
        for name in names:
            connection.execute(text(f"DROP TRIGGER {name}"))
        for statement in statements:
            assert connection.execute(statement).rowcount


def breaks(database: Engine) -> dict[str, tuple[Break, ...]]:
    """Verify every case of Maidstone."""
    with reading(database) as connection:
        return {
            chain.reference: verify_chain(
                chain.reference, chain.links, head=chain.head, length=chain.length
            )
            for chain in chains(connection, "maidstone")
        }
