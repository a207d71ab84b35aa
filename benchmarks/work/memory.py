"""The most memory that a process takes, whatever the number of cases."""

from collections.abc import Iterator, Sequence

from sqlalchemy import update

from benchmarks.databases import Kind
from benchmarks.generator import MORNING_AFTER, Wish
from benchmarks.processes import PROGRAM, run_process
from benchmarks.results import Goal, Measured
from benchmarks.rounds import Timings, say
from benchmarks.sizes import Sizes
from benchmarks.store import Store
from benchmarks.work.opening import COORDINATOR, DISTRICT, THERE_ALREADY, list_of
from benchmarks.work.sweep import FULL, LONGEST, QUICK
from casework.context import CLOCK_STANDS_AT
from storage.database import open_database, writing
from storage.rows import table_of
from storage.tables import Setting

PEAK = Goal(gate=150e6, aim=100e6)


def measure_memory(
    store: Store, kinds: Sequence[Kind], sizes: Sizes
) -> Iterator[Measured]:
    """Measure `tick`, `cases` and `open`, each as a process of its own."""
    due = 10_000 if sizes.full else 2_000
    open_cases = (sizes.cases,) if sizes.cases else FULL if sizes.full else QUICK
    families = 100_000 if sizes.full else 2_000
    there = [
        kind for kind in kinds if kind != "sqlite-full"
    ]  # its waiting is no memory
    for cases in open_cases:
        wish = Wish(cases=cases, due=due, open_only=True, longest=LONGEST)
        for kind in there:
            what = f"tick, {due:,} due of {cases:,}"
            yield _measure(store, kind, wish, what, ["tick"])
            yield _measure(store, kind, wish, f"cases, of {cases:,}", ["cases"])
        store.finished(wish)
    opening = ["open", "--from-csv", str(list_of(store, families))]
    opening += ["--district", DISTRICT, "--as", COORDINATOR]
    for kind in there:
        what = f"open, a list of {families:,}"
        yield _measure(store, kind, THERE_ALREADY, what, opening)


def _measure(
    store: Store, kind: Kind, wish: Wish, what: str, command: Sequence[str]
) -> Measured:
    say(f"memory of {what}", end="\r")
    with store.copy(kind, wish) as url:
        _go_to_the_morning_after(url)
        process = run_process(PROGRAM, "--database", url, *command, times=1, warm_ups=0)
    return Measured(
        what=what,
        kind=kind,
        timings=Timings(engine=(float(process.peak),), floor=()),
        unit="at most",
        goal=PEAK,
        of="bytes",
        remark=f"in {process.seconds[0]:.3g} s",
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
