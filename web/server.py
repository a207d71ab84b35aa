"""Serving the application: one process, on one address, until it is stopped."""

import gc
import socket
from ipaddress import ip_address

import uvicorn
from fastapi import FastAPI


class AddressTakenError(Exception):
    """The address can not be listened on: somebody else does, or it is not ours."""


def listen(host: str, port: int) -> socket.socket:
    """Open the address that is to be served.

    Args:
        host: an address of this machine; `127.0.0.1` is for this machine alone.
        port: the port; 0 takes any that is free.

    Raises:
        AddressTakenError: in a sentence that says what to do.
    """
    try:
        return socket.create_server((host, port))
    except OSError as error:
        raise AddressTakenError(
            f"{host}, port {port}, can not be served ({error.strerror}). Somebody else "
            "may be there already: give another one with --port."
        ) from error


def serve(app: FastAPI, listening: socket.socket) -> None:
    """Serve until the process is told to stop; what has begun is finished first.

    What the application is made of is no litter: the collector leaves it alone, or it
    would look through all of it in the middle of somebody's page.
    """
    gc.collect()
    gc.freeze()
    server_of(app).run(sockets=[listening])


def server_of(app: FastAPI) -> uvicorn.Server:
    """Give the server of an application, which nobody has told to run yet.

    Addresses of pages hold references, so that no line is logged for each request.
    """
    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=10,
    )
    return uvicorn.Server(config)


def address_of(listening: socket.socket) -> str:
    """Give what to type into a browser on this machine."""
    host, port = listening.getsockname()[:2]
    return f"http://{'127.0.0.1' if is_everywhere(host) else host}:{port}/"


def is_everywhere(host: str) -> bool:
    """Say whether a host is every address of this machine."""
    return ip_address(host).is_unspecified
