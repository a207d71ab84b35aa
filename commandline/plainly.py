"""Whatever goes wrong is said in plain sentences, with the right exit code."""

import sys
import traceback
from typing import Any

import typer
from typer.core import TyperGroup

from commandline.output import complain
from commandline.session import Options

STOPPED = 130
"""The exit code of a program that was stopped from the keyboard."""


class PlainGroup(TyperGroup):
    """Runs a command; a fault is told in sentences, never as a traceback."""

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401 - Typer's own types are private
        """Run the command that was named.

        Raises:
            Exit: with the exit code, after a fault has been told.
        """
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            complain(["Stopped. What was not finished has not been written."])
            raise typer.Exit(STOPPED) from None
        except BrokenPipeError:
            raise  # whoever read our output has gone: Typer ends quietly
        except Exception as error:
            if isinstance(error, typer.Abort) or hasattr(error, "exit_code"):
                raise  # Typer's own: an exit, or a wrong use
            complain(_sentences(error))
            if isinstance(ctx.obj, Options) and ctx.obj.debug:
                traceback.print_exc(file=sys.stderr)
            raise typer.Exit(1) from None


def _sentences(error: Exception) -> list[str]:
    from casework.delivery.read_settings import SettingsError
    from casework.errors import RealCasesError, StaffMissingError, StorageError
    from demo.play_file import PlayError
    from engine.workflow.faults import DefinitionError
    from web.server import AddressTakenError
    from web.settings import WebSettingsError

    ours = (
        StorageError
        | StaffMissingError
        | RealCasesError
        | PlayError
        | SettingsError
        | AddressTakenError
        | WebSettingsError
    )
    if isinstance(error, ours):
        return [str(error)]
    if isinstance(error, DefinitionError):
        return [str(fault) for fault in error.faults]
    if isinstance(error, OSError) and error.filename:
        return [f"{error.filename}: this file can not be used ({error.strerror})."]
    where = "`run_engine.py --debug COMMAND` shows where it arose: please report that."
    return [
        f"This is a fault of the program: {type(error).__name__}: {error}",
        f"Nothing is half done. {where}",
    ]
