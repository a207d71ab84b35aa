"""Whether the database can be worked with."""

from casework.context import Context
from storage.errors import StorageError
from storage.schema import is_current


def is_ready(context: Context) -> bool:
    """Say whether the database answers, and has the tables of this program."""
    try:
        return is_current(context.database)
    except StorageError:
        return False
