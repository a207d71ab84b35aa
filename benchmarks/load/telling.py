"""What a load prints: figures first, then what holds and what does not."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import typer

from benchmarks.failover.server import ServerError
from benchmarks.load.figures import Operation
from benchmarks.load.finding import Finding
from benchmarks.load.office import NotEmptyError
from benchmarks.parts import NotSplitError
from commandline.output import complain, say, table
from commandline.plainly import STOPPED
from storage.errors import StorageError


@contextmanager
def told_plainly() -> Iterator[None]:
    """Say in a sentence why there was no load.

    Raises:
        Exit: with 1 for a fault, with 130 when it was stopped from the keyboard.
    """
    try:
        yield
    except KeyboardInterrupt:
        complain(["Stopped. Nothing of it is left running."])
        raise typer.Exit(STOPPED) from None
    except (NotEmptyError, NotSplitError, ServerError, StorageError) as error:
        complain([str(error)])
        raise typer.Exit(1) from None


def show_operations(operations: Sequence[Operation]) -> None:
    """Print the figures of each kind of request."""
    table(
        "What was asked for, and how long an answer took (milliseconds)",
        ("what", "answered", "a second", "p50", "p95", "p99", "slowest", "told"),
        (
            (
                each.what,
                each.answered,
                each.a_second,
                each.p50,
                each.p95,
                each.p99,
                each.slowest,
                ", ".join(f"{count} {what}" for what, count in each.told.items()),
            )
            for each in operations
        ),
    )
    complain(f"A {each.what} said: {said}" for each in operations for said in each.said)


def show_findings(findings: Sequence[Finding]) -> None:
    """Print what was checked and holds, and complain of what does not."""
    table(
        "What has to hold",
        ("what", "checked", "holds"),
        ((each.what, each.checked, "yes" if each.holds else "NO") for each in findings),
    )
    against = [f"{each.what}: {said}" for each in findings for said in each.against]
    complain(against)
    if not against:
        say("Nothing was lost, and nothing was done twice.")
