"""What a process takes at most is told of itself, whoever started it."""

from pathlib import Path

import httpx2
import pytest

from benchmarks.processes import weigh, weighed_while_it_serves
from tests.builders.office import an_office

MB = 1_000_000
LARGE, SMALL = 300 * MB, 60 * MB


@pytest.fixture
def large() -> bytearray:
    """Make this process, which starts the others, a large one."""
    return bytearray(b"x") * LARGE


def program(folder: Path, text: str) -> str:
    """Write a program."""
    file = folder / "program.py"
    file.write_text(text)
    return str(file)


def test_a_small_process_of_a_large_one_is_told_as_small(
    tmp_path: Path, large: bytearray
) -> None:
    assert len(large) == LARGE
    assert weigh(program(tmp_path, "pass")).peak < SMALL


def test_what_was_taken_and_given_back_counts(tmp_path: Path) -> None:
    taking = f"taken = bytearray(b'x') * {LARGE}\ndel taken"
    assert LARGE < weigh(program(tmp_path, taking)).peak < LARGE + SMALL


def test_a_program_that_ends_early_is_weighed_too(tmp_path: Path) -> None:
    assert weigh(program(tmp_path, "raise SystemExit(0)")).peak > MB


def test_a_web_process_is_weighed_when_it_has_served(
    sqlite_url: str, large: bytearray
) -> None:
    with an_office(sqlite_url), weighed_while_it_serves(sqlite_url) as serving:
        answer = httpx2.get(f"{serving.address}/health/ready", timeout=60)
        assert answer.status_code == 200
    assert serving.before is not None
    assert SMALL < serving.before <= serving.peak < len(large)
