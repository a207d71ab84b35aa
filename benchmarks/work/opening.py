"""Opening a district's list of families from its CSV file, all in one transaction."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from benchmarks.databases import (
    TITLES,
    Kind,
    first_row_of,
    open_driver,
    open_engine,
    rows_of,
)
from benchmarks.errors import NotDoneError
from benchmarks.floor.opening import EVIDENCE_FACTS, OpeningFloor, Pattern
from benchmarks.generator import MORNING_AFTER, Wish
from benchmarks.results import Goal, Measured
from benchmarks.rounds import Play, say, take_turns
from benchmarks.sizes import Sizes
from benchmarks.store import Store
from benchmarks.work.sweep import warmed_up
from casework.context import Context
from casework.open_families import FamiliesOpened, OpenRequest, open_families
from demo.sample_districts import sample_district
from demo.sample_families import write_sample_list
from storage.tables import Clock, DistrictRow, FamilyCase, HistoryEntry, Task

DISTRICT = "d001"
COORDINATOR = f"{DISTRICT}.coordinator"
GOAL = Goal(limit=3.0, aim=2.0)
THERE_ALREADY = Wish(cases=1_000, districts=3)


def measure_opening(
    store: Store, kinds: Sequence[Kind], sizes: Sizes
) -> Iterator[Measured]:
    """Measure the opening of a list of 2,000 families, or of 100,000."""
    families = sizes.pick(2_000, 100_000)
    file = list_of(store, families)
    for kind in kinds:
        openings = _Openings(store=store, kind=kind, file=file)
        name = f"opening {families:,}, {TITLES[kind]}"
        yield Measured(
            what=f"opening a CSV list of {families:,}",
            kind=kind,
            timings=take_turns(
                name, openings.engine, openings.by_hand, rounds=sizes.rounds
            ),
            unit="a family",
            goal=GOAL,
        )


def list_of(store: Store, families: int) -> Path:
    """Give a list of so many made-up families; write it if it is not there."""
    file = store.folder / f"families-{families}.csv"
    if not file.exists():
        say(f"writing a list of {families:,} families", end="\r")
        half_done = file.with_suffix(".part")
        where = sample_district("maidstone")
        write_sample_list(half_done, count=families, seed=100, district=where)
        half_done.rename(file)
    return file


@dataclass(kw_only=True)
class _Openings:
    """The rounds: each of them on a copy of its own."""

    store: Store
    kind: Kind
    file: Path
    context: Context | None = None
    pattern: Pattern | None = None

    @contextmanager
    def engine(self, number: int) -> Iterator[Play]:
        """Make the engine's round ready; of the first, the floor learns."""
        with self.store.copy(self.kind, THERE_ALREADY) as url:
            database = open_engine(self.kind, url)
            self.context = context = warmed_up(self.context, database)
            yield lambda: open_list(context, self.file)
            if number == 0:
                self.pattern = learn_pattern(database)
            database.dispose()

    @contextmanager
    def by_hand(self, _number: int) -> Iterator[Play]:
        """Make the floor's round ready."""
        with (
            self.store.copy(self.kind, THERE_ALREADY) as url,
            open_driver(self.kind, url) as driver,
        ):
            if self.pattern is None:
                raise LookupError("The engine plays first: the floor learns of it.")
            floor = OpeningFloor(driver, self.pattern, MORNING_AFTER)
            yield lambda: floor.open(self.file)


def open_list(context: Context, file: Path) -> int:
    """Open a list by the engine; give how many families there were.

    Raises:
        NotDoneError: it was refused.
    """
    request = OpenRequest(path=file, district_id=DISTRICT, user=COORDINATOR)
    opened = open_families(context, request)
    if not isinstance(opened, FamiliesOpened):
        raise NotDoneError(" ".join(opened.sentences()))
    return len(opened.opened)


def learn_pattern(database: Engine) -> Pattern:
    """Give what the families that were opened last have in common."""
    opened = {"district_id": DISTRICT, "changed_at": MORNING_AFTER}
    case = first_row_of(database, FamilyCase, **opened)
    key = {"district_id": DISTRICT, "case_number": case["number"]}
    history = rows_of(database, HistoryEntry, **key)[0]
    known = {"adults", "children"}
    facts = {
        name: False if name in EVIDENCE_FACTS else value
        for name, value in json.loads(case["facts"]).items()
        if name not in known
    }
    return Pattern(
        district=DISTRICT,
        prefix=str(rows_of(database, DistrictRow, district_id=DISTRICT)[0]["prefix"]),
        user=COORDINATOR,
        command=str(history["command_id"]).rpartition(":")[0],
        case=case,
        history=history,
        facts=facts,
        clocks=_in_order(rows_of(database, Clock, **key)),
        tasks=_in_order(rows_of(database, Task, **key)),
    )


def _in_order(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Put rows in the order in which they were written: `1-1-10` comes last."""
    return sorted(rows, key=lambda row: int(str(row["id"]).rpartition("-")[2]))
