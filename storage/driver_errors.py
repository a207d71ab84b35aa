"""A driver's error as SQLAlchemy would have raised it."""

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError


def as_sqlalchemy(connection: Connection, text: str, error: Exception) -> BaseException:
    """Make a driver's error one of SQLAlchemy's, as if it had sent the statement."""
    dialect = connection.dialect
    driver = connection.connection.driver_connection
    gone = dialect.is_disconnect(error, driver, None)  # type: ignore[arg-type]
    if gone:
        connection.invalidate(error)
    return DBAPIError.instance(
        text,
        None,
        error,
        dialect.loaded_dbapi.Error,
        hide_parameters=True,  # an error that is shown or logged names nobody
        connection_invalidated=gone,
        dialect=dialect,
    )
