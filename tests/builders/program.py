"""The program itself, run in this process, on the database of a test."""

import json
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from typer import testing
from typer.main import get_command
from typer.testing import CliRunner

from casework.context import CLOCK_STANDS_AT
from commandline.app import build_app
from storage.database import open_database, writing
from storage.districts import set_setting
from tests.builders.office import Office

the_app = cache(build_app)
"""The commands put together: a process does that once, and so do these tests."""
_BUILDS = "_get_command"
"""Typer's private way to build a command, which its runner goes anew each time."""
assert hasattr(testing, _BUILDS), "a new typer: see how its runner builds a command"
setattr(testing, _BUILDS, cache(get_command))


@dataclass(frozen=True, kw_only=True)
class Ran:
    """What a command printed, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:  # noqa: ANN401 - JSON is anything
        return json.loads(self.out)


@dataclass(frozen=True, kw_only=True)
class Program:
    """Runs commands as a person types them, on one database."""

    url: str

    def run(self, *words: str) -> Ran:
        """Run a command, such as `run("case", "MAI-0001")`."""
        runner = CliRunner(env={"COLUMNS": "300"})
        result = runner.invoke(the_app(), ["--database", self.url, *words])
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Ran(code=result.exit_code, out=result.stdout, err=result.stderr)

    def done(self, *words: str) -> str:
        """Run a command that succeeds; give what it printed."""
        ran = self.run(*words)
        assert ran.code == 0, ran
        return ran.out

    def refused(self, *words: str) -> str:
        """Run a command that is refused; give its sentences. It printed no result."""
        ran = self.run(*words)
        assert ran.code == 1, ran
        assert not ran.out
        assert "Traceback" not in ran.err
        return ran.err

    def misused(self, *words: str) -> str:
        """Run a command that is not understood; give the last line, which says why."""
        ran = self.run(*words)
        assert ran.code == 2, ran
        return ran.err.splitlines()[-1]

    def set_clock(self, moment: datetime) -> None:
        """Let the database's clock stand at a moment, as a demonstration's does."""
        database = open_database(self.url)
        with writing(database) as connection:
            set_setting(connection, CLOCK_STANDS_AT, moment.isoformat())
        database.dispose()


def program_of(office: Office) -> Program:
    """Give the program on an office's database, by the office's clock."""
    program = Program(url=office.url)
    program.set_clock(office.context.now())
    return program
