"""The demonstration is played a second time, and ends in the same hash chains."""

import os
from pathlib import Path

from demo.stage import play_afresh
from tests.builders.played import played_database
from tests.conftest import SESSION_FOLDER
from tests.demo.test_play import DISTRICTS, ask

HEADS = "SELECT reference, history_hash FROM family_case ORDER BY reference"


def test_the_same_play_ends_the_same_way(tmp_path: Path) -> None:
    district = min(DISTRICTS, key=lambda each: DISTRICTS[each])
    file = played_database(district, tmp_path, Path(os.environ[SESSION_FOLDER]))
    again = tmp_path / "again.db"
    play_afresh(district, again)
    assert ask(file, HEADS) == ask(again, HEADS)
