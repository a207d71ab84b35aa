"""An HTTP server on loopback that answers as GOV.UK Notify does, or fails to."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

GOOD = 201
_SERVICE = "11111111-1111-4111-8111-111111111111"
KEY = f"family_cases-{_SERVICE}-22222222-2222-4222-8222-222222222222"
TEMPLATE = "33333333-3333-4333-8333-333333333333"
SAID = {
    400: "Missing personalisation: body",
    404: "No result found",
    403: "Invalid token: API key not found",
    429: "Exceeded rate limit for key type LIVE of 3000 requests per 60 seconds",
    500: "Internal server error",
}


@dataclass
class NotifyServer:
    """What it answers to each sending in turn (then GOOD), and what it has taken.

    `status` is what it says became of a letter, by its id or its reference. `told`
    is what it answers to being asked for one by id, in turn: a code (then GOOD).
    `seen` is called with each letter that is taken, before it is answered.
    """

    answers: list[int] = field(default_factory=list)
    told: list[int] = field(default_factory=list)
    status: str = "sending"
    asked: list[str] = field(default_factory=list)
    asked_after: list[str] = field(default_factory=list)
    taken: list[dict[str, Any]] = field(default_factory=list)
    seen: Callable[[], None] = lambda: None
    url: str = ""

    def send(self, letter: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        """Take a letter, or refuse it as the test wants."""
        code = self.answers.pop(0) if self.answers else GOOD
        if code != GOOD:
            return refusal(code)
        letter["id"] = f"notify-{len(self.taken) + 1}"
        self.taken.append(letter)
        self.seen()
        return GOOD, {"id": letter["id"], "reference": letter["reference"]}

    def find(self, reference: str) -> tuple[int, dict[str, Any]]:
        """Give what was taken under a reference."""
        self.asked.append(reference)
        found = [
            {"id": one["id"], "reference": reference, "status": self.status}
            for one in self.taken
            if one["reference"] == reference
        ]
        return 200, {"notifications": found, "links": {}}

    def tell(self, id_: str) -> tuple[int, dict[str, Any]]:
        """Say what became of a letter, by its id, or fail to as the test wants."""
        self.asked_after.append(id_)
        code = self.told.pop(0) if self.told else GOOD
        if code != GOOD:
            return refusal(code)
        return 200, {"id": id_, "status": self.status}


def refusal(code: int) -> tuple[int, dict[str, Any]]:
    """Answer with a code that is not good, in Notify's own form."""
    wrong = [{"error": "AnyError", "message": SAID[code]}]
    return code, {"status_code": code, "errors": wrong}


def _handler(notify: NotifyServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            self._answer(*notify.send(json.loads(self.rfile.read(length))))

        def do_GET(self) -> None:
            asked = urlsplit(self.path)
            reference = parse_qs(asked.query).get("reference")
            if reference:
                self._answer(*notify.find(reference[0]))
            else:
                self._answer(*notify.tell(asked.path.rpartition("/")[2]))

        def _answer(self, code: int, body: dict[str, Any]) -> None:
            content = json.dumps(body).encode()
            self.send_response(code)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Say nothing on the screen."""

    return Handler


@contextmanager
def a_notify_server(
    *answers: int,
    **more: Any,  # noqa: ANN401 - any field of NotifyServer
) -> Iterator[NotifyServer]:
    """Run the server in a thread, for the length of a test."""
    notify = NotifyServer(answers=list(answers), **more)
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(notify))
    notify.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(
        target=server.serve_forever, kwargs={"poll_interval": 0.02}
    )
    thread.start()
    try:
        yield notify
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
