"""A job that did not run when it should is an alert."""

from datetime import UTC, datetime, timedelta

import pytest

from engine.job_watch import job_alerts, roughly

NOW = datetime(2012, 12, 17, 10, tzinfo=UTC)
QUARTER = timedelta(minutes=15)


def said(last: datetime | None) -> str:
    ran = {} if last is None else {"reminders": last}
    found = job_alerts({"reminders": QUARTER}, ran, NOW)
    return "".join(alert.sentence for alert in found)


def test_a_job_that_ran_when_it_should_is_no_alert() -> None:
    assert not said(NOW)
    assert not said(NOW - 2 * QUARTER)


def test_a_job_that_stood_still_is_one() -> None:
    assert said(NOW - 2 * QUARTER - timedelta(seconds=1)) == (
        "reminders last ran 30 minutes ago, on 17 December 2012 at 09:29; "
        "it should run every 15 minutes."
    )
    assert said(NOW - timedelta(days=3)).startswith(
        "reminders last ran 3 days ago, on 14 December 2012"
    )


def test_a_job_that_never_ran_is_one() -> None:
    assert said(None) == (
        "reminders has never run; it should run every 15 minutes. Have the "
        "jobs started."
    )


def test_a_clock_behind_the_last_run_is_one() -> None:
    assert said(NOW + QUARTER) == (
        "reminders last ran on 17 December 2012 at 10:15, but the clock says "
        "17 December 2012 at 10:00. Set the computer's clock right: until then "
        "nothing runs."
    )


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (timedelta(seconds=1), "1 second"),
        (timedelta(minutes=119), "1 hour"),
        (timedelta(days=3, hours=5), "3 days"),
    ],
)
def test_a_span_is_told_in_its_largest_unit(span: timedelta, words: str) -> None:
    assert roughly(span) == words
