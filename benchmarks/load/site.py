"""A web process: the whole application, served as `run_engine.py serve` serves it.

`serve` itself goes by the wall clock, or by the moment at which a demonstration
stands; the office of a load has a clock that runs fast, so that it is put together
here.
"""

from multiprocessing.synchronize import Event
from threading import Thread

from casework.context import Context
from web.app import create_app
from web.server import listen, server_of
from web.settings import WebSettings


def be_served(
    context: Context, host: str, port: int, closing: Event, *, at_most: float
) -> None:
    """Serve the pages and the API, until told to close or for so many seconds."""
    listening = listen(host, port)
    server = server_of(create_app(context, WebSettings()))

    def close() -> None:
        closing.wait(at_most)
        server.should_exit = True

    Thread(target=close, name="closing", daemon=True).start()
    server.run(sockets=[listening])
