"""What others did to a case since somebody looked: who, what and when."""

from casework.context import Context
from casework.reading.history import CaseHistory, HistoryLine, history
from engine.access.sight import Sight


def changes_since(
    context: Context, sight: Sight, reference: str, version: int
) -> tuple[HistoryLine, ...]:
    """Give the entries of a case's history after a version, in order.

    Raises:
        StorageError: the database is missing, busy or gone.
    """
    found = history(context, reference, sight)
    entries = found.entries if isinstance(found, CaseHistory) else ()
    return tuple(line for line in entries if line.entry > version)
