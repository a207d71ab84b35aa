"""The database goes away under a web process and comes back: so do the pages.

A real server, stopped and started, and `serve` as a process of its own, which nobody
starts again.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx2
import pytest

from benchmarks.failover.server import Server, servers
from benchmarks.load.passes import Pass, let_in
from tests.builders.office import an_office
from tests.builders.processes import running, wait_for

LEADER = "mai.coordinator"
CASE = "/cases/MAI-0001"


@dataclass(frozen=True, kw_only=True)
class Served:
    """A database server, and somebody at the pages that are served from it."""

    server: Server
    browser: httpx2.Client
    let_in: Pass
    said: Path

    def page(self) -> httpx2.Response:
        """Look at the page of a case."""
        return self.browser.get(CASE, headers=self.let_in.to_the_pages)

    def note(self, key: str) -> httpx2.Response:
        """Note a contact with its family by the API."""
        return self.browser.post(
            f"/api/v1{CASE}/advance",
            headers=self.let_in.to_the_api | {"Idempotency-Key": key},
            json={
                "event": "note_contact",
                "answers": {"contact_on": "2012-12-17", "note": "Seen"},
            },
        )


@pytest.fixture(scope="module")
def there(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Give an office with one family, on a PostgreSQL of its own, and its pages."""
    with servers("one") as (server,):
        server.make()
        with an_office(server.url()) as office:
            office.open_families(1)
            passes = let_in(office.context, [LEADER])
        words = ("--database", server.url(), "serve", "--port", "0")
        with running(tmp_path_factory.mktemp("served"), *words) as said:
            address = wait_for(said, r"Serving (http://127\.0\.0\.1:\d+)/")[1]
            with httpx2.Client(base_url=address, timeout=60) as browser:
                yield Served(
                    server=server, browser=browser, let_in=passes[LEADER], said=said
                )


def test_pages_say_that_the_records_are_away_and_work_again_by_themselves(
    there: Served,
) -> None:
    assert there.page().status_code == 200
    assert there.note("first").json()["repeated"] is False

    there.server.stop()
    page = there.page()
    assert page.status_code == 503
    assert "The records cannot be reached just now." in page.text
    refused = there.note("second")
    assert refused.status_code == 503
    assert refused.headers["Content-Type"] == "application/problem+json"
    assert refused.json()["title"] == "The service is not available"
    ready = there.browser.get("/health/ready")
    assert ready.status_code == 503
    assert there.browser.get("/health/live").status_code == 200

    there.server.start()
    assert there.page().status_code == 200
    assert there.note("second").json()["repeated"] is False
    assert there.note("first").json()["repeated"] is True
    assert there.browser.get("/health/ready").status_code == 200
    assert "Traceback" not in there.said.read_text()


def test_a_server_that_was_started_again_between_two_pages_is_not_noticed(
    there: Served,
) -> None:
    assert there.page().status_code == 200
    there.server.stop()
    there.server.start()
    assert there.page().status_code == 200
