"""The rows that advances or a tick write, gathered by statement and sent together.

Each statement is sent once, for all its rows: one family, or a board's hundred. The
steps are in the order in which one advance has to write; families do not touch one
another's rows, so that the order holds for all of them at once.
"""

from collections.abc import Mapping, Sequence
from enum import IntEnum
from typing import Any

from sqlalchemy import Connection
from sqlmodel import SQLModel

from storage.held import Held, Order, Values, write_together
from storage.rows import insert_of


class Step(IntEnum):
    """What is written when, from first to last."""

    MEETING = 0  # before what it decided
    RUNGS = 1  # before anything that they cause
    CASE = 2
    HISTORY = 3
    REVIEWS = 4  # while the clocks still run by which they were due
    MET = 5  # before LEFT: a clock may be both, and was met
    LEFT = 6
    RESTED = 7
    TASKS_CLOSED = 8
    ALLOCATIONS_ENDED = 9
    CLOCKS = 10
    TASKS = 11
    RECORDS = 12
    TASKS_PASSED_ON = 13
    MESSAGES = 14
    PAYMENTS = 15
    NEXT_RUNGS = 16


class Writes:
    """Rows on their way to the database."""

    def __init__(self) -> None:
        """Start with none."""
        self._rows: dict[tuple[Step, Held], list[Values]] = {}
        self._lost: dict[tuple[Step, Held], str] = {}

    def add(
        self, step: Step, held: Held, values: Mapping[str, Any], *, lost: str = ""
    ) -> None:
        """Add one row.

        Args:
            step: when it is written.
            held: the statement that writes it.
            values: what it binds.
            lost: what to say when nothing was there to be changed, because somebody
                else was faster; empty when that may well be.
        """
        self._rows.setdefault((step, held), []).append(values)
        if lost:
            self._lost[step, held] = lost

    def insert(self, step: Step, model: type[SQLModel], row: Mapping[str, Any]) -> None:
        """Add one row of a table, with the columns that it names."""
        self.add(step, insert_of(model, tuple(row)), row)

    def send(self, connection: Connection) -> None:
        """Write everything, step by step.

        Raises:
            LostRaceError: somebody else was faster; the transaction is to be given up.
        """
        ordered = sorted(self._rows.items(), key=lambda item: item[0][0])
        write_together(
            connection,
            [
                Order(key[1], rows, _lost(rows, self._lost.get(key, "")))
                for key, rows in ordered
            ],
        )


def _lost(rows: Sequence[Values], sentence: str) -> str:
    if len(rows) == 1 or not sentence:
        return sentence
    return (
        f"One of {len(rows)} families was changed by somebody else meanwhile. Nothing "
        "was changed by you: look at them again."
    )
