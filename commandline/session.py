"""What a command works with: the database that was named, and its clock."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from casework.context import Context


@dataclass(frozen=True, kw_only=True, slots=True)
class Options:
    """What was said before the command's name."""

    url: str
    debug: bool = False


def options_of(ctx: typer.Context) -> Options:
    """Give what was said before the command's name."""
    options = ctx.obj
    assert isinstance(options, Options)  # noqa: S101 - `_settle` has put it there
    return options


@contextmanager
def at_work(ctx: typer.Context, *, delivering: bool = False) -> Iterator["Context"]:
    """Open the database for the length of a command.

    Args:
        ctx: the command that was given.
        delivering: whether the command sends letters, as the environment says how.

    Raises:
        SettingsError: the environment says what delivery can not work with.
        StorageError: the database is missing, gone or not set up.
    """
    from casework.context import open_context
    from casework.delivery.read_settings import read_settings

    delivery = read_settings(os.environ) if delivering else None
    context = open_context(options_of(ctx).url, delivery=delivery)
    try:
        yield context
    finally:
        context.database.dispose()
