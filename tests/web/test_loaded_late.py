"""What few pages need is loaded when one of them is asked for."""

import subprocess
import sys

from tests.builders.processes import PROGRAM

SELDOM_NEEDED = {"altair", "vl_convert", "typst", "openpyxl", "authlib"}


def test_what_draws_and_signs_on_is_not_loaded_to_serve_pages() -> None:
    code = f"import sys, web.app; print({SELDOM_NEEDED!r} & {{*sys.modules}})"
    ran = subprocess.run(
        [sys.executable, "-c", code],
        cwd=PROGRAM.parent,
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout == "set()\n"
