"""The commands that pages quote, and the commands that the program has."""

import re
import shlex
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import typer

from commandline.app import build_app
from tests.docs.pages import blocks, code

PROGRAM = "run_engine.py"
_AFTER_PROGRAM = re.compile(r"(?:run_engine\.py|^family-cases)(?: ([^#|>]*)|$|(?=\W))")
"""The program from its folder, and as root types it where systemd runs it."""


@cache
def the_program() -> Any:  # noqa: ANN401 - Typer's own types are private
    """Give the whole program as a tree of commands."""
    return typer.main.get_command(build_app())


def all_commands() -> list[str]:
    """Give every command's full name, such as `workflows check`."""
    return sorted(_names(the_program().commands))


def _names(commands: dict[str, Any], before: str = "") -> Iterator[str]:
    for name, command in commands.items():
        inside = getattr(command, "commands", None)
        if inside:
            yield from _names(inside, f"{before}{name} ")
        elif not command.hidden:
            yield f"{before}{name}"


def quoted(page: Path) -> Iterator[list[str]]:
    """Give the words of every command line of the program that a page quotes."""
    for line in code(page):
        found = _AFTER_PROGRAM.search(line)
        if found:
            yield shlex.split(found[1] or "")


def problem(words: list[str]) -> str:
    """Say what is wrong with a command line, or nothing.

    A command that is only named, without any of its own words, is in order.
    """
    command = the_program()
    rest = list(words)
    if rest[:1] == ["--database"]:
        del rest[:2]
    while rest and not rest[0].startswith("-") and hasattr(command, "commands"):
        if rest[0] not in command.commands:
            return f"there is no command '{rest[0]}'"
        command = command.commands[rest.pop(0)]
    if not rest or hasattr(command, "commands"):
        return ""
    try:
        command.make_context(PROGRAM, rest)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is the finding
        return str(getattr(error, "message", "")) or str(error)
    return ""


def shown(page: Path) -> Iterator[tuple[list[str], list[str]]]:
    """Give each command that a page shows with output: its words, and the lines.

    They stand in blocks of the language `console`: `$ ` begins a command, `...`
    stands for lines that are left out.
    """
    for block in blocks(page, "console"):
        words: list[str] = []
        lines: list[str] = []
        for line in block.splitlines():
            if line.startswith("$ "):
                if words:
                    yield words, lines
                words, lines = shlex.split(line[2:]), []
            elif line.strip() not in {"", "..."}:
                lines.append(" ".join(line.split()))
        yield words, lines
