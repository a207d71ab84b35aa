"""Shows how a database finds what is asked of it: `python -m benchmarks.plans --help`.

The plans are those of a database of many cases, with the statistics that it has then.
That what is asked most is found by an index, `tests/storage/test_plans.py` sees to.
"""

import argparse
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from pathlib import Path

from benchmarks.databases import KINDS, TITLES, Kind, open_engine
from benchmarks.generator import MORNING_AFTER, Wish
from benchmarks.generator.districts import prefix_of
from benchmarks.server import running_server
from benchmarks.store import FOLDER, Store
from benchmarks.work.advance import SOURCE, advance_all, waiting
from benchmarks.work.lists import PAGES, Look, looked
from casework.context import Context
from casework.jobs.raise_reminders import raise_reminders
from tests.builders.statements import Statement, plan, statements

CASES, FEWEST = 20_000, 10_000
"""Among fewer, a district has no page but its first."""
DISTRICT = "d001"
_VERBS = ("SELECT", "UPDATE", "DELETE", "WITH")
Work = Callable[[Context], object]


def main() -> None:
    """Read the options, and print each question with its plans."""
    given = _options().parse_args()
    cases = max(given.cases, FEWEST)
    kinds: tuple[Kind, ...] = tuple(given.on or KINDS)
    folder = given.folder.absolute()
    folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as running:
        server = None
        if "postgresql" in kinds:
            server = running.enter_context(running_server(folder / "postgres"))
        store = Store(folder=folder, server=server)
        wish = Wish(cases=cases, standing={"/".join(SOURCE): 2})
        for kind in kinds:
            if kind != "sqlite-full":  # it finds as NORMAL does
                for line in plans(store, kind, wish, _pieces()):
                    sys.stdout.write(f"{line}\n")


def plans(
    store: Store, kind: Kind, wish: Wish, pieces: Mapping[str, Work]
) -> Iterator[str]:
    """Give, line by line, how a database finds what each piece of work asks."""
    with store.copy(kind, wish) as url:
        database = open_engine(kind, url)
        context = Context(database=database, clock=lambda: MORNING_AFTER)
        first = waiting(context)[:1]
        advance: Work = partial(advance_all, targets=first)
        for what, work in {"an advance": advance, **pieces}.items():
            yield f"\n## {what}, {TITLES[kind]}, of {wish.cases:,} cases"
            with statements(database) as sent:
                work(context)
            for statement in _once_each(sent):
                yield f"\n{statement.text}\n"
                yield _indented(plan(database, statement, as_it_is=True))
        database.dispose()


def _pieces() -> dict[str, Work]:
    return {"a tick": raise_reminders} | {
        name: partial(_look, look) for name, look in PAGES.items()
    }


def _look(look: Look, context: Context) -> int:
    return looked(look(context, DISTRICT, prefix_of(1)))


def _once_each(sent: list[Statement]) -> Iterator[Statement]:
    by_text = {statement.text: statement for statement in sent}
    for text, statement in by_text.items():
        if text.lstrip().startswith(_VERBS):
            many = isinstance(statement.parameters, list)
            given = statement.parameters[0] if many else statement.parameters
            yield replace(statement, parameters=given)


def _indented(text: str) -> str:
    return "\n".join(f"    {line}" for line in text.splitlines())


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.plans",
        description="Show how the databases find what the engine asks of them.",
    )
    parser.add_argument("--on", action="append", choices=KINDS, help="only there")
    parser.add_argument(
        "--cases", type=int, default=CASES, help=f"among how many, {FEWEST:,} at least"
    )
    parser.add_argument("--folder", type=Path, default=FOLDER, help="for databases")
    return parser


if __name__ == "__main__":
    main()
