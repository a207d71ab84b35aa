"""What each process writes down of what it asked for and was told, line by line."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

DONE = "done"
REPEATED = "repeated"
"""Done by an earlier attempt, whose answer was lost with the database."""
ANSWERED = frozenset({DONE, REPEATED})
CONFLICT = "conflict"
"""Somebody else was first, and we were told so."""
REFUSED = "refused"
"""The rules were against it."""
PUT_OFF = "put off"
"""A tick that found no database: the next one tries again."""
SET_ASIDE = "set aside"
"""A tick that could not handle a case."""
UNANSWERED = "unanswered"
"""No attempt was answered in time: it may have been done, or not."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Act:
    """What somebody asked for and was told.

    `at` is when the answer came, in seconds of the machine's monotonic clock; `took`
    how many seconds passed until then, over so many `tries`. `command` is the id that
    the history keeps, `version` the case's afterwards as it was told (0: not told).
    `said` is what a tick said that was not done.
    """

    what: str
    outcome: str
    at: float
    took: float
    tries: int = 1
    reference: str = ""
    command: str = ""
    version: int = 0
    said: str = ""

    @property
    def acknowledged(self) -> bool:
        """Whether we were told that a case was changed."""
        return bool(self.command) and self.outcome in {DONE, REPEATED}


class Book:
    """A process's file of acts; each is on its way to the file before the next."""

    def __init__(self, path: Path) -> None:
        """Open a new file."""
        self._file = path.open("x", encoding="utf-8")

    def write(self, act: Act) -> None:
        """Write one act down."""
        self._file.write(json.dumps(asdict(act)) + "\n")
        self._file.flush()

    def __enter__(self) -> Self:
        """Give the book itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the file."""
        self._file.close()


def acts_in(folder: Path) -> Iterator[Act]:
    """Read every book of a folder, but for a line that is just being written."""
    for path in sorted(folder.glob("*.jsonl")):
        whole, _, _ = path.read_text("utf-8").rpartition("\n")
        for line in whole.splitlines():
            yield Act(**json.loads(line))
