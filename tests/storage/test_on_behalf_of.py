"""Who was acted for stands under the hash; older entries keep theirs."""

import pytest

from engine.ledger import GENESIS, entry_hash, verify_chain
from storage.history import HistoryLine, append_history, links_of
from storage.writes import Writes
from tests.builders.storage import NOW

LINE = HistoryLine(
    district_id="maidstone",
    case_number=1,
    entry=1,
    at=NOW,
    actor="ben",
    on_behalf_of="",
    event="note",
    programme_from="identified",
    programme_to="identified",
    service_from="none_yet",
    service_to="none_yet",
    answers="{}",
    workflow_hash="a" * 64,
    command_id="c",
    previous_hash=GENESIS,
)


def test_an_entry_on_nobodys_behalf_has_the_hash_it_had_before() -> None:
    without = {k: v for k, v in LINE.items() if k != "on_behalf_of"}
    del without["previous_hash"]
    without["at"] = NOW.isoformat()
    assert append_history(Writes(), LINE) == entry_hash(GENESIS, without)


@pytest.mark.parametrize(
    ("said", "altered"), [("ann", ""), ("", "ann"), ("ann", "cat")]
)
def test_a_name_that_is_changed_afterwards_shows(said: str, altered: str) -> None:
    line = HistoryLine({**LINE, "on_behalf_of": said})
    head = append_history(Writes(), line)
    row = {**line, "hash": head}
    assert not broken(row, head)
    assert broken({**row, "on_behalf_of": altered}, head)


def broken(row: dict[str, object], head: str) -> bool:
    links = tuple(links_of("MAI-0001", [row]))
    return bool(verify_chain("MAI-0001", links, head=head, length=1))
