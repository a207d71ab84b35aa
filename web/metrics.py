"""Figures for Prometheus: requests by route, and what waits in the outbox.

They name routes, never addresses: an address may hold a reference.
"""

from time import perf_counter

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    generate_latest,
)
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from casework.access.readiness import messages_by_state
from casework.context import Context
from casework.errors import StorageError

_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_STATES = ("waiting", "sent", "failed", "overtaken")


class Metrics:
    """The figures of one application."""

    def __init__(self) -> None:
        """Start all of them at nothing."""
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "web_requests",
            "Requests that were answered.",
            ("method", "route", "status"),
            registry=self._registry,
        )
        self._seconds = Histogram(
            "web_request_seconds",
            "How long an answer took, in seconds.",
            ("method", "route"),
            registry=self._registry,
        )
        self._outbox = Gauge(
            "outbox_messages",
            "Messages of the outbox, by what became of them.",
            ("state",),
            registry=self._registry,
        )
        self._database = Gauge(
            "database_up", "Whether the database answers.", registry=self._registry
        )

    def answered(self, scope: Scope, status: int, seconds: float) -> None:
        """Count an answer."""
        route = str(getattr(scope.get("route"), "path", "(no route)"))
        method = str(scope["method"])
        method = method if method in _METHODS else "other"  # anybody may send any
        self._requests.labels(method, route, str(status)).inc()
        self._seconds.labels(method, route).observe(seconds)

    def text(self, context: Context) -> bytes:
        """Give all figures as Prometheus reads them; without a database, fewer."""
        try:
            counts = messages_by_state(context)
            for state in _STATES:
                self._outbox.labels(state).set(counts.get(state, 0))
            self._database.set(1)
        except StorageError:
            self._database.set(0)
        return generate_latest(self._registry)


class Counted:
    """Counts every answer of an application."""

    def __init__(self, app: ASGIApp, *, metrics: Metrics) -> None:
        """Take what is counted, and where."""
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, and count it once it begins to be answered."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = perf_counter()

        async def send_on(message: Message) -> None:
            if message["type"] == "http.response.start":
                took = perf_counter() - started
                self._metrics.answered(scope, message["status"], took)
            await send(message)

        await self._app(scope, receive, send_on)
