"""The processes: people who advance cases, others that tick, and the web.

All of them are on one address; some people go to the use cases themselves, others by
the web. They are real processes with connections of their own. Each ends by itself
when its time is over, when it is told to, or when whoever started it stops it.
"""

import logging
import signal
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from multiprocessing import forkserver, get_context, resource_tracker
from multiprocessing.process import BaseProcess
from multiprocessing.synchronize import Event
from pathlib import Path

from benchmarks.load.book import DONE, PUT_OFF, SET_ASIDE, Book
from benchmarks.load.choosing import Chooser
from benchmarks.load.clock import FastClock
from benchmarks.load.passes import Pass
from benchmarks.load.person import Asked, Person
from benchmarks.load.web_person import WebPerson, a_browser, wait_for_the_site
from casework.context import Context
from casework.delivery.settings import DeliverySettings
from casework.jobs import scheduler
from demo.chance import Chance
from engine.workflow.workflow import Workflow
from storage.database import open_database

HOST = "127.0.0.1"
TICK_EVERY = timedelta(seconds=0.5)
SENDING_SECONDS = 2
"""No attempt to send a letter takes longer; it passes for lost after ten times that."""
GRACE_SECONDS = 90
"""How long a process may take to end: longer than one waits for an answer."""
_processes = get_context("forkserver")
_processes.set_forkserver_preload([__name__, "benchmarks.load.site"])


def make_ready() -> None:
    """Begin to read all code, in the process that the others are forked from."""
    resource_tracker.ensure_running()  # else it would let Ctrl-C through below
    with _deaf_from_birth():
        forkserver.ensure_running()


def wait_until_ready() -> None:
    """Wait until that code is read, so that whoever is started is there at once."""
    with _deaf_from_birth():
        nobody = _processes.Process(target=_do_nothing, name="nobody")
        nobody.start()
    nobody.join()


def _do_nothing() -> None: ...


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """What the processes work with: the address, the office's clock, the end.

    The web is served at `ports`, one process each; `passes` let people in there.
    """

    url: str
    clock: FastClock
    until: float
    references: tuple[str, ...]
    workflow: Workflow
    folder: Path
    ports: tuple[int, ...] = ()
    passes: Mapping[str, Pass] = field(default_factory=dict)

    @property
    def letters(self) -> Path:
        """Where letters are delivered to, one file each."""
        return self.folder / "letters"

    def context(self) -> Context:
        """Open the database as a process of its own does.

        The usual grace is over in a few milliseconds here: every letter would pass for
        lost while it is sent, and be sent by several at once.
        """
        patient = self.clock.meanwhile(SENDING_SECONDS)
        delivery = DeliverySettings(folder=self.letters, timeout=patient)
        database = open_database(self.url)
        return Context(database=database, clock=self.clock, delivery=delivery)

    def chooser(self, seed: int) -> Chooser:
        """Give somebody's way of choosing; another seed chooses otherwise."""
        return Chooser(
            workflow=self.workflow, references=self.references, chance=Chance(seed)
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Crew:
    """Processes at work. `stop` asks all of them to end with what they are doing.

    The `sites` serve the web until all others have ended; then `closing` ends them.
    """

    processes: tuple[BaseProcess, ...]
    sites: tuple[BaseProcess, ...]
    stop: Event
    closing: Event
    until: float

    def start(self) -> None:
        """Start all of them."""
        with _deaf_from_birth():
            for process in (*self.sites, *self.processes):
                process.start()

    @property
    def at_work(self) -> bool:
        """Whether nobody has ended yet."""
        return all(each.is_alive() for each in (*self.sites, *self.processes))

    def wait(self) -> tuple[str, ...]:
        """Wait until all have ended; name those that did not end well."""
        give_up = self.until + GRACE_SECONDS
        _join(self.processes, give_up)
        self.closing.set()
        _join(self.sites, give_up + GRACE_SECONDS)
        all_of_them = (*self.processes, *self.sites)
        return tuple(each.name for each in all_of_them if each.exitcode != 0)

    def end(self) -> None:
        """Let nobody be left, whoever has been started."""
        self.stop.set()
        for processes in (self.processes, self.sites):
            for process in processes:
                if process.pid is not None:
                    process.join(GRACE_SECONDS)
                    process.kill()
            self.closing.set()


def _join(processes: Iterable[BaseProcess], give_up: float) -> None:
    for process in processes:
        process.join(max(0, give_up - time.monotonic()))


@contextmanager
def at_work(
    plan: Plan, *, people: int, tickers: int, visitors: int = 0
) -> Iterator[Crew]:
    """Let people work and processes tick; at the end nobody is left.

    Args:
        plan: what they work with.
        people: how many go to the use cases themselves.
        tickers: how many processes tick.
        visitors: how many people go by the web, which is served at the plan's ports.
    """
    stop, closing = _processes.Event(), _processes.Event()
    crew = [("person", n, _work) for n in range(1, people + 1)]
    crew += [("visitor", n, _visit) for n in range(1, visitors + 1)]
    crew += [("ticker", n, _tick) for n in range(1, tickers + 1)]
    processes = tuple(
        _processes.Process(target=does, args=(plan, f"{what}{n}", stop), name=what)
        for what, n, does in crew
    )
    sites = tuple(
        _processes.Process(target=_serve, args=(plan, port, closing), name="site")
        for port in plan.ports
    )
    at_it = Crew(
        processes=processes, sites=sites, stop=stop, closing=closing, until=plan.until
    )
    try:
        at_it.start()
        yield at_it
    finally:
        at_it.end()


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


def _serve(plan: Plan, port: int, closing: Event) -> None:
    from benchmarks.load.site import be_served  # noqa: PLC0415 - much code

    context = plan.context()
    at_most = plan.until + GRACE_SECONDS - time.monotonic()
    be_served(context, HOST, port, closing, at_most=at_most)
    context.database.dispose()


def _visit(plan: Plan, name: str, stop: Event) -> None:
    number = int(name.removeprefix("visitor"))
    port = plan.ports[number % len(plan.ports)]
    with (
        Book(plan.folder / f"{name}.jsonl") as book,
        a_browser(f"http://{HOST}:{port}") as browser,
    ):
        person = WebPerson(
            name=name,
            browser=browser,
            passes=plan.passes,
            chooser=plan.chooser(-number),
            clock=plan.clock,
            book=book,
        )
        wait_for_the_site(browser, plan.until)
        while time.monotonic() < plan.until and not stop.is_set():
            person.do_something()


def _work(plan: Plan, name: str, stop: Event) -> None:
    context = plan.context()
    chooser = plan.chooser(int(name.removeprefix("person")))
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
