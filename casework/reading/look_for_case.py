"""Whether there is such a case for somebody."""

from casework.context import Context
from casework.reading.desk import open_desk
from engine.access.sight import Sight


def is_in_sight(context: Context, sight: Sight, reference: str) -> bool:
    """Say whether a reference is that of a case in somebody's sight.

    Raises:
        StorageError: the database is missing, busy or gone.
    """
    with open_desk(context) as desk:
        return desk.case(reference, sight) is not None
