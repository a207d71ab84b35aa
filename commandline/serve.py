"""`serve` serves the pages; `run` plays a demonstration first, and lets visitors in."""

import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING, Annotated

import typer

from commandline.demo import FOLDER, play_with_progress
from commandline.output import note, say, table
from commandline.session import at_work

if TYPE_CHECKING:
    from casework.access.demonstration import Opened
    from casework.context import Context

PORT = 8000
HERE = "127.0.0.1"
_EVERY = timedelta(seconds=60)
Port = Annotated[
    int, typer.Option(min=0, max=65535, metavar="PORT", help="0 takes a free one.")
]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("serve")(serve)
    app.command("run")(run)


def serve(
    ctx: typer.Context,
    host: Annotated[
        str, typer.Option(metavar="ADDRESS", help="The address to listen on.")
    ] = HERE,
    port: Port = PORT,
) -> None:
    """Serve the pages, until stopped (Ctrl-C).

    Put a proxy with https before it. The environment's WEB_... names say how people
    sign in. What is due is done by `work`, in a process of its own.

    Example: run_engine.py serve --port 8080
    """
    from web.app import create_app
    from web.server import address_of, listen
    from web.server import serve as serve_app
    from web.settings import read_web_settings

    settings = read_web_settings(os.environ)
    _log()
    listening = listen(host, port)
    with at_work(ctx) as context:
        app = create_app(context, settings)
        note(f"Serving {address_of(listening)}. Ctrl-C stops.")
        serve_app(app, listening)


def run(
    district: Annotated[
        str, typer.Option(metavar="DISTRICT", help="Whose play, such as maidstone.")
    ] = "maidstone",
    port: Port = PORT,
) -> None:
    """Play a demonstration, unless there is one, and serve its pages to this machine.

    What is due is done in the same process. A password for all who may sign in is
    made anew each time, and printed.

    Example: run_engine.py run --district tonbridge_and_malling --port 8080
    """
    from casework.access.demonstration import open_to_visitors
    from casework.context import wall_clock
    from web.app import create_app
    from web.server import address_of, listen
    from web.server import serve as serve_app
    from web.settings import WebSettings

    _log()
    listening = listen(HERE, port)
    with _demonstration(district) as context, _doing_what_is_due(context):
        opened = open_to_visitors(context, wall_clock())
        app = create_app(context, WebSettings(secure=False))
        _say_who_may_come(address_of(listening), opened)
        serve_app(app, listening)


def _log() -> None:
    logging.basicConfig(
        stream=sys.stderr, level=logging.WARNING, format="%(asctime)s %(message)s"
    )


@contextmanager
def _demonstration(district: str) -> Iterator["Context"]:
    from casework.access.readiness import is_ready
    from casework.context import open_context

    file = FOLDER / f"demo_{district}.db"
    if file.exists():
        context = open_context(f"sqlite:///{file}")
        if is_ready(context):
            yield context
            context.database.dispose()
            return
        context.database.dispose()
    yield from _played(district, file)


def _played(district: str, file: Path) -> Iterator["Context"]:
    from casework.context import open_context

    play_with_progress(district, file)
    context = open_context(f"sqlite:///{file}")
    yield context
    context.database.dispose()


@contextmanager
def _doing_what_is_due(context: "Context") -> Iterator[None]:
    from casework.jobs.scheduler import work_until_stopped

    stop = Event()
    worker = Thread(
        target=work_until_stopped,
        args=(context,),
        kwargs={"every": _EVERY, "stop": stop},
        name="what is due",
    )
    worker.start()
    try:
        yield
    finally:
        stop.set()
        worker.join()


def _say_who_may_come(address: str, opened: "Opened") -> None:
    table(
        "Who may sign in",
        ("user name", "who it is", "may"),
        (
            (visitor.user, visitor.title, ", ".join(visitor.access))
            for visitor in opened.visitors
        ),
    )
    say(f"\nOpen {address} and sign in with one of these user names.")
    say(f"The password of them all, until this is stopped: {opened.password}")
    say("Ctrl-C stops.")
