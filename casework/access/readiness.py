"""Whether the database can be worked with, and how much waits in it."""

from casework.context import Context
from storage.database import reading
from storage.errors import StorageError
from storage.lists import count_messages
from storage.schema import is_current

EVERY_DISTRICT = ""


def is_ready(context: Context) -> bool:
    """Say whether the database answers, and has the tables of this program."""
    try:
        return is_current(context.database)
    except StorageError:
        return False


def messages_by_state(context: Context) -> dict[str, int]:
    """Count the messages of the outbox by what became of them.

    Raises:
        StorageError: the database is missing, busy or gone.
    """
    with reading(context.database) as connection:
        return count_messages(connection, EVERY_DISTRICT)
