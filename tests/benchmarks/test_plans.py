"""Whoever looks after the database sees how it finds what is asked of it."""

from benchmarks.databases import Kind
from benchmarks.generator import Wish
from benchmarks.plans import plans
from benchmarks.store import Store
from benchmarks.work.advance import SOURCE
from casework.jobs.raise_reminders import raise_reminders

WISH = Wish(cases=20, districts=3, standing={"/".join(SOURCE): 12}, templates=40)


def test_the_plans_of_an_advance_and_a_tick_are_shown(store: Store, kind: Kind) -> None:
    said = "\n".join(plans(store, kind, WISH, {"a tick": raise_reminders}))
    advance, tick = said.split("## ")[1:]
    assert "UPDATE family_case SET" in advance
    assert ("Index" if kind == "postgresql" else "a_clock_runs_once") in advance
    assert "FROM clock JOIN family_case" in tick
