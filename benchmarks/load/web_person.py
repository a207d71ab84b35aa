"""A person at work through the web: looks at pages, and advances cases by the API.

Whoever is answered 503, or by nobody, sends the same again with the same key. What
can be done, and what is asked for, they know from the answers alone.
"""

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from http import HTTPStatus
from typing import Any

import httpx2

from benchmarks.errors import NotDoneError
from benchmarks.load.book import (
    CONFLICT,
    DONE,
    REFUSED,
    REPEATED,
    UNANSWERED,
    Book,
)
from benchmarks.load.choosing import Chooser, weight
from benchmarks.load.clock import FastClock
from benchmarks.load.passes import Pass
from benchmarks.load.person import (
    PATIENCE_SECONDS,
    PAUSE_SECONDS,
    Asked,
    UnansweredError,
)
from engine.local_time import london_day
from tests.builders.office_steps import GOOD, LINE, PLAIN

PAGE, READ, ADVANCE = "page", "api look", "api advance"
"""The kinds of request that are sent to a site."""
ALWAYS = "note_contact"
"""An event that most cases allow."""
ANSWER_SECONDS = 30
Json = Mapping[str, Any]


@dataclass(kw_only=True)
class WebPerson:
    """Somebody who works through the web, as one of the office's people at a time.

    `browser` knows the site's address; `passes` lets them in, by user.
    """

    name: str
    browser: httpx2.Client
    passes: Mapping[str, Pass]
    chooser: Chooser
    clock: FastClock
    book: Book
    asked: int = 0

    def do_something(self) -> None:
        """Look at a case's page, then do one thing with it by the API.

        Raises:
            UnansweredError: the site stayed away; the book says what for.
            NotDoneError: it answered what it never should.
        """
        reference = self.chooser.pick()
        leader = self._in_post("coordinator")
        page = f"/cases/{reference}"
        self._look(PAGE, page, self.passes[leader].to_the_pages)
        case = self._read(reference, "", leader)
        user = self._somebody_for(case)
        if user not in self.passes:
            return
        found = self._read(reference, "/steps", user)
        steps = [each for each in found.get("can_do", ()) if self._may_be_tried(each)]
        if steps:
            state = case["programme"]["state"]
            weights = [weight(state, each["event"]) for each in steps]
            chosen = steps[self.chooser.chance.weighted(weights)]
            self._advance(found, chosen, user)

    def _in_post(self, role: str) -> str:
        return self.chooser.in_post((role,), self._today())[0]

    def _today(self) -> date:
        return london_day(self.clock())

    def _somebody_for(self, case: Json) -> str:
        """Name somebody who may do what could come next."""
        leading_on = LINE.get(case["programme"]["state"], [])
        known = [e for e in leading_on if e in self.chooser.workflow.events]
        event = self.chooser.chance.one_of([*known, ALWAYS])
        return self.chooser.who_may(case["worker"], event, self._today())

    def _may_be_tried(self, step: Json) -> bool:
        """Say whether a step is open, and no decision: those are a meeting's."""
        event = self.chooser.workflow.events[step["event"]][1]
        return not step["blocked_by"] and event.decision is None

    def _read(self, reference: str, of: str, user: str) -> Json:
        """Read a case, or of it; nothing when it is out of this person's sight."""
        address = f"/api/v1/cases/{reference}{of}"
        answer = self._look(READ, address, self.passes[user].to_the_api)
        found: Json = answer.json()
        return found if answer.status_code == HTTPStatus.OK else {}

    def _look(self, what: str, address: str, headers: Json) -> httpx2.Response:
        asked = Asked(what=what)
        answer = self._answered(asked, "GET", address, headers=headers)
        there = answer.status_code == HTTPStatus.OK
        if not there and answer.status_code != HTTPStatus.NOT_FOUND:
            raise NotDoneError(f"{answer.status_code} for {address}: {answer.text}")
        self.book.write(asked.act(DONE if there else REFUSED))
        return answer

    def _advance(self, found: Json, step: Json, user: str) -> None:
        self.asked += 1
        key, reference = f"{self.name}-{self.asked}", found["reference"]
        asked = Asked(what=ADVANCE, command=f"api:{user}:{key}")
        version = {"If-Match": f'"{found["version"]}"', "Idempotency-Key": key}
        answer = self._answered(
            asked,
            "POST",
            f"/api/v1/cases/{reference}/advance",
            headers=self.passes[user].to_the_api | version,
            json={"event": step["event"], "answers": dict(self._answers(step))},
        )
        outcome, after = _told(answer)
        self.book.write(asked.act(outcome, reference=reference, version=after))

    def _answers(self, step: Json) -> Iterator[tuple[str, object]]:
        for question in step["asks"]:
            if question["required"]:
                good = GOOD.get((step["event"], question["name"]))
                yield question["name"], self._good(question) if good is None else good

    def _good(self, question: Json) -> object:
        kind, options = question["type"], question["options"]
        if kind == "date":
            return self._today().isoformat()
        if kind == "case":
            return self.chooser.chance.one_of(self.chooser.references)
        if kind in PLAIN:
            return PLAIN[kind]
        return self.chooser.chance.one_of(options) if options else ""

    def _answered(
        self,
        asked: Asked,
        method: str,
        address: str,
        **sent: Any,  # noqa: ANN401 - whatever the client takes
    ) -> httpx2.Response:
        """Send the same until there is an answer, and count how often."""
        while time.monotonic() < asked.began + PATIENCE_SECONDS:
            asked.tries += 1
            try:
                answer = self.browser.request(method, address, **sent)
            except httpx2.TransportError:
                time.sleep(PAUSE_SECONDS)
                continue
            if answer.status_code != HTTPStatus.SERVICE_UNAVAILABLE:
                return answer
            time.sleep(PAUSE_SECONDS)
        self.book.write(asked.act(UNANSWERED))
        raise UnansweredError(f"{self.name}: {asked.what} was not answered in time.")


def a_browser(address: str) -> httpx2.Client:
    """Give a client of one site, which keeps its connection for the next request."""
    return httpx2.Client(base_url=address, timeout=ANSWER_SECONDS, trust_env=False)


def wait_for_the_site(browser: httpx2.Client, until: float) -> None:
    """Wait until a site that was just started says that it can work.

    Raises:
        UnansweredError: it never did.
    """
    while time.monotonic() < until:
        try:
            if browser.get("/health/ready").status_code == HTTPStatus.OK:
                return
        except httpx2.TransportError:
            pass
        time.sleep(PAUSE_SECONDS)
    raise UnansweredError("The site was not ready in time.")


_REFUSALS: Mapping[int, str] = {
    HTTPStatus.FORBIDDEN: REFUSED,
    HTTPStatus.NOT_FOUND: REFUSED,
    HTTPStatus.CONFLICT: REFUSED,
    HTTPStatus.PRECONDITION_FAILED: CONFLICT,
    HTTPStatus.UNPROCESSABLE_ENTITY: REFUSED,
}


def _told(answer: httpx2.Response) -> tuple[str, int]:
    """Give what came of an advance, and the version that was told.

    Raises:
        NotDoneError: it was neither done nor refused.
    """
    if answer.is_success:
        done = answer.json()
        return (REPEATED if done["repeated"] else DONE), done["version"]
    try:
        return _REFUSALS[answer.status_code], 0
    except KeyError:
        text = f"An advance was answered {answer.status_code}: {answer.text}"
        raise NotDoneError(text) from None
