"""What the office keeps an eye on: the jobs' runs, and the messages that wait."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from casework.access.seen import sentences_seen
from casework.clocks.watch_calendar import open_watch
from casework.context import Context
from casework.jobs.run_due import EVERY
from casework.jobs.set_aside import SetAsideLine, lines_of
from casework.reading.desk import Desk, no_district, open_desk
from casework.reading.words import role_words
from engine.access.sight import Sight
from engine.advance.refusal import Refusal
from engine.job_watch import JobAlert, job_alerts
from storage.lists import count_messages, messages_waiting
from storage.rows import Row
from storage.runs import last_runs, recent_runs, run_count

MOST = 100


@dataclass(frozen=True, kw_only=True, slots=True)
class RunLine:
    """One run of one job; `failures` are sentences about what was set aside.

    Of those fired, `caught_up` had missed their day. Where there are more sentences
    than `failed` counts, the last ones are for somebody to know.
    """

    job: str
    started_at: datetime
    finished_at: datetime
    examined: int
    fired: int
    caught_up: int
    failed: int
    failures: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class RunList:
    """The latest runs, the newest first, and how many there were in all.

    `alerts` are the jobs that did not run when they should; `calendars` says whose
    calendar has changed under open clocks; `set_aside` is what the jobs could not
    handle, until somebody clears it.
    """

    count: int
    runs: tuple[RunLine, ...]
    alerts: tuple[JobAlert, ...]
    calendars: tuple[str, ...]
    set_aside: tuple[SetAsideLine, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class MessageLine:
    """A message that waits: to whom, about which case, and what it says."""

    reference: str
    role: str
    role_title: str
    user: str
    subject: str
    body: str
    about: date
    created_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Outbox:
    """How many messages wait, were sent and failed; the oldest that wait."""

    waiting: int
    sent: int
    failed: int
    messages: tuple[MessageLine, ...]


def list_runs(
    context: Context, *, most: int = MOST, sight: Sight | None = None
) -> RunList:
    """List the latest runs of the jobs.

    A run is of every district at once. Who looks is told how much it did, but only of
    such failures as name no family out of their sight.

    Raises:
        StorageError: the database is missing, busy or gone.
    """
    with open_desk(context) as desk:
        rows = recent_runs(desk.connection, most)
        runs = _in_sight(desk, tuple(_run(row) for row in rows), sight)
        last = last_runs(desk.connection)
        return RunList(
            count=run_count(desk.connection),
            runs=runs,
            alerts=job_alerts(EVERY, last, context.now()),
            calendars=tuple(_calendars(desk)),
            set_aside=tuple(lines_of(desk, "", sight)),
        )


def _calendars(desk: Desk) -> Iterator[str]:
    watch = open_watch(desk.connection)
    for stored in desk.districts.values():
        if sentence := watch.alert(stored.district):
            yield sentence


def _in_sight(
    desk: Desk, runs: tuple[RunLine, ...], sight: Sight | None
) -> tuple[RunLine, ...]:
    if sight is None:
        return runs
    said = [failure for run in runs for failure in run.failures]
    seen = set(sentences_seen(desk.connection, sight, said))
    return tuple(
        replace(run, failures=tuple(each for each in run.failures if each in seen))
        for run in runs
    )


def _run(row: Row) -> RunLine:
    return RunLine(
        job=row["job"],
        started_at=row["started_at"],
        finished_at=row["finished_at"],
        examined=row["examined"],
        fired=row["fired"],
        caught_up=row["caught_up"],
        failed=row["failed"],
        failures=tuple(json.loads(row["failures"])),
    )


def list_outbox(
    context: Context, district: str | None = None, *, most: int = MOST
) -> Outbox | Refusal:
    """List the messages that wait, the oldest first.

    Raises:
        StorageError: the database is missing, busy or gone.
    """
    with open_desk(context) as desk:
        missing = no_district(desk, district)
        if missing is not None:
            return missing
        counts = count_messages(desk.connection, district or "")
        rows = messages_waiting(desk.connection, district or "", most)
        return Outbox(
            waiting=counts.get("waiting", 0),
            sent=counts.get("sent", 0),
            failed=counts.get("failed", 0),
            messages=tuple(_message(desk, row) for row in rows),
        )


def _message(desk: Desk, row: Row) -> MessageLine:
    return MessageLine(
        reference=row["reference"],
        role=row["role"],
        role_title=role_words(desk.workflow(row), row["role"]),
        user=row["user"],
        subject=row["subject"],
        body=row["body"],
        about=row["about"],
        created_at=row["created_at"],
    )
