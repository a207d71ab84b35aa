"""Record a board meeting: one transaction over many families, an outcome for each."""

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from sqlalchemy import Connection

from casework.advance_case import Advanced, advanced
from casework.context import Context
from casework.judge_together import Asked, Bench, judge_together
from casework.people import find_actor
from engine.advance.consequences import Advance
from engine.advance.refusal import Reason, Refusal, Why
from engine.local_time import day_in_words, in_words
from engine.text import UNSTORABLE, is_storable
from engine.workflow.district import District
from engine.workflow.workflow import Workflow
from storage.cases import StoredCase, add_advance
from storage.database import writing
from storage.districts import find_district
from storage.meetings import (
    NewMeeting,
    add_meeting,
    decisions_of_meeting,
    find_meeting,
    has_met,
)
from storage.redating import keep_calendar
from storage.rows import Row
from storage.writes import Writes

BATCH = 100
"""How many families are judged and written at once."""
BoardOutcome = Literal["approve", "defer", "decline"]


class FamilyDecision(NamedTuple):
    """What the board decided of one family, with the minute, and the reason if any.

    A family may be approved on conditions; to defer or decline it needs a reason.
    """

    reference: str
    outcome: BoardOutcome
    minute: str
    reason: str = ""
    conditions: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class MeetingRequest:
    """A board meeting as its secretary records it. Blanks around names do not count."""

    district_id: str
    meeting: str
    held_on: date
    user: str
    decisions: tuple[FamilyDecision, ...]

    def __post_init__(self) -> None:
        """Give the meeting one spelling, as its decisions will carry it."""
        object.__setattr__(self, "meeting", " ".join(self.meeting.split()))


@dataclass(frozen=True, kw_only=True, slots=True)
class MeetingRecorded:
    """What became of each family.

    `repeated` when the same record was there before; `undecided` are then the
    families that it names and that were refused at the time.
    """

    meeting: str
    body: str
    held_on: date
    outcomes: tuple[tuple[FamilyDecision, Advanced | Refusal], ...]
    repeated: bool = False
    undecided: tuple[str, ...] = ()


def decide_meeting(
    context: Context, request: MeetingRequest
) -> MeetingRecorded | Refusal:
    """Record a meeting.

    A family that is refused does not stop the others; its reasons are its outcome.
    If no family at all can be decided, nothing is recorded.

    Raises:
        StorageError: the database is missing, busy, gone or full; nothing is written.
    """
    with writing(context.database) as connection:
        keep_calendar(connection)
        found = find_district(connection, request.district_id, lock=True)
        if found is None:
            return _refuse(request, [_no_district(request)])
        workflow = context.workflow(connection, found.workflow_hash, found.district)
        before = find_meeting(connection, request.district_id, request.meeting)
        if before is not None and before["digest"] == _digest(request):
            return _recorded_before(connection, request, found.district)
        reasons = list(_reasons(context, connection, workflow, request, before))
        if reasons:
            return _refuse(request, reasons)
        outcomes = _record(context, connection, workflow, request)
        return _recorded(request, found.district, outcomes)


def _recorded_before(
    connection: Connection, request: MeetingRequest, district: District
) -> MeetingRecorded:
    """Answer the same record a second time: what it left undecided is so still."""
    made = decisions_of_meeting(connection, district.id, request.meeting)
    decided = {row["reference"] for row in made}
    named = (decision.reference for decision in request.decisions)
    return MeetingRecorded(
        meeting=request.meeting,
        body=district.board.title,
        held_on=request.held_on,
        outcomes=(),
        repeated=True,
        undecided=tuple(reference for reference in named if reference not in decided),
    )


def _record(
    context: Context,
    connection: Connection,
    workflow: Workflow,
    request: MeetingRequest,
) -> tuple[tuple[FamilyDecision, Advanced | Refusal], ...]:
    """Write the meeting and its decisions, or nothing if no family can be decided."""
    writes, district = Writes(), workflow.district
    add_meeting(writes, _meeting(context, request, district))
    bench = Bench(context, connection, district, request.user)
    bench.meetings.begins(request.meeting)
    told: dict[str, Advanced | Refusal] = {}
    for batch in _batches(request):
        for each, judged in zip(
            batch, judge_together(bench, connection, batch), strict=True
        ):
            told[each.reference] = _told(writes, *judged)
        if any(isinstance(outcome, Advanced) for outcome in told.values()):
            writes.send(connection)
            writes = Writes()
    return tuple((each, told[each.reference]) for each in request.decisions)


def _batches(request: MeetingRequest) -> Iterator[list[Asked]]:
    """Give what is asked, in the order in which cases are held, a batch at a time.

    What a batch writes is gone before the next one comes: a thousand families take
    no more memory than a hundred.
    """
    asked = sorted(
        (_asked(request, decision) for decision in request.decisions),
        key=lambda each: each.reference,
    )
    for start in range(0, len(asked), BATCH):
        yield asked[start : start + BATCH]


