"""Memory that is written and run: what a unit denies, its service does without."""

import ctypes
import subprocess
import sys
from pathlib import Path

from tests.deploy.test_systemd_units import FOLDER, settings
from tests.docs.commands import PROGRAM
from tests.house.tree import ROOT

_PR_SET_MDWE, _PR_GET_MDWE, _REFUSE_EXEC_GAIN = 65, 66, 1
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
CAN_DENY = ctypes.CDLL(None).prctl(_PR_GET_MDWE, 0, 0, 0, 0) >= 0
"""Linux before 6.3 can not: there the same is run, and nothing is denied."""
DENY = f"""
import ctypes, os, sys
assert ctypes.CDLL(None).prctl({_PR_SET_MDWE}, {_REFUSE_EXEC_GAIN}, 0, 0, 0) == 0
os.execv(sys.executable, [sys.executable, *sys.argv[1:]])
"""


def run(*words: str, folder: Path, denied: bool) -> subprocess.CompletedProcess[str]:
    """Run Python, with or without memory that it writes and runs."""
    first = ["-c", DENY] if denied and CAN_DENY else []
    return subprocess.run(
        [sys.executable, *first, *words],
        cwd=folder,
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )


def denies(unit: str) -> bool:
    """Say whether a unit denies such memory."""
    return settings(FOLDER / f"{unit}.service").get("MemoryDenyWriteExecute") == ["yes"]


def test_the_jobs_and_a_backup_do_without(tmp_path: Path) -> None:
    assert denies("family-case-worker")
    assert denies("family-case-backup")
    for words in (["init-db"], ["tick"], ["backup", str(tmp_path)]):
        done = run(ENGINE, *words, folder=tmp_path, denied=True)
        assert done.returncode == 0, done.stderr


def test_the_pages_need_it_for_their_charts(tmp_path: Path) -> None:
    assert not denies("family-case-web@")
    drawn = run("-c", DRAWING, folder=tmp_path, denied=False)
    assert drawn.returncode == 0, drawn.stderr
    if CAN_DENY:
        died = run("-c", DRAWING, folder=tmp_path, denied=True).returncode
        assert died < 0, "by a signal"
