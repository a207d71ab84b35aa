"""What commands print: results on stdout, complaints and progress on stderr."""

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, is_dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Literal, TypeVar

import typer

if TYPE_CHECKING:
    from rich.console import Console

    from casework.intake.faults import ListFaults
    from engine.advance.refusal import Refusal

Result = TypeVar("Result")
WIDE = 200
"""Columns of a table that no screen shows: what reads it wants a row on one line."""


def say(text: str) -> None:
    """Print a result."""
    typer.echo(text)


def counted(count: int, noun: str) -> str:
    """Write a count with its noun: 1 clock, 2 clocks, 3 entries."""
    if count == 1:
        return f"1 {noun}"
    return f"{count} {noun[:-1]}ies" if noun.endswith("y") else f"{count} {noun}s"


def note(text: str) -> None:
    """Print something beside the result."""
    typer.echo(text, err=True)


def complain(sentences: Iterable[str]) -> None:
    """Print what is wrong: every sentence, each on its own line."""
    for sentence in sentences:
        note(f"- {sentence}")


def accepted(result: "Result | Refusal | ListFaults") -> "Result":
    """Give a result, or print every reason why there is none.

    Raises:
        Exit: with 1, for a refusal.
    """
    from casework.intake.faults import ListFaults
    from engine.advance.refusal import Refusal

    if isinstance(result, Refusal | ListFaults):
        complain_of(result)
        raise typer.Exit(1)
    return result


def complain_of(refusal: "Refusal | ListFaults") -> None:
    """Print every reason why something was not done."""
    from engine.advance.refusal import Refusal, Why

    note("Not done:")
    complain(refusal.sentences())
    reasons = refusal.reasons if isinstance(refusal, Refusal) else ()
    if any(reason.why is Why.STAFF for reason in reasons):
        note("`staff` lists who there is.")


def say_json(value: object) -> None:
    """Print a value as JSON: days and times in ISO 8601, times in UTC."""
    plain = (
        asdict(value) if is_dataclass(value) and not isinstance(value, type) else value
    )
    say(json.dumps(plain, indent=2, ensure_ascii=False, default=_plain))


def _plain(value: object) -> object:
    if isinstance(value, date):  # a moment is a date too
        return value.isoformat()
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    return str(value)


def console(*, stderr: bool = False) -> "Console":
    """Give a screen: as wide as it is, or wide enough where there is none."""
    from rich.console import Console

    stream = sys.stderr if stderr else sys.stdout
    known = stream.isatty() or "COLUMNS" in os.environ
    return Console(
        stderr=stderr,
        width=None if known else WIDE,
        markup=False,
        highlight=False,
        emoji=False,
    )


def table(title: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print a table under a title; one without rows is left out."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    body = list(rows)
    if not body:
        return
    shown = Table(box=SIMPLE_HEAD, pad_edge=False)
    for column, cell in zip(columns, body[0], strict=True):
        is_number = isinstance(cell, int | float)
        justify: Literal["left", "right"] = "right" if is_number else "left"
        shown.add_column(column, justify=justify, overflow="fold")
    for row in body:
        shown.add_row(*(Text(_printable(str(cell))) for cell in row))
    screen = console()
    screen.print(Text(f"\n{_printable(title)}", style="bold"))
    screen.print(shown)


def _printable(text: str) -> str:
    """Show in their place the characters that could steer a terminal."""
    return "".join(c if c.isprintable() or c == "\n" else "\ufffd" for c in text)


Advance = Callable[[int, int], None]
"""Is told how many of how many are done."""


@contextmanager
def progress(what: str) -> Iterator[Advance]:
    """Show a bar on stderr for as long as something takes; none where nobody looks."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    screen = console(stderr=True)
    columns: list[Any] = [
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
    ]
    bar = Progress(
        *columns, console=screen, transient=True, disable=not screen.is_terminal
    )
    with bar:
        task = bar.add_task(what, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
