"""Conditions need CEL, and not the command line that its package brings along."""

import subprocess
import sys

from engine.workflow.cel_alone import load_cel

LATER = """
import sys
from engine.workflow.expression import holds
assert holds("age < 18", {"age": 15})
print({"cel.cli", "prompt_toolkit"} & {*sys.modules})
import cel
print(cel.compile is sys.modules["cel.cel"].compile)
"""


def test_the_compiler_comes_alone_and_is_the_one_of_the_package() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", LATER], capture_output=True, text=True, check=True
    )
    assert ran.stdout == "set()\nTrue\n"


def test_it_is_loaded_once() -> None:
    assert load_cel() is load_cel()
