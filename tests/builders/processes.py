"""The program as a process of its own, for the length of a block."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PROGRAM = Path(__file__).parents[2] / "run_engine.py"


@contextmanager
def running(folder: Path, *words: str, **environment: str) -> Iterator[Path]:
    """Run the program in a folder; give the file of what it says; then stop it."""
    said = folder / "said.txt"
    with said.open("w") as out:
        process = subprocess.Popen(
            [sys.executable, "-u", str(PROGRAM), *words],
            cwd=folder,
            env={"PATH": os.environ["PATH"], "COLUMNS": "120", **environment},
            stdout=out,
            stderr=subprocess.STDOUT,
        )
        try:
            yield said
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(timeout=30)


def wait_for(said: Path, pattern: str) -> re.Match[str]:
    """Wait until the program has said something; a minute at most."""
    for _ in range(600):
        found = re.search(pattern, said.read_text())
        if found:
            return found
        time.sleep(0.1)
    raise AssertionError(said.read_text())
