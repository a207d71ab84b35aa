"""The code keeps the house rules that no linter knows."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.tree import ROOMS, ROOT, parse, python_files, where

LONGEST_FILE = 300
LONGEST_FUNCTION = 40

# `datetime.now()`, `func.now()`, `time.time()` and their like, as owner and name.
CLOCKS = {
    ("datetime", "now"),
    ("datetime", "today"),
    ("datetime", "utcnow"),
    ("date", "today"),
    ("func", "now"),
    ("func", "current_timestamp"),
    ("time", "time"),
    ("time", "time_ns"),
    ("time", "localtime"),
    ("time", "gmtime"),
}
MAY_READ_THE_CLOCK = {"casework/context.py", "tests/casework/test_context.py"}

Function = ast.FunctionDef | ast.AsyncFunctionDef


def test_no_python_file_is_longer_than_300_lines() -> None:
    long = [
        f"{where(path)}: {count} lines"
        for path in python_files()
        if (count := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST_FILE
    ]
    assert not long, "\n".join(["Split these files:", *long])


def test_no_function_is_longer_than_40_lines() -> None:
    long = [
        f"{where(path, node.lineno)}: {node.name}: {count} lines"
        for path in python_files()
        for node in ast.walk(parse(path))
        if isinstance(node, Function)
        and (count := _code_lines(node)) > LONGEST_FUNCTION
    ]
    assert not long, "\n".join(["Split these functions:", *long])


def test_only_one_module_reads_the_wall_clock() -> None:
    reads = [
        where(path, line)
        for path in python_files()
        if where(path) not in MAY_READ_THE_CLOCK
        for line in clock_reads(parse(path))
    ]
    assert not reads, "\n".join(["Take `now` or `today` as an argument:", *reads])


@pytest.mark.parametrize(
    "code",
    [
        "datetime.now(UTC)",
        "datetime.datetime.utcnow()",
        "date.today()",
        "Field(default_factory=datetime.now)",
        "func.now()",
        "time.time()",
        "from time import time",
    ],
)
def test_a_wall_clock_read_is_found(code: str) -> None:
    assert list(clock_reads(ast.parse(code))) == [1]


def test_a_clock_that_is_handed_in_is_no_wall_clock() -> None:
    assert list(clock_reads(ast.parse("context.now(); time.monotonic()"))) == []


@pytest.mark.parametrize("room", ROOMS)
def test_every_public_function_says_what_it_is_for(room: str) -> None:
    bare = [
        where(path, node.lineno) + f": {node.name}"
        for path in python_files()
        if path.is_relative_to(ROOT / room) and "migrations" not in path.parts
        for node in _public_functions(parse(path))
        if not ast.get_docstring(node)
    ]
    assert not bare, "\n".join(["Give these a docstring:", *bare])


@pytest.mark.parametrize("room", ROOMS)
def test_every_room_is_a_package_with_tests_of_its_own(room: str) -> None:
    assert (ROOT / room / "__init__.py").exists(), f"{room}/__init__.py is missing"
    tests = list((ROOT / "tests" / room).rglob("test_*.py"))
    assert tests, f"tests/{room} has no test"


def test_the_entry_point_only_starts_the_command_line() -> None:
    """import-linter sees packages only, not this module beside them."""
    tree = parse(ROOT / "run_engine.py")
    modules = {
        (node.module or "") if isinstance(node, ast.ImportFrom) else alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
    rooms = {module.split(".")[0] for module in modules} & set(ROOMS)
    assert rooms == {"commandline"}


def clock_reads(tree: ast.Module) -> Iterator[int]:
    """Give the lines where code reads the machine's clock."""
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(value=owner, attr=name) if (
                _name(owner),
                name,
            ) in CLOCKS:
                yield node.lineno
            case ast.ImportFrom(module="time", names=names) if any(
                ("time", alias.name) in CLOCKS for alias in names
            ):
                yield node.lineno


def _name(owner: ast.expr) -> str:
    match owner:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def _code_lines(node: Function) -> int:
    """Count a function's lines, its docstring apart: that may be as long as needed."""
    count = (node.end_lineno or node.lineno) - node.lineno + 1
    match node.body:
        case [ast.Expr(value=ast.Constant(value=str())) as text, *_]:
            return count - (text.end_lineno or text.lineno) + text.lineno - 1
    return count


def _public_functions(tree: ast.Module) -> Iterator[Function]:
    """Give the module's functions and its public classes' methods."""
    classes = [node for node in tree.body if isinstance(node, ast.ClassDef)]
    public = [node for node in classes if not node.name.startswith("_")]
    for body in [tree.body, *(node.body for node in public)]:
        for node in body:
            if isinstance(node, Function) and not node.name.startswith("_"):
                yield node


def test_the_tree_is_walked() -> None:
    assert Path(__file__) in python_files()
