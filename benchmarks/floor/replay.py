"""The floor of reading: what the engine sent, sent again by the plain driver."""

from collections.abc import Sequence
from typing import Any

from benchmarks.databases import Driver


def replay(driver: Driver, statements: Sequence[tuple[str, Any]]) -> int:
    """Read the same rows once more, from one snapshot; give 1, for one page."""
    driver.begin_reading()
    for text, values in statements:
        driver.execute(text, values).fetchall()
    driver.commit()
    return 1
