"""Somebody who works through the web asks again, and what was done is counted once."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.load.book import DONE, REPEATED, Act, Book, acts_in
from benchmarks.load.choosing import Chooser
from benchmarks.load.clock import FIRST_MORNING, FastClock
from benchmarks.load.passes import let_in
from benchmarks.load.proof import prove
from benchmarks.load.web_person import ADVANCE, PAGE, WebPerson, a_browser
from demo.chance import Chance
from tests.builders.office import Office, an_office
from tests.builders.relay import a_relay
from tests.builders.served import served
from web.app import create_app
from web.settings import WebSettings

STANDS_ALMOST_STILL = 1e9
MOST = 20
"""So often somebody may look without finding anything to do."""


@pytest.fixture
def office(sqlite_url: str) -> Iterator[Office]:
    """Give an office with two families."""
    with an_office(sqlite_url, now=FIRST_MORNING) as office:
        office.open_families(2)
        yield office


def works(office: Office, address: str, folder: Path) -> tuple[Act, ...]:
    """Let somebody work through a site until a case was advanced; give their book."""
    clock = FastClock(began=time.monotonic(), seconds_a_day=STANDS_ALMOST_STILL)
    passes = let_in(office.context, office.workflow.district.staff)
    references = ("MAI-0001", "MAI-0002")
    chooser = Chooser(workflow=office.workflow, references=references, chance=Chance(1))
    with Book(folder / "visitor.jsonl") as book, a_browser(address) as browser:
        person = WebPerson(
            name="visitor1",
            browser=browser,
            passes=passes,
            chooser=chooser,
            clock=clock,
            book=book,
        )
        for _ in range(MOST):
            person.do_something()
            acts = tuple(acts_in(folder))
            if any(act.acknowledged for act in acts):
                return acts
    raise AssertionError("Nothing could be done.")


def test_what_was_done_through_the_web_is_in_the_book_and_in_the_history(
    office: Office, tmp_path: Path
) -> None:
    with served(create_app(office.context, WebSettings())) as address:
        acts = works(office, address, tmp_path)
    (advance,) = (act for act in acts if act.acknowledged)
    assert (advance.what, advance.outcome, advance.tries) == (ADVANCE, DONE, 1)
    assert PAGE in {act.what for act in acts}
    findings = prove(office.context, acts, tmp_path, undisturbed=True)
    assert all(finding.holds for finding in findings), findings


def test_a_change_whose_answer_was_lost_is_sent_again_and_done_once(
    office: Office, tmp_path: Path
) -> None:
    with (
        served(create_app(office.context, WebSettings())) as address,
        a_relay(address, cuts=b"POST /api/v1/cases/") as relayed,
    ):
        acts = works(office, relayed, tmp_path)
    (advance,) = (act for act in acts if act.acknowledged)
    assert (advance.what, advance.outcome, advance.tries) == (ADVANCE, REPEATED, 2)
    findings = prove(office.context, acts, tmp_path, undisturbed=True)
    assert all(finding.holds for finding in findings), findings
