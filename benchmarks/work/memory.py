"""The most memory that a process takes, piece by piece, however many cases it has."""

import csv
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import update

from benchmarks.databases import Kind
from benchmarks.generator import MORNING_AFTER, Wish
from benchmarks.processes import PROGRAM, ROOT, Weighed, weigh
from benchmarks.results import Goal, Measured
from benchmarks.rounds import Timings, say
from benchmarks.sizes import Sizes
from benchmarks.store import Store
from benchmarks.visits.served import visit_the_list
from benchmarks.work import advance, meeting
from benchmarks.work.opening import COORDINATOR, DISTRICT, THERE_ALREADY, list_of
from benchmarks.work.sweep import FULL, LONGEST, QUICK
from casework.context import CLOCK_STANDS_AT, Context
from storage.database import open_database, writing
from storage.rows import table_of
from storage.tables import Setting

PEAK = Goal(limit=150e6, aim=100e6)
ADVANCING = str(ROOT / "benchmarks" / "advancing.py")
MANY = 1_000
"""How many advances, and how many families at a meeting."""
Work = Callable[[str], Weighed]
"""Does something in a process of its own, on the database of an address."""


def measure_memory(
    store: Store, kinds: Sequence[Kind], sizes: Sizes
) -> Iterator[Measured]:
    """Measure each piece of work as a process of its own."""
    there = [kind for kind in kinds if kind != "sqlite-full"]  # waiting is no memory
    yield _measured("--help", None, weigh(PROGRAM, "--help"))
    for wish, pieces in _pieces(store, sizes):
        for what, work in pieces.items():
            for kind in there:
                say(f"memory of {what}", end="\r")
                with store.copy(kind, wish) as url:
                    _go_to_the_morning_after(url)
                    yield _measured(what, kind, work(url))
        store.finished(wish)


def _pieces(store: Store, sizes: Sizes) -> Iterator[tuple[Wish, Mapping[str, Work]]]:
    """Give what is weighed, by the database that it needs."""
    approved, profiled = ("/".join(each.SOURCE) for each in (advance, meeting))
    yield (
        Wish(cases=2 * MANY, standing={approved: MANY}),
        {f"{MANY:,} advances, one commit each": advances},
    )
    yield (
        Wish(cases=2 * MANY, districts=1, standing={profiled: MANY}),
        {f"decide, a meeting of {MANY:,}": a_meeting},
    )
    due = 10_000 if sizes.full else 2_000
    open_cases = (sizes.cases,) if sizes.cases else FULL if sizes.full else QUICK
    for cases in open_cases:
        yield (
            Wish(cases=cases, due=due, open_only=True, longest=LONGEST),
            {
                f"tick, {due:,} due of {cases:,}": command("tick"),
                f"cases, of {cases:,}": command("cases"),
            },
        )
    cases = sizes.pick(20_000, 400_000)
    yield Wish(cases=cases), {f"serve, the list of {cases:,}": visit_the_list}
    families = 100_000 if sizes.full else 2_000
    words = ("open", "--from-csv", str(list_of(store, families)))
    opening = command(*words, "--district", DISTRICT, "--as", COORDINATOR)
    yield THERE_ALREADY, {f"open, a list of {families:,}": opening}


def command(*words: str) -> Work:
    """Give the work of a command of the program."""
    return lambda url: weigh(PROGRAM, "--database", url, *words)


def advances(url: str) -> Weighed:
    """Take as many cases as wait for it through an event, one commit each."""
    answers = json.dumps({"agreed_on": MORNING_AFTER.date().isoformat()})
    with _cases(url) as context, TemporaryDirectory() as folder:
        file = Path(folder) / "advances.txt"
        lines = (
            f"{each.reference}\t{advance.EVENT}\t{each.user}\t{answers}"
            for each in advance.waiting(context)[:MANY]
        )
        file.write_text("\n".join(lines), encoding="utf-8")
        return weigh(ADVANCING, url, str(file))


def a_meeting(url: str) -> Weighed:
    """Let a board approve as many families as wait for it, from a file."""
    with _cases(url) as context, TemporaryDirectory() as folder:
        file = Path(folder) / "decisions.csv"
        with file.open("w", encoding="utf-8", newline="") as lines:
            writer = csv.writer(lines)
            writer.writerow(("reference", "outcome", "minute", "reason"))
            for each in meeting.profiled(context)[:MANY]:
                writer.writerow((each.reference, "approve", "1", ""))
        held_on = MORNING_AFTER.date().isoformat()
        words = ("--meeting", "the batch", "--held-on", held_on)
        where = ("--district", meeting.DISTRICT, "--as", meeting.SECRETARY)
        return command("decide", *where, *words, "--from-csv", str(file))(url)


@contextmanager
def _cases(url: str) -> Iterator[Context]:
    database = open_database(url)
    try:
        yield Context(database=database, clock=lambda: MORNING_AFTER)
    finally:
        database.dispose()


def _measured(what: str, kind: Kind | None, weighed: Weighed) -> Measured:
    remark = f"in {weighed.seconds:.3g} s"
    if weighed.before is not None:
        remark += f"; {weighed.before / 1e6:.0f} MB before the first page"
    return Measured(
        what=what,
        kind=kind,
        timings=Timings(engine=(float(weighed.peak),), floor=()),
        unit="at most",
        goal=PEAK,
        of="bytes",
        remark=remark,
    )


def _go_to_the_morning_after(url: str) -> None:
    """Let the clock of a generated database stand where there is something to do."""
    database = open_database(url)
    setting = table_of(Setting)
    statement = (
        update(setting)
        .where(setting.c.name == CLOCK_STANDS_AT)
        .values(value=MORNING_AFTER.isoformat())
    )
    with writing(database) as connection:
        connection.execute(statement)
    database.dispose()
