"""The rows that advances or a tick write, gathered by statement and sent together.

Each statement is sent once, for all its rows: one family, or a board's hundred. The
steps are in the order in which one advance has to write; families do not touch one
another's rows, so that the order holds for all of them at once.
"""

from collections.abc import Sequence
from enum import IntEnum
from functools import cache

from sqlalchemy import Connection
from sqlmodel import SQLModel

from storage.forms import NOTHING, Values
from storage.held import Held, Order, write_together
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


class Sheet:
    """Where rows go that are written alike: by which statement, when, and with what.

    It is told from others by itself: who writes for many families takes the same one.
    """

    __slots__ = ("held", "shared", "step")

    def __init__(self, step: Step, held: Held, shared: Values = NOTHING) -> None:
        """Begin a sheet.

        Args:
            step: when its rows are written.
            held: the statement that writes them.
            shared: what it binds alike for all of them.
        """
        self.step, self.held, self.shared = step, held, shared


def new_rows(
    step: Step, model: type[SQLModel], shared: Values, differ: tuple[str, ...]
) -> Sheet:
    """Give the sheet of new rows of a table, which share some of their columns."""
    return Sheet(step, insert_of(model, differ, tuple(shared)), shared)


class Writes:
    """Rows on their way to the database."""

    def __init__(self) -> None:
        """Start with none."""
        self._rows: dict[Sheet, list[Values]] = {}
        self._lost: dict[Sheet, str] = {}

    def put(self, sheet: Sheet, row: Values, *, lost: str = "") -> None:
        """Add a row to a sheet.

        Args:
            sheet: which; it may be new.
            row: what its statement binds beside what its rows share.
            lost: what to say when nothing was there to be changed, because somebody
                else was faster; empty when that may well be.
        """
        rows = self._rows.get(sheet)
        if rows is None:
            rows = self._rows[sheet] = []
        rows.append(row)
        if lost:
            self._lost[sheet] = lost

    def add(self, step: Step, held: Held, row: Values, *, lost: str = "") -> None:
        """Add a row that shares nothing with others."""
        self.put(_of_its_own(step, held), row, lost=lost)

    def insert(self, step: Step, model: type[SQLModel], row: Values) -> None:
        """Add one row of a table, with the columns that it names."""
        self.add(step, insert_of(model, tuple(row)), row)

    def send(self, connection: Connection) -> None:
        """Write everything, step by step.

        Raises:
            LostRaceError: somebody else was faster; the transaction is to be given up.
        """
        ordered = sorted(self._rows.items(), key=lambda item: item[0].step)
        write_together(
            connection,
            [
                Order(
                    sheet.held,
                    rows,
                    _lost(rows, self._lost.get(sheet, "")),
                    sheet.shared,
                )
                for sheet, rows in ordered
            ],
        )


@cache
def _of_its_own(step: Step, held: Held) -> Sheet:
    return Sheet(step, held)


def _lost(rows: Sequence[Values], sentence: str) -> str:
    if len(rows) == 1 or not sentence:
        return sentence
    return (
        f"One of {len(rows)} families was changed by somebody else meanwhile. Nothing "
        "was changed by you: look at them again."
    )
