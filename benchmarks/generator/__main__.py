"""Make a database of made-up cases: `python -m benchmarks.generator --help`."""

import argparse
from functools import partial
from pathlib import Path
from time import perf_counter

from benchmarks.generator import Wish, generate
from benchmarks.generator.wish import ENGLISH_AUTHORITIES
from benchmarks.rounds import say

CACHE = Path("var/bench")


def main() -> None:
    """Read the options, and make it."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.generator",
        description="Make a database of made-up cases, for benchmarks and for pages.",
        epilog="Its clock stands in March 2014, so that every command works in it.",
    )
    parser.add_argument("--cases", type=int, required=True, help="how many")
    parser.add_argument("--url", required=True, help="a new SQLite file or an empty "
                        "PostgreSQL database: sqlite:///var/big.db")  # fmt: skip
    parser.add_argument("--districts", type=int, default=ENGLISH_AUTHORITIES)
    parser.add_argument("--seed", type=int, default=2012)
    parser.add_argument("--due", type=int, help="how many clocks fire the next day")
    parser.add_argument("--open-only", action="store_true", help="no ended cases")
    given = parser.parse_args()
    wish = Wish(
        cases=given.cases,
        districts=given.districts,
        seed=given.seed,
        due=given.due,
        open_only=given.open_only,
    )
    began = perf_counter()
    made = generate(given.url, wish, folder=CACHE, progress=partial(say, end="\r"))
    say(
        f"{made.cases:,} cases, {made.rows:,} rows in {perf_counter() - began:.0f} s; "
        f"the next working day is {made.next_day}"
    )


if __name__ == "__main__":
    main()
