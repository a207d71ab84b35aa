"""Sign-ins by the council's sign-on that are under way: kept for a few minutes."""

from datetime import datetime
from secrets import token_urlsafe

from casework.access.sessions import hash_of
from casework.context import Context
from storage import web_sessions as stored
from storage.database import writing

_BYTES = 32


def keep_attempt(context: Context, content: str, ends_at: datetime) -> str:
    """Keep what has to be remembered until somebody comes back; give its token.

    Raises:
        StorageError: the database is missing, busy or gone.
    """
    token = token_urlsafe(_BYTES)
    with writing(context.database) as connection:
        stored.write_attempt(connection, hash_of(token), content, ends_at)
    return token


def take_attempt(context: Context, token: str, now: datetime) -> str:
    """Give what was kept, once; '' when there is nothing, or it is too old.

    Raises:
        StorageError: the database is missing, busy or gone.
    """
    with writing(context.database) as connection:
        return stored.take_attempt(connection, hash_of(token), now)
