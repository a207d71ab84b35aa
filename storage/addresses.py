"""Reading a database's address, also one that names several servers."""

import re
from dataclasses import dataclass, field

from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict
from sqlalchemy import URL
from sqlalchemy.engine import make_url

_HOSTS = re.compile(r"^[^:]+://(?:[^/?@]*@)?([^/?]*,[^/?]*)")
_PLACES: tuple[str, ...] = ("host", "port")
KEPT_ALIVE = {
    "keepalives_idle": 10,
    "keepalives_interval": 3,
    "keepalives_count": 3,
    "tcp_user_timeout": 15_000,
}
"""A server that lost its power or its network says nothing more. It is asked after ten
seconds of silence, and given up for dead ten seconds later (libpq's own settings)."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Address:
    """An address; `servers` is what the driver is told of several hosts and ports."""

    url: URL
    servers: dict[str, str] = field(default_factory=dict)

    def unless_said(self, settings: dict[str, int]) -> dict[str, int]:
        """Give those settings that the address itself says nothing of."""
        return {k: v for k, v in settings.items() if k not in self.url.query}


def read_address(text: str) -> Address:
    """Read an address.

    `postgresql://user@one:5432,two:5432/name?target_session_attrs=read-write` names the
    servers of one database, as psql and every libpq program reads it. SQLAlchemy
    knows one host and one port in that place, so libpq itself reads such an address.

    Raises:
        ArgumentError: it is no address.
        ValueError: it is one with a fault, such as a port that is no number.
    """
    if not _HOSTS.match(text):
        return Address(url=make_url(text))
    kind, _, rest = text.partition("://")
    try:
        read = conninfo_to_dict(f"postgresql://{rest}")
    except ProgrammingError as error:
        raise ValueError(str(error).strip()) from error
    parts = {str(name): str(value) for name, value in read.items()}
    servers = {name: parts.pop(name) for name in _PLACES if name in parts}
    if not all(port.isdigit() for port in servers.get("port", "").split(",") if port):
        raise ValueError(f"'{servers['port']}' are not all ports")
    url = URL.create(
        kind,
        username=parts.pop("user", None),
        password=parts.pop("password", None),
        database=parts.pop("dbname", None),
        query=parts,
    )
    return Address(url=url, servers=servers)