def _told(
    writes: Writes, case: StoredCase | None, outcome: Advance | Advanced | Refusal
) -> Advanced | Refusal:
    """Say what became of a family; what follows is on its way then."""
    if case is None or not isinstance(outcome, Advance):
        assert not isinstance(outcome, Advance)  # noqa: S101 - it has a case
        return outcome
    add_advance(writes, case, outcome)
    return advanced(outcome)


def _reasons(
    context: Context,
    connection: Connection,
    workflow: Workflow,
    request: MeetingRequest,
    before: Row | None,
) -> Iterator[Reason]:
    today = context.today()
    actor = find_actor(connection, workflow, request.user, today)
    if isinstance(actor, Reason):
        yield actor
    if not request.meeting:
        sentence = "The meeting has no reference: give one, such as PB/2013/01."
        yield Reason(why=Why.MEETING, about="meeting", sentence=sentence)
    if not is_storable(request.meeting):
        sentence = f"The meeting's reference holds {UNSTORABLE}; write it anew."
        yield Reason(why=Why.MEETING, about="meeting", sentence=sentence)
    if before is not None:
        sentence = (
            f"Meeting '{request.meeting}' was recorded by {before['recorded_by']} on "
            f"{in_words(before['recorded_at'])}, with other decisions. A meeting is "
            "recorded once: give a later meeting its own reference. A family that "
            "is missing in it is decided by itself, with this meeting."
        )
        yield Reason(why=Why.MEETING, about="meeting", sentence=sentence)
    if request.held_on > today:
        sentence = (
            f"The meeting is dated {day_in_words(request.held_on)}, which is after "
            f"today, {day_in_words(today)}."
        )
        yield Reason(why=Why.MEETING, about="held_on", sentence=sentence)
    yield from _list_reasons(connection, workflow.district, request)


def _list_reasons(
    connection: Connection, district: District, request: MeetingRequest
) -> Iterator[Reason]:
    if not request.decisions:
        sentence = "No family is named: give at least one decision."
        yield Reason(why=Why.MEETING, about="decisions", sentence=sentence)
    counted = Counter(decision.reference for decision in request.decisions)
    for reference, times in counted.items():
        if times > 1:
            sentence = f"{reference} is named {times} times: a meeting decides once."
            yield Reason(why=Why.MEETING, about=reference, sentence=sentence)
    board = district.board
    first = not has_met(connection, district.id)
    most = board.first_batch if first else board.later_batches
    if len(request.decisions) > most:
        which = "first meeting takes" if first else "meetings take"
        sentence = (
            f"The {board.title}'s {which} at most {most} families, "
            f"{len(request.decisions)} are named. Keep the rest for the next meeting."
        )
        yield Reason(why=Why.MEETING, about="decisions", sentence=sentence)


def _asked(request: MeetingRequest, decision: FamilyDecision) -> Asked:
    answers: dict[str, object] = {"meeting": request.meeting, "minute": decision.minute}
    given = {"reason": decision.reason, "conditions": decision.conditions}
    return Asked(
        reference=decision.reference,
        decided=decision.outcome,
        answers=answers | {name: text for name, text in given.items() if text},
        command_id=f"meeting:{request.meeting}:{decision.reference}",
    )


def _meeting(
    context: Context, request: MeetingRequest, district: District
) -> NewMeeting:
    return NewMeeting(
        district_id=district.id,
        reference=request.meeting,
        held_on=request.held_on,
        body=district.board.title,
        digest=_digest(request),
        recorded_by=request.user,
        recorded_at=context.now(),
    )


def _digest(request: MeetingRequest) -> str:
    """Tell one record from another; conditions only where there are some, as ever."""
    each = map(tuple, request.decisions)
    said = (one if one[-1] else one[:-1] for one in each)
    parts = (request.held_on, sorted(said))
    return hashlib.sha256(repr(parts).encode()).hexdigest()


def _recorded(
    request: MeetingRequest,
    district: District,
    outcomes: tuple[tuple[FamilyDecision, Advanced | Refusal], ...],
) -> MeetingRecorded:
    return MeetingRecorded(
        meeting=request.meeting,
        body=district.board.title,
        held_on=request.held_on,
        outcomes=outcomes,
    )


def _no_district(request: MeetingRequest) -> Reason:
    sentence = f"There is no district '{request.district_id}' in this database."
    return Reason(why=Why.CASE, about="district", sentence=sentence)


def _refuse(request: MeetingRequest, reasons: list[Reason]) -> Refusal:
    return Refusal(reference=request.meeting, event="decide", reasons=tuple(reasons))
