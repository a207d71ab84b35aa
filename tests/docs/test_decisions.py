"""Decisions are numbered, of one form, one page each, and listed."""

import re
from pathlib import Path

import pytest

from tests.docs.pages import DOCS, read

INDEX = DOCS / "decisions" / "README.md"
RECORDS = sorted((DOCS / "decisions").glob("[0-9]*.md"))
SECTIONS = ["Context", "Decision", "Consequences", "Rejected"]
ONE_PAGE = 60  # lines


def test_numbers_follow_one_another() -> None:
    numbers = [int(record.name[:4]) for record in RECORDS]
    assert numbers == list(range(1, len(RECORDS) + 1))


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.stem)
def test_a_decision_has_its_number_date_and_sections(record: Path) -> None:
    lines = read(record).splitlines()
    assert lines[0].startswith(f"# {int(record.name[:4])}. ")
    assert re.fullmatch(r"[A-Z][a-z]+ 20\d\d\. (Accepted|Replaced by .+)\.", lines[2])
    assert [line[3:] for line in lines if line.startswith("## ")] == SECTIONS
    assert len(lines) <= ONE_PAGE


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.stem)
def test_a_decision_is_listed(record: Path) -> None:
    assert f"| [{record.name[:4]}]({record.name}) |" in read(INDEX)
