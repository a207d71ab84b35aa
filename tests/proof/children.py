"""Processes of their own, that run use cases at once or are killed half-way.

They are forked from one server process that has imported everything, so that a child
is there in no time and shares nothing with the tests.
"""

import os
import signal
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Barrier
from pathlib import Path

from sqlalchemy import Engine, event

from casework.context import Context, wall_clock
from casework.delivery.settings import DeliverySettings
from casework.jobs.run_due import run_due
from casework.open_families import OpenRequest, open_families
from storage.database import open_database

PATIENCE_SECONDS = 60
KILLED = -signal.SIGKILL
_children = get_context("forkserver")
_children.set_forkserver_preload([__name__])


@dataclass(frozen=True, kw_only=True)
class Work:
    """What a child does: at which database, at which moment (or the wall clock's).

    Without a folder for `letters` nothing is sent.
    """

    url: str
    now: datetime | None = None
    opens: OpenRequest | None = None
    letters: Path | None = None

    def do(self, database: Engine) -> object:
        """Open the list, or else run the jobs once."""
        now = self.now
        clock = wall_clock if now is None else lambda: now
        delivery = DeliverySettings(folder=self.letters) if self.letters else None
        context = Context(database=database, clock=clock, delivery=delivery)
        if self.opens is not None:
            return open_families(context, self.opens)
        return run_due(context)


def at_once(work: Work, processes: int) -> list[object]:
    """Let so many processes do the same at the same moment; give what each returned.

    What a child raised stands in place of what it returned, as text.
    """
    gate = _children.Barrier(processes)
    pipes = [_children.Pipe(duplex=False) for _ in range(processes)]
    children = [
        _children.Process(target=_do_at_the_gate, args=(work, gate, sender))
        for _, sender in pipes
    ]
    for child in children:
        child.start()
    for _, sender in pipes:
        sender.close()
    said = [_said_by(receiver) for receiver, _ in pipes]
    for child in children:
        child.join(PATIENCE_SECONDS)
    return said


def _said_by(receiver: Connection) -> object:
    try:
        return receiver.recv() if receiver.poll(PATIENCE_SECONDS) else "nothing in time"
    except EOFError:
        return "nothing: the process ended without a word"


def _do_at_the_gate(work: Work, gate: Barrier, sender: Connection) -> None:
    # On a busy machine a batch of somebody else may take long: wait rather than fail.
    database = open_database(work.url, patience=PATIENCE_SECONDS)
    gate.wait(PATIENCE_SECONDS)
    try:
        sender.send(work.do(database))
    except Exception as error:  # noqa: BLE001 - the test is told of whatever it is
        sender.send(f"{type(error).__name__}: {error}")


def killed_before(work: Work, statement: int) -> bool:
    """Let a process do it, and kill it before its n-th statement or commit.

    Returns:
        Whether it was killed; else it ended before it came to that statement.
    """
    child = _children.Process(target=_do_until, args=(work, statement))
    child.start()
    child.join(PATIENCE_SECONDS)
    code = child.exitcode
    assert code in {0, KILLED}, f"the process ended with {code}"
    return code == KILLED


def _do_until(work: Work, statement: int) -> None:
    database = open_database(work.url)

    def die_in_time(count: int) -> None:
        if count == statement:
            os.kill(os.getpid(), signal.SIGKILL)

    count_statements(database, die_in_time)
    work.do(database)


def count_statements(database: Engine, tell: Callable[[int], None]) -> None:
    """Tell the number of each statement and commit, before it is executed."""
    counted = [0]

    def count(*_particulars: object) -> None:
        counted[0] += 1
        tell(counted[0])

    event.listen(database, "before_cursor_execute", count)
    event.listen(database, "commit", count)


def statements_of(work: Work) -> int:
    """Do it here, undisturbed; give how many statements and commits it took."""
    database = open_database(work.url)
    counted: list[int] = []
    count_statements(database, counted.append)
    work.do(database)
    database.dispose()
    return len(counted)
