"""Several people at once, and a process that is killed half-way."""

import signal
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from casework.advance_case import Advanced
from casework.allocate_worker import AllocateRequest, allocate_worker
from casework.context import Context
from casework.handover.hand_over import HandedOver, hand_over
from casework.handover.request import HandoverRequest
from casework.handover.undo import HandoverUndone, UndoRequest, undo_handover
from engine.advance.refusal import Refusal
from storage.database import open_database
from tests.builders.caseloads import (
    LEAVER,
    a_caseload,
    a_handover,
    an_undoing,
    handed_over,
    let_be_full_at,
    sentences,
    workers_of,
)
from tests.builders.office import Office, an_office
from tests.builders.storage import everything
from tests.proof.rounds import TIMES

ROOT = Path(__file__).parents[3]
PLACES = ["INSERT INTO handover_case", "COMMIT"]
if TIMES > 1:
    PLACES += ["INSERT INTO history", "INSERT INTO handover "]
KILLED = """
import os, signal, sys
from datetime import datetime
from sqlalchemy import event
from casework.context import Context
from casework.handover.hand_over import hand_over
from storage.database import open_database
from tests.builders.caseloads import a_handover

url, place, now = sys.argv[1:]
database = open_database(url)

def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)

def die_at(_connection, _cursor, text, *_):
    if text.startswith(place):
        die()

if place == "COMMIT":
    event.listen(database, "commit", die)
else:
    event.listen(database, "before_cursor_execute", die_at)
moment = datetime.fromisoformat(now)
hand_over(Context(database=database, clock=lambda: moment), a_handover(command_id="x"))
"""
Result = Advanced | HandedOver | HandoverUndone | Refusal


def both(office: Office, *use_cases: Callable[[Context], Result]) -> list[Result]:
    """Let each use case start at the same moment, with a database of its own."""
    start = Barrier(len(use_cases))

    def one(use_case: Callable[[Context], Result]) -> Result:
        database = open_database(office.url)
        try:
            start.wait()
            return use_case(Context(database=database, clock=office.context.clock))
        finally:
            database.dispose()

    with ThreadPoolExecutor(len(use_cases)) as pool:
        return list(pool.map(one, use_cases))


def handing(**changes: object) -> Callable[[Context], Result]:
    asked: HandoverRequest = a_handover(**changes)
    return lambda context: hand_over(context, asked)


def undoing(asked: UndoRequest) -> Callable[[Context], Result]:
    return lambda context: undo_handover(context, asked)


def test_of_two_who_hand_over_the_same_caseload_one_does(migrated_url: str) -> None:
    with an_office(migrated_url) as office:
        references = a_caseload(office, 4)
        results = both(
            office,
            handing(spread_over=("mai.worker2",)),
            handing(spread_over=("mai.worker3",), user="mai.delivery"),
        )
        (refused,) = (r for r in results if isinstance(r, Refusal))
        assert sentences(refused) == f"{LEAVER} has no families to hand over."
        assert len(set(workers_of(office, references))) == 1
        assert len({office.case(r).view.version for r in references}) == 1


def test_two_caseloads_at_once_do_not_overfill_one_worker(migrated_url: str) -> None:
    with an_office(migrated_url) as office:
        let_be_full_at(office, 3)
        references = a_caseload(office, 3)
        for family in office.open_families(5):
            office.walk(family, "caf_agreed")
            office.take(family, "allocate_caseworker", chosen_worker="mai.worker3")
        results = both(
            office,
            handing(spread_over=("mai.worker2",)),
            handing(worker="mai.worker3", spread_over=("mai.worker2",)),
        )
        assert [isinstance(r, Refusal) for r in results].count(True) == 1
        everybody = workers_of(office, (*references, "MAI-0004", "MAI-0005"))
        assert everybody.count("mai.worker2") in {2, 3}


def test_a_single_allocation_meanwhile_is_neither_lost_nor_undone(
    migrated_url: str,
) -> None:
    with an_office(migrated_url) as office:
        references = a_caseload(office, 4)
        asked = AllocateRequest(
            reference=references[1], worker="mai.worker4", user="mai.delivery"
        )
        both(
            office,
            handing(),
            lambda context: allocate_worker(context, asked),
        )
        taken = workers_of(office, references)
        assert LEAVER not in taken
        assert taken[1] == "mai.worker4"


def test_of_two_who_undo_the_same_handover_one_does(migrated_url: str) -> None:
    with an_office(migrated_url) as office:
        references = a_caseload(office, 3)
        asked = an_undoing(handed_over(office))
        results = both(office, undoing(asked), undoing(asked))
        (refused,) = (r for r in results if isinstance(r, Refusal))
        assert "This handover was undone" in sentences(refused)
        assert workers_of(office, references) == [LEAVER] * 3


@pytest.mark.parametrize("place", PLACES)
def test_a_process_that_is_killed_leaves_nothing_and_can_be_run_again(
    migrated_url: str, place: str
) -> None:
    with an_office(migrated_url) as office:
        references = a_caseload(office, 2)
        before = everything(office.context.database)
        killed = subprocess.run(
            [
                sys.executable,
                "-c",
                KILLED,
                office.url,
                place,
                office.context.now().isoformat(),
            ],
            cwd=ROOT,
            check=False,
        )
        assert killed.returncode == -signal.SIGKILL
        assert everything(office.context.database) == before
        done = handed_over(office, command_id="x")
        assert not done.repeated
        assert workers_of(office, references) == ["mai.worker2", "mai.worker3"]
