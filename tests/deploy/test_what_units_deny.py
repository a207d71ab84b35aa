"""What a unit denies its service, the service does without: tried on this kernel."""

import ctypes
import subprocess
import sys
from pathlib import Path

from tests.deploy.test_systemd_units import FOLDER, settings
from tests.docs.commands import PROGRAM
from tests.house.tree import ROOT

_PR_SET_MDWE, _REFUSE_EXEC_GAIN = 65, 1
DRAWING = """
from casework.reading.funnel import FunnelStep
from web.charts.funnel import funnel_picture
steps = tuple(
    FunnelStep(step=title, title=title, families=number, per_cent=number)
    for title, number in (("Identified", 69), ("Approved", 63))
)
assert "<svg" in funnel_picture(steps).wide
import typst
assert typst.compile(b"= A paper", format="pdf").startswith(b"%PDF")
"""
"""What is drawn for a page and for a paper."""
ENGINE = str(ROOT / PROGRAM)


def deny_writable_code() -> None:
    """Let this process have no memory that it writes and runs; older kernels shrug."""
    ctypes.CDLL(None).prctl(_PR_SET_MDWE, _REFUSE_EXEC_GAIN, 0, 0, 0)


def run_as_in(unit: str, *words: str, folder: Path) -> None:
    denies = settings(FOLDER / f"{unit}.service").get("MemoryDenyWriteExecute")
    done = subprocess.run(
        [sys.executable, *words],
        cwd=folder,
        preexec_fn=deny_writable_code if denies == ["yes"] else None,
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_the_jobs_and_a_backup_need_no_memory_that_is_written_and_run(
    tmp_path: Path,
) -> None:
    run_as_in("family-case-worker", ENGINE, "init-db", folder=tmp_path)
    run_as_in("family-case-worker", ENGINE, "tick", folder=tmp_path)
    run_as_in("family-case-backup", ENGINE, "backup", str(tmp_path), folder=tmp_path)


def test_the_pages_draw_charts_by_a_compiler_that_needs_such_memory(
    tmp_path: Path,
) -> None:
    run_as_in("family-case-web", "-c", DRAWING, folder=tmp_path)
