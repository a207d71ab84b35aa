"""A relay before a server, which cuts one answer off on its way."""

import select
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from threading import Thread
from urllib.parse import urlsplit

PIECE = 65536
HERE = "127.0.0.1"


@dataclass(kw_only=True)
class Relay:
    """Passes bytes to and fro; the first answer to what `cuts` begins is cut off."""

    to: tuple[str, int]
    cuts: bytes
    has_cut: bool = False

    def take(self, listening: socket.socket) -> None:
        """Take connections, until nobody listens any more."""
        with suppress(OSError):
            while True:
                client, _ = listening.accept()
                Thread(target=self._pass_on, args=(client,), daemon=True).start()

    def _pass_on(self, client: socket.socket) -> None:
        cutting = False
        with client, socket.create_connection(self.to) as server, suppress(OSError):
            while True:
                for each in select.select([client, server], [], [])[0]:
                    piece = each.recv(PIECE)
                    if not piece:
                        return
                    if each is server and cutting:
                        self.has_cut = True
                        return
                    asks = each is client and piece.startswith(self.cuts)
                    cutting = cutting or (asks and not self.has_cut)
                    (server if each is client else client).sendall(piece)


@contextmanager
def a_relay(address: str, *, cuts: bytes) -> Iterator[str]:
    """Give the address of a relay before a site that is served.

    Args:
        address: of the site.
        cuts: how the request begins whose answer is cut off, the first time.
    """
    site = urlsplit(address)
    relay = Relay(to=(str(site.hostname), int(site.port or 0)), cuts=cuts)
    with socket.create_server((HERE, 0)) as listening:
        Thread(target=relay.take, args=(listening,), daemon=True).start()
        yield f"http://{HERE}:{listening.getsockname()[1]}"
        listening.shutdown(socket.SHUT_RDWR)
    assert relay.has_cut, "Nothing was cut off."
