"""The processes: people who advance cases, and others that tick, all on one address.

They are real processes with connections of their own. Each ends by itself when its
time is over, when it is told to, or when whoever started it stops it.
"""

import logging
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from multiprocessing.synchronize import Event
from pathlib import Path

from benchmarks.load.book import DONE, PUT_OFF, SET_ASIDE, Book
from benchmarks.load.choosing import Chooser
from benchmarks.load.clock import FastClock
from benchmarks.load.person import Asked, Person
from casework.context import Context
from casework.delivery.settings import DeliverySettings
from casework.jobs import scheduler
from demo.chance import Chance
from engine.workflow.workflow import Workflow
from storage.database import open_database

TICK_EVERY = timedelta(seconds=0.5)
GRACE_SECONDS = 90
"""How long a process may take to end: longer than one waits for an answer."""
_processes = get_context("forkserver")
_processes.set_forkserver_preload([__name__])


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """What the processes work with: the address, the office's clock, the end."""

    url: str
    clock: FastClock
    until: float
    references: tuple[str, ...]
    workflow: Workflow
    folder: Path

    @property
    def letters(self) -> Path:
        """Where letters are delivered to, one file each."""
        return self.folder / "letters"

    def context(self) -> Context:
        """Open the database as a process of its own does."""
        delivery = DeliverySettings(folder=self.letters)
        database = open_database(self.url)
        return Context(database=database, clock=self.clock, delivery=delivery)


@dataclass(frozen=True, kw_only=True, slots=True)
class Crew:
    """Processes at work. `stop` asks all of them to end with what they are doing."""

    processes: tuple[BaseProcess, ...]
    stop: Event
    until: float

    def wait(self) -> tuple[str, ...]:
        """Wait until all have ended; name those that did not end well."""
        give_up = self.until + GRACE_SECONDS
        for process in self.processes:
            process.join(max(0, give_up - time.monotonic()))
        return tuple(each.name for each in self.processes if each.exitcode != 0)


@contextmanager
def at_work(plan: Plan, *, people: int, tickers: int) -> Iterator[Crew]:
    """Let people work and processes tick; at the end nobody is left."""
    stop = _processes.Event()
    crew = [("person", n, _work) for n in range(1, people + 1)]
    crew += [("ticker", n, _tick) for n in range(1, tickers + 1)]
    processes = tuple(
        _processes.Process(target=does, args=(plan, f"{what}{n}", stop), name=what)
        for what, n, does in crew
    )
    try:
        with _deaf_from_birth():
            for process in processes:
                process.start()
        yield Crew(processes=processes, stop=stop, until=plan.until)
    finally:
        stop.set()
        for process in processes:
            if process.pid is not None:
                process.join(GRACE_SECONDS)
                process.kill()


@contextmanager
def _deaf_from_birth() -> Iterator[None]:
    """Keep Ctrl-C from what is started here, even before it has read its code.

    A terminal sends it to every process; whoever started them tells them to stop, and
    hears it at the end of the block if it was sent meanwhile.
    """
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _work(plan: Plan, name: str, stop: Event) -> None:
    context = plan.context()
    number = int(name.removeprefix("person"))
    chooser = Chooser(
        workflow=plan.workflow, references=plan.references, chance=Chance(number)
    )
    with Book(plan.folder / f"{name}.jsonl") as book:
        person = Person(name=name, context=context, chooser=chooser, book=book)
        while time.monotonic() < plan.until and not stop.is_set():
            person.do_something()
    context.database.dispose()


def _tick(plan: Plan, name: str, stop: Event) -> None:
    context = plan.context()
    ear = _Ear()
    scheduler.log.addHandler(ear)
    scheduler.log.propagate = False
    with Book(plan.folder / f"{name}.jsonl") as book:
        while time.monotonic() < plan.until and not stop.is_set():
            asked = Asked(what="tick", tries=1)
            scheduler.tick(context)
            outcome, said = ear.heard()
            book.write(asked.act(outcome, said=said))
            stop.wait(TICK_EVERY.total_seconds())
    context.database.dispose()


class _Ear(logging.Handler):
    """Hears whether a tick says that it could not, or that it set a case aside."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self._heard: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep what is said."""
        self._heard.append(record)

    def heard(self) -> tuple[str, str]:
        """Give what came of the last tick, and what it said of it."""
        heard, self._heard = self._heard, []
        worst = max((record.levelno for record in heard), default=logging.NOTSET)
        outcome = {logging.NOTSET: DONE, logging.WARNING: PUT_OFF}.get(worst, SET_ASIDE)
        return outcome, " ".join(record.getMessage() for record in heard)
