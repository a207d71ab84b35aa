"""Under load, a primary dies, its standby takes over, and the other way round.

`make faults` does it for some seconds, `make failover` for a minute.
"""

from benchmarks.failover.run import fail_over_and_back
from benchmarks.load.run import Wish

SHORT = Wish(seconds=12, people=2, visitors=1, tickers=1, families=30)


def test_work_goes_on_by_itself_there_and_back() -> None:
    done = fail_over_and_back(SHORT, notice_after=0.3)
    assert done.holds, (done.findings, done.unwell)
    there, back = done.takeovers
    assert there.asked_again > 0
    assert back.done_before > 0
    for takeover in done.takeovers:
        gaps = {gap.what for gap in takeover.gaps if gap.seconds is not None}
        assert gaps == {"advance", "look", "tick", "api advance", "page"}
