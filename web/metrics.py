"""Figures for Prometheus: requests by route, what waits, and whether the jobs run.

They name routes, never addresses: an address may hold a reference. Prometheus adds up
and compares; here is only what stands.
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

from casework.context import Context
from casework.errors import StorageError
from casework.reading.service_figures import ServiceFigures, service_figures

_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_STATES = ("waiting", "sent", "failed", "overtaken")
_LETTER_STATES = ("waiting", "sending", "sent", "failed")


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
        self._database = self._gauge("database_up", "Whether the database answers.")
        self._outbox = self._gauge(
            "outbox_messages", "Messages, by what became of them.", "state"
        )
        self._waiting = self._gauge(
            "outbox_oldest_seconds", "How long the oldest message has waited."
        )
        self._letters = self._gauge(
            "letters", "Letters, by what became of them.", "state"
        )
        self._cases = self._gauge(
            "cases", "Cases, by where they stand.", "district", "programme"
        )
        self._job_seconds = self._gauge(
            "job_last_run_seconds", "How long the last run of a job took.", "job"
        )
        self._job_started = self._gauge(
            "job_last_start_timestamp_seconds", "When a job last started.", "job"
        )
        self._job_failed = self._gauge(
            "job_last_run_failures", "What its last run could not handle.", "job"
        )
        self._job_late = self._gauge(
            "job_late", "Whether a job did not run when it should.", "job"
        )

    def _gauge(self, name: str, told: str, *labels: str) -> Gauge:
        return Gauge(name, told, labels, registry=self._registry)

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
            self._show(service_figures(context))
            self._database.set(1)
        except StorageError:
            self._database.set(0)
        return generate_latest(self._registry)

    def _show(self, figures: ServiceFigures) -> None:
        for state in _STATES:
            self._outbox.labels(state).set(figures.messages.get(state, 0))
        self._waiting.set(figures.waiting_seconds)
        for state in _LETTER_STATES:
            self._letters.labels(state).set(figures.letters.get(state, 0))
        self._cases.clear()  # a place that nobody stands at any more
        for district, programme, count in figures.cases:
            self._cases.labels(district, programme).set(count)
        for each in figures.jobs:
            started = each.started_at.timestamp() if each.started_at else 0
            self._job_started.labels(each.job).set(started)
            self._job_seconds.labels(each.job).set(each.seconds)
            self._job_failed.labels(each.job).set(each.failed)
            self._job_late.labels(each.job).set(each.late)


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
