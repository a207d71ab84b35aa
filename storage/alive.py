"""Pooled connections that died unnoticed: found without asking the server each time.

A server that ends a connection says so, or closes it: there is something to read on
one that waits for no answer. That is looked for each time, and costs no round trip. A
machine that vanished says nothing, so that a connection which lay idle for longer is
asked first. A dead one is replaced, and all that were opened before it.

HikariCP, the pool of many Java programs, asks after the same half second
(`aliveBypassWindowMs`).
"""

import selectors
from time import monotonic
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import InvalidatePoolError
from sqlalchemy.pool import ConnectionPoolEntry

IDLE_SECONDS = 0.5
_USED = "last used at"
# `select` where there is no poll, on Windows; `epoll` would be made anew each time.
_LOOKS = getattr(selectors, "PollSelector", selectors.SelectSelector)


def look_before_use(database: Engine) -> None:
    """Look whether each pooled connection is alive, before a transaction uses it."""

    def remember(_driver: DBAPIConnection | None, entry: ConnectionPoolEntry) -> None:
        entry.info[_USED] = monotonic()

    def look(
        driver: DBAPIConnection,
        entry: ConnectionPoolEntry,
        _proxy: Any,  # noqa: ANN401 - SQLAlchemy's own, of no use here
    ) -> None:
        idle = monotonic() - entry.info[_USED]
        if idle < IDLE_SECONDS and not _has_something_to_say(driver):
            return
        dialect = database.dialect
        try:
            dialect.do_ping(driver)
        except dialect.loaded_dbapi.Error as error:
            raise InvalidatePoolError from error

    event.listen(database, "connect", remember)
    event.listen(database, "checkin", remember)
    event.listen(database, "checkout", look)


def _has_something_to_say(driver: Any) -> bool:  # noqa: ANN401 - psycopg's connection
    if driver.closed:
        return True
    with _LOOKS() as selector:
        selector.register(driver.fileno(), selectors.EVENT_READ)
        return bool(selector.select(timeout=0))
