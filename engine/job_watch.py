"""Does every job run as often as it should? A job that stood still is an alert."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from engine.local_time import in_words

_SECONDS = {"day": 86_400, "hour": 3_600, "minute": 60}


@dataclass(frozen=True, kw_only=True, slots=True)
class JobAlert:
    """A job that did not run when it should, or a clock behind its last run."""

    job: str
    last_ran_at: datetime | None
    sentence: str


def job_alerts(
    every: Mapping[str, timedelta], last: Mapping[str, datetime], now: datetime
) -> tuple[JobAlert, ...]:
    """Say which jobs did not run when they should.

    Args:
        every: how often each job should run at least.
        last: when each job last started; a job that never ran is missing.
        now: the moment of asking, in UTC.

    Returns:
        An alert for each job that is late; late by up to its whole interval is not
        yet worth one.
    """
    return tuple(_alerts(every, last, now))


def _alerts(
    every: Mapping[str, timedelta], last: Mapping[str, datetime], now: datetime
) -> Iterator[JobAlert]:
    for job, often in every.items():
        at = last.get(job)
        sentence = _sentence(job, often, at, now)
        if sentence:
            yield JobAlert(job=job, last_ran_at=at, sentence=sentence)


def _sentence(job: str, often: timedelta, at: datetime | None, now: datetime) -> str:
    should = f"it should run every {roughly(often)}."
    if at is None:
        return f"{job} has never run; {should} Have the jobs started."
    if now < at:
        return (
            f"{job} last ran on {in_words(at)}, but the clock says {in_words(now)}. "
            "Set the computer's clock right: until then nothing runs."
        )
    if now - at <= 2 * often:
        return ""
    return f"{job} last ran {roughly(now - at)} ago, on {in_words(at)}; {should}"


def roughly(span: timedelta) -> str:
    """Write a span in its largest whole unit: 3 days, 15 minutes, 40 seconds."""
    seconds = int(span.total_seconds())
    for unit, size in _SECONDS.items():
        if seconds >= size:
            return _many(seconds // size, unit)
    return _many(seconds, "second")


def _many(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
