"""The floor of reading: what the engine sent, sent again by the plain driver."""

from collections.abc import Iterable, Sequence
from typing import Any

from benchmarks.databases import Driver
from tests.builders.statements import Statement

Question = tuple[str, Any]
"""A query's text and its parameters."""


def questions_of(sent: Iterable[Statement]) -> list[Question]:
    """Give what was asked, of all that was sent: what was written is not repeated."""
    return [
        (statement.text, statement.parameters)
        for statement in sent
        if statement.text.lstrip().upper().startswith("SELECT")
    ]


def replay(driver: Driver, questions: Sequence[Question]) -> int:
    """Read the same rows once more, from one snapshot; give 1, for one page."""
    driver.begin_reading()
    for text, values in questions:
        driver.execute(text, values).fetchall()
    driver.commit()
    return 1
