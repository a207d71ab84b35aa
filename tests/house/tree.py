"""The project's own files, as the tests of the code base see them."""

import ast
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("engine", "storage", "casework", "commandline", "demo", "web")


@cache
def files() -> tuple[Path, ...]:
    """Give every file of the project, without what .gitignore keeps out.

    It walks the folders itself, once: the tests run on machines that have no git. In a
    second work tree, `.git` is a file.
    """
    return tuple(_files())


def _files() -> Iterator[Path]:
    ignored = (ROOT / ".gitignore").read_text().split()
    folders = {line.strip("/") for line in ignored if line.endswith("/")} | {".git"}
    patterns = [line for line in ignored if not line.endswith("/")] + [".git"]
    for place, inside, names in os.walk(ROOT):
        inside[:] = sorted(set(inside) - folders)
        for name in sorted(names):
            path = Path(place, name)
            if not any(path.match(pattern) for pattern in patterns):
                yield path


def python_files() -> list[Path]:
    """Give every Python file, tests included."""
    return [path for path in files() if path.suffix == ".py"]


def text_files() -> Iterator[tuple[Path, str]]:
    """Give every file that is text, with its content."""
    for path in files():
        try:
            yield path, path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # a picture or another binary file


def parse(path: Path) -> ast.Module:
    """Give a Python file's syntax tree."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def where(path: Path, line: int = 0) -> str:
    """Say where in the project: `engine/facts.py:12`."""
    name = path.relative_to(ROOT).as_posix()
    return f"{name}:{line}" if line else name
