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
    403: "Invalid token: API key not found",
    429: "Exceeded rate limit for key type LIVE of 3000 requests per 60 seconds",
    500: "Internal server error",
}


@dataclass
class NotifyServer:
    """What it answers to each sending in turn (then GOOD), and what it has taken.

    `status` is what it says became of a letter. `seen` is called with each letter
    that is taken, before it is answered.
    """

    answers: list[int] = field(default_factory=list)
    status: str = "sending"
    asked: list[str] = field(default_factory=list)
    taken: list[dict[str, Any]] = field(default_factory=list)
    seen: Callable[[], None] = lambda: None
    url: str = ""

    def send(self, letter: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        """Take a letter, or refuse it as the test wants."""
        code = self.answers.pop(0) if self.answers else GOOD
        if code != GOOD:
            wrong = [{"error": "AnyError", "message": SAID[code]}]
            return code, {"status_code": code, "errors": wrong}
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


@contextmanager
def a_notify_server(
    *answers: int,
    **more: Any,  # noqa: ANN401 - any field of NotifyServer
) -> Iterator[NotifyServer]:
    """Run the server in a thread, for the length of a test."""
    notify = NotifyServer(answers=list(answers), **more)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            self._answer(*notify.send(json.loads(self.rfile.read(length))))

        def do_GET(self) -> None:
            asked = parse_qs(urlsplit(self.path).query)
            self._answer(*notify.find(asked["reference"][0]))

        def _answer(self, code: int, body: dict[str, Any]) -> None:
            content = json.dumps(body).encode()
            self.send_response(code)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Say nothing on the screen."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
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
