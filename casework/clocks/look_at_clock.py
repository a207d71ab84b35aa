"""Look at one clock of a case before it is paused or resumed: what would change."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from casework.clocks.change_clock import open_clocks
from casework.context import Context
from casework.reading.case_page import actor_of
from casework.reading.desk import Desk, open_desk
from casework.reading.words import clock_title, left_in_words
from engine.access.sight import Sight
from engine.advance.case import Actor
from engine.advance.consequences import Advance
from engine.advance.open_clock import ClockCommand, OpenClock
from engine.advance.pausing import decide_on_clock
from engine.advance.refusal import Refusal
from engine.clocks.pause import left_words, pause
from engine.workflow.definition import PAUSE_CLOCK, RESUME_CLOCK
from storage.case_parts import running_clocks_of
from storage.cases import StoredCase
from storage.clocks import CaseKey


@dataclass(frozen=True, kw_only=True, slots=True)
class ClockLook:
    """A clock that has not ended, and what would become of it.

    `left_in_words` is what it has today, and why it rests if it does. `kept` is what a
    pause would keep, `due_again` the day by which it would be due if it were resumed
    today. `against` says why it can be neither paused nor resumed by whoever looks.
    """

    key: CaseKey
    reference: str
    version: int
    clock: str
    subject: str
    title: str
    paused: bool
    due_on: date | None
    left_in_words: str
    kept: str
    due_again: date | None
    reasons: Mapping[str, str]
    against: tuple[str, ...]


def look_at_clock(
    context: Context, sight: Sight, reference: str, clock: str, subject: str = ""
) -> ClockLook | None:
    """Look at a clock; None where the case is not in sight, or no such clock is open.

    Raises:
        StorageError: the database is missing, busy or gone.
    """
    with open_desk(context, sight) as desk:
        case = desk.case(reference, sight)
        if case is None:
            return None
        found = tuple(open_clocks(desk.connection, case))
        meant = [c for c in found if (c.clock, c.subject) == (clock, subject)]
        return _look(desk, case, found, meant[0], sight) if meant else None


def _look(
    desk: Desk,
    case: StoredCase,
    clocks: tuple[OpenClock, ...],
    clock: OpenClock,
    sight: Sight,
) -> ClockLook:
    setting, key = desk.setting(case.row), (case.district_id, case.number)
    pauses = setting.workflow.pathway.pauses
    reasons = pauses.reasons if pauses else {}
    row = next(
        r for r in running_clocks_of(desk.connection, key) if r["id"] == clock.id
    )
    actor = actor_of(desk, case, sight)
    command = _command(case, clock, next(iter(reasons), ""), actor, sight)
    tried = decide_on_clock(setting, case.view, clocks, command)
    resumed = tried.consequences.resumed if isinstance(tried, Advance) else ()
    paused = clock.time.paused_on is not None
    rested = clock.time if paused else pause(clock.time, desk.today)
    return ClockLook(
        key=key,
        reference=case.view.reference,
        version=case.view.version,
        clock=clock.clock,
        subject=clock.subject,
        title=clock_title(setting.workflow, row),
        paused=paused,
        due_on=row["due_on"],
        left_in_words=left_in_words(desk, row),
        kept=left_words(rested, setting.calendar),
        due_again=resumed[0].due_on if resumed else None,
        reasons=reasons,
        against=tried.sentences() if isinstance(tried, Refusal) else (),
    )


def _command(
    case: StoredCase, clock: OpenClock, reason: str, actor: Actor | None, sight: Sight
) -> ClockCommand:
    """Ask for what can be asked of a clock as it is; whoever has no post is nobody."""
    nobody = Actor(user=sight.user, title=sight.title, roles=frozenset())
    return ClockCommand(
        reference=case.view.reference,
        event=RESUME_CLOCK if clock.time.paused_on else PAUSE_CLOCK,
        clock=clock.clock,
        subject=clock.subject,
        reason=reason,
        actor=actor or nobody,
        command_id="",
    )
