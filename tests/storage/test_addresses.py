"""An address may name several servers, in the way that psql reads it."""

from urllib.parse import quote

import pytest
from sqlalchemy import make_url

from storage.addresses import KEPT_ALIVE, read_address
from storage.database import open_database, reading
from storage.districts import setting
from storage.errors import DatabaseGoneError


def test_several_servers_are_read_each_with_its_port() -> None:
    address = read_address(
        "postgresql://ann:a%40b@one.example:5433,two.example:5434/cases"
        "?target_session_attrs=read-write"
    )
    assert address.servers == {"host": "one.example,two.example", "port": "5433,5434"}
    url = address.url
    assert (url.username, url.password, url.database) == ("ann", "a@b", "cases")
    assert dict(url.query) == {"target_session_attrs": "read-write"}


@pytest.mark.parametrize(
    ("hosts", "servers"),
    [
        ("one,two", {"host": "one,two", "port": ","}),
        ("one,two:5433", {"host": "one,two", "port": ",5433"}),
        ("[::1]:5433,[::2]:5434", {"host": "::1,::2", "port": "5433,5434"}),
    ],
)
def test_a_server_without_a_port_is_at_the_usual_one(
    hosts: str, servers: dict[str, str]
) -> None:
    assert read_address(f"postgresql+psycopg://ann@{hosts}/cases").servers == servers


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://ann@one/cases",
        "sqlite:///a,b.db",
        "postgresql:///cases?host=one,two",
    ],
)
def test_any_other_address_is_left_to_sqlalchemy(url: str) -> None:
    assert read_address(url).servers == {}


@pytest.mark.parametrize("hosts", ["one:first,two", "one,two:x", "[::1,two"])
def test_a_fault_among_several_servers_is_told(hosts: str) -> None:
    with pytest.raises(DatabaseGoneError, match="DATABASE_URL is not understood"):
        open_database(f"postgresql://ann@{hosts}/cases")


def test_a_server_that_is_down_is_passed_over_for_the_next(postgres_copy: str) -> None:
    there = make_url(postgres_copy)
    host, port = (there.query.get(n) or getattr(there, n) for n in ("host", "port"))
    who = f"{there.username}:{there.password}" if there.password else there.username
    database = open_database(
        f"postgresql://{who}@127.0.0.1:1,{quote(str(host), safe='')}:{port}/"
        f"{there.database}?target_session_attrs=read-write"
    )
    with reading(database) as connection:
        assert setting(connection, "colour") is None
    database.dispose()


def test_a_silent_server_is_given_up_when_the_address_says() -> None:
    address = read_address("postgresql://ann@one,two/cases?keepalives_idle=60")
    settings = address.unless_said(KEPT_ALIVE)
    assert settings == {k: v for k, v in KEPT_ALIVE.items() if k != "keepalives_idle"}
