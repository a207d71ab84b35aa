"""Runs a program as Python would, and writes down the most memory that it took.

    python -m benchmarks.peak FILE PROGRAM [ARGUMENTS]

The peak is read by the process itself, at its end, from the kernel's own count of it
(`VmHWM`). What `getrusage` says of a process, or of its children, will not do on Linux:
it begins with the peak of whoever started it.
"""

import resource
import runpy
import sys
from pathlib import Path

_KILO = 1024


def main() -> None:
    """Run the program that is named, and write its peak into the file."""
    file, *sys.argv = sys.argv[1:]
    try:
        runpy.run_path(sys.argv[0], run_name="__main__")
    finally:
        Path(file).write_text(str(peak()))


def peak() -> int:
    """Give the most memory that this process has taken so far, in bytes."""
    counted = peak_of("self")
    if counted is not None:
        return counted
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * _KILO


def peak_of(process: int | str) -> int | None:
    """Give the most memory that a process has taken so far; None but on Linux."""
    status = Path(f"/proc/{process}/status")
    if not status.exists():
        return None
    lines = status.read_text().splitlines()
    (line,) = (line for line in lines if line.startswith("VmHWM:"))
    return int(line.split()[1]) * _KILO


if __name__ == "__main__":
    main()
