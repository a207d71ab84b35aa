"""What a command works with: the database that was named, and its clock."""

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
def at_work(ctx: typer.Context) -> Iterator["Context"]:
    """Open the database for the length of a command.

    Raises:
        StorageError: the database is missing, gone or not set up.
    """
    from casework.context import open_context

    context = open_context(options_of(ctx).url)
    try:
        yield context
    finally:
        context.database.dispose()
