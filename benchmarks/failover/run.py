"""Two failovers under load, there and back: is anything lost, or done twice?"""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.failover.server import Server, servers
from benchmarks.load.book import ANSWERED, REPEATED, Act, acts_in
from benchmarks.load.crew import make_ready
from benchmarks.load.figures import Operation, operations
from benchmarks.load.finding import Finding
from benchmarks.load.run import (
    Wish,
    a_plan,
    settled_and_proved,
    sleep_until,
    wait_for_answers,
    working,
)

FIRST, SECOND = 0.2, 0.6
"""In which parts of the time the primary of the moment is killed."""
HELD_SECONDS = 0.3


@dataclass(frozen=True, kw_only=True, slots=True)
class Gap:
    """How long nobody was answered a kind of request: from an answer to the next.

    None when nobody was answered any more.
    """

    what: str
    seconds: float | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Takeover:
    """A standby that took over.

    `noticed_after` is how many seconds after the kill it was told to, `promoted_in`
    how many it took, `rejoined_in` how many until the old primary was its synchronous
    standby. Of the requests `asked_again`, `done_before` had been done by the first
    attempt, whose answer was lost.
    """

    when: str
    noticed_after: float
    promoted_in: float
    rejoined_in: float
    gaps: tuple[Gap, ...]
    asked_again: int
    done_before: int


@dataclass(frozen=True, kw_only=True, slots=True)
class FailedOver:
    """What came of it all. `unwell` names processes that did not end by themselves."""

    wish: Wish
    takeovers: tuple[Takeover, ...]
    operations: tuple[Operation, ...]
    findings: tuple[Finding, ...]
    unwell: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """Whether everything holds that has to."""
        return not self.unwell and all(finding.holds for finding in self.findings)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Moments:
    when: str
    killed: float
    told: float
    promoted: float
    rejoined: float


@contextmanager
def a_pair() -> Iterator[tuple[Server, Server]]:
    """Give a primary, and a hot standby that it waits for."""
    with servers("one", "two") as (primary, standby):
        primary.make()
        standby.follow(primary)
        primary.wait_for(standby)
        yield primary, standby


def fail_over_and_back(wish: Wish, *, notice_after: float) -> FailedOver:
    """Kill the primary under load and promote its standby; then the other way round.

    The first is killed in full flight. The second is killed while every commit has
    reached its standby and none is answered, so that every client is in doubt.

    Args:
        wish: how much load, for how long.
        notice_after: so many seconds after a kill somebody promotes the standby.
    """
    make_ready()
    with a_pair() as (one, two), TemporaryDirectory() as folder:
        address = one.url(two, wants="read-write")
        plan = a_plan(address, wish, Path(folder), waits=3)
        began, kinds = plan.clock.began, wish.kinds
        with working(plan, wish) as crew:
            sleep_until(began + FIRST * wish.seconds)
            wait_for_answers(crew, plan, wish, since=began)
            there = _take_over(one, two, "in full flight", notice_after)
            sleep_until(began + SECOND * wish.seconds)
            wait_for_answers(crew, plan, wish, since=there.rejoined)
            two.wait_for_ever()
            time.sleep(HELD_SECONDS)
            back = _take_over(two, one, "while every commit waits", notice_after)
            sleep_until(began + wish.seconds)
            wait_for_answers(crew, plan, wish, since=back.killed)
            crew.stop.set()
            unwell = crew.wait()
        acts = tuple(acts_in(plan.folder))
        takeovers = (
            _takeover(there, [act for act in acts if act.at < back.killed], kinds),
            _takeover(back, [act for act in acts if act.at > there.rejoined], kinds),
        )
        proved = settled_and_proved(plan, acts, undisturbed=False)
        return FailedOver(
            wish=wish,
            takeovers=takeovers,
            operations=operations(acts, wish.seconds),
            findings=(_goes_on(takeovers), *proved),
            unwell=unwell,
        )


def _take_over(
    primary: Server, standby: Server, when: str, notice_after: float
) -> _Moments:
    """Kill the primary, promote the standby, make the one the other's standby."""
    primary.kill()
    killed = time.monotonic()
    time.sleep(notice_after)
    told = time.monotonic()
    standby.promote()
    promoted = time.monotonic()
    primary.rejoin(standby)
    standby.wait_for(primary)
    rejoined = time.monotonic()
    return _Moments(
        when=when, killed=killed, told=told, promoted=promoted, rejoined=rejoined
    )


def _takeover(moments: _Moments, acts: Sequence[Act], kinds: Sequence[str]) -> Takeover:
    after = [act for act in acts if act.at > moments.killed]
    return Takeover(
        when=moments.when,
        noticed_after=moments.told - moments.killed,
        promoted_in=moments.promoted - moments.told,
        rejoined_in=moments.rejoined - moments.promoted,
        gaps=tuple(_gaps(acts, moments.killed, kinds)),
        asked_again=sum(act.tries > 1 for act in after),
        done_before=sum(act.outcome == REPEATED for act in after),
    )


def _gaps(acts: Sequence[Act], killed: float, kinds: Sequence[str]) -> Iterator[Gap]:
    """Give, for each kind of request, the time between two answers around the kill."""
    for what in kinds:
        moments = [
            act.at for act in acts if act.what == what and act.outcome in ANSWERED
        ]
        last = max((at for at in moments if at <= killed), default=killed)
        first = min((at for at in moments if at > killed), default=None)
        yield Gap(what=what, seconds=None if first is None else round(first - last, 2))


def _goes_on(takeovers: Sequence[Takeover]) -> Finding:
    """Work goes on by itself: whatever was asked for was answered again."""
    gaps = [(each.when, gap) for each in takeovers for gap in each.gaps]
    stuck = (
        f"killed {when}: no {gap.what} was answered afterwards"
        for when, gap in gaps
        if gap.seconds is None
    )
    return Finding(
        what="work went on by itself", checked=len(gaps), against=tuple(stuck)
    )
